"""Reads the control bus by a durable pull consumer: a message is acknowledged when it is done."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regauge_runtime.bus.messages import ControlEvent
from regauge_runtime.bus.nats_client import Heard, connected, load
from regauge_runtime.bus.settings import ControlBus
from regauge_runtime.errors import Configuration, failure_of

TRIES = 5
LONGEST_REASON = 500
_PAUSES = (1.0, 2.0, 4.0, 8.0)
_WAIT_SECONDS = 0.5


@dataclass(frozen=True)
class ControlMessage:
    """A message of the control bus; `delivered`: which delivery of it this is, from 1 on."""

    subject: str
    value: bytes
    delivered: int

    @property
    def event(self) -> ControlEvent:
        """What it holds; Validation when that is no control event."""
        return ControlEvent.decode(self.value)


class ControlConsumer:
    """A reader of a durable consumer that stands beside its stream: made out of band, with explicit acknowledgement.

    `run` does one message after the other. What takes longer than the consumer's `ack_wait` is told to be in work, so
    that no second reader gets it. A message that comes again comes after those that came meanwhile, so only what was
    done at the first try is in the order of the stream.
    """

    def __init__(self, bus: ControlBus, *, stream: str, durable: str, tries: int = TRIES) -> None:
        """`tries`: deliveries of one message; the server's `max_deliver` must not be lower."""
        load()
        self._bus = bus
        self._stream = stream
        self._durable = durable
        self._tries = tries
        self._is_running = True

    def run(self, handle: Callable[[ControlMessage], object], *, idle_seconds: float | None = None) -> None:
        """Has each message done, in a thread, and acknowledges it then.

        One whose `handle` raised comes again after a pause that grows; after `tries` deliveries it is terminated: the
        server says so on `$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED`. Ends by `stop`, or when none came for
        `idle_seconds`.
        """
        asyncio.run(self._run(handle, idle_seconds))

    def stop(self) -> None:
        """Ends `run` after the message that is being done; for a signal's handler."""
        self._is_running = False

    async def _run(self, handle: Callable[[ControlMessage], object], idle_seconds: float | None) -> None:
        nats = load()
        heard = Heard()
        async with connected(self._bus, heard, stays=True) as connection:
            stream = connection.jetstream()
            try:
                told = await stream.consumer_info(self._stream, self._durable)
            except nats.js.errors.NotFoundError:
                raise Configuration(
                    f"{self._bus.name}: there is no consumer {self._durable} of the stream {self._stream}"
                ) from None
            if told.config.ack_policy != nats.js.api.AckPolicy.EXPLICIT:
                raise Configuration(f"{self._bus.name}: the consumer {self._durable} does not ask for acknowledgement")
            pulled = await stream.pull_subscribe_bind(consumer=self._durable, stream=self._stream)
            last = time.monotonic()
            while self._is_running:
                if refusal := heard.refusal(self._bus.name):
                    raise refusal
                try:
                    (message,) = await pulled.fetch(1, timeout=_WAIT_SECONDS)
                except (TimeoutError, nats.errors.TimeoutError):
                    if idle_seconds is not None and time.monotonic() - last > idle_seconds:
                        return
                    continue
                await self._do(message, handle, (told.config.ack_wait or 30.0) / 3)
                last = time.monotonic()

    async def _do(self, message: Any, handle: Callable[[ControlMessage], object], beat: float) -> None:
        delivered = int(message.metadata.num_delivered)
        reason = f"{delivered - 1} deliveries of it ended with their process or in no time"
        if delivered <= self._tries:
            work = asyncio.ensure_future(
                asyncio.to_thread(handle, ControlMessage(message.subject, message.data, delivered))
            )
            while not work.done():
                await asyncio.wait({work}, timeout=beat)
                if not work.done():
                    await message.in_progress()
            error = work.exception()
            if error is None:
                await message.ack_sync()
                return
            if not isinstance(error, Exception):
                raise error
            found = failure_of(error)
            reason = f"{found.code}: {found.message}"[:LONGEST_REASON]
            if delivered < self._tries:
                await message.nak(delay=_PAUSES[min(delivered, len(_PAUSES)) - 1])
                return
        sys.stderr.write(f"control bus: a message of {message.subject} is given up: {reason}\n")
        await message.term()
