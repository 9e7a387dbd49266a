"""Sends to the control bus, and says what NATS' errors mean; needs nats-py."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
from collections.abc import AsyncIterator
from typing import Any

from regauge_runtime.bus.messages import ControlEvent
from regauge_runtime.bus.settings import DELIVERY_SECONDS, ControlBus
from regauge_runtime.errors import Configuration, Permanent, StepError, Transient

# What a server says to somebody who may not: no second try mends it.
_LOCKED_OUT = ("authorization violation", "permissions violation", "authentication")


def load() -> Any:
    """Returns the module nats; Configuration when the environment has none."""
    try:
        return importlib.import_module("nats")
    except ModuleNotFoundError:
        raise Configuration("the code's environment has no nats-py") from None


class Heard:
    """What a connection's server said beside its answers."""

    def __init__(self) -> None:
        self.errors: list[BaseException] = []

    async def error(self, error: Exception) -> None:
        """Keeps an error of the connection."""
        self.errors.append(error)

    def refusal(self, name: str) -> StepError | None:
        """Returns why this user may not, if the server said so."""
        for error in self.errors:
            if any(words in str(error).lower() for words in _LOCKED_OUT):
                return Permanent(f"{name}: {error}", code="NATS_NOT_ALLOWED")
        return None


@contextlib.asynccontextmanager
async def connected(bus: ControlBus, heard: Heard, *, stays: bool) -> AsyncIterator[Any]:
    """A connection; one that `stays` is made again when it breaks."""
    nats = load()
    client = bus.client() | {"error_cb": heard.error, "allow_reconnect": stays, "name": "regauge", "connect_timeout": 5}
    if not stays:
        client |= {"max_reconnect_attempts": 1, "reconnect_time_wait": 0.2}
    try:
        connection = await nats.connect(**client)
    except (TimeoutError, asyncio.CancelledError):
        raise
    except Exception as error:  # noqa: BLE001 - its own classes, and those of sockets and TLS
        heard.errors.append(error)
        raise heard.refusal(bus.name) or _unreached(bus, error) from None
    try:
        yield connection
    finally:
        with contextlib.suppress(Exception):
            await connection.close()


def _unreached(bus: ControlBus, error: Exception) -> Transient:
    return Transient(f"{bus.name}: nobody answers: {type(error).__name__}: {error}", code="NATS")


class ControlProducer:
    """Sends events to the control bus: a stream has each when a call returns.

    One that is sent twice under its id within the stream's window for doubles (two minutes by default) is kept once.
    """

    def __init__(self, bus: ControlBus, *, seconds: float = DELIVERY_SECONDS) -> None:
        """`seconds`: how long a call may take."""
        self._bus = bus
        self._seconds = seconds

    def send(self, subject: str, *events: ControlEvent) -> None:
        """Sends events in order; raises TimeoutError, Permanent or Transient when one was not taken."""
        heard = Heard()
        try:
            asyncio.run(asyncio.wait_for(self._send(subject, events, heard), self._seconds))
        except TimeoutError:
            # A server does not answer a publication that its user may not make: it says so beside.
            raise heard.refusal(self._bus.name) or TimeoutError(
                f"{subject}: the servers have not taken a message within {self._seconds:g} s"
            ) from None

    async def _send(self, subject: str, events: tuple[ControlEvent, ...], heard: Heard) -> None:
        errors = load().js.errors
        async with connected(self._bus, heard, stays=False) as connection:
            stream = connection.jetstream(timeout=self._seconds)
            for event in events:
                publication = asyncio.ensure_future(
                    stream.publish(subject, event.encode(), headers={"Nats-Msg-Id": event.id})
                )
                try:
                    while not publication.done():
                        await asyncio.wait({publication}, timeout=0.1)
                        if refusal := heard.refusal(self._bus.name):
                            raise refusal
                    await publication
                except errors.NoStreamResponseError:
                    raise Permanent(f"no stream takes the subject {subject}", code="NATS_NO_STREAM") from None
                except errors.APIError as error:
                    kind = Transient if (error.code or 500) >= 500 else Permanent
                    raise kind(f"{subject}: {error.description}", code=f"NATS_{error.err_code}") from None
                finally:
                    publication.cancel()
