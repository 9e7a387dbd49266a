"""A broker and a NATS server that let in who has the secret hear of a step; a topic without a right ends one."""

import asyncio
import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import nats
from confluent_kafka import Consumer
from confluent_kafka.admin import (
    AclBinding,
    AclOperation,
    AclPermissionType,
    AdminClient,
    NewTopic,
    ResourcePatternType,
    ResourceType,
)

from regauge_engines.kafka_server import Kafka
from regauge_engines.loopback import Shared
from regauge_engines.nats_server import Nats
from regauge_engines.probes.engines import SECRET
from regauge_engines.processes import is_listening

BROKER, SERVER = 18491, 18492
TOPIC, DENIED, SUBJECT = "bus_hook.told.v1", "bus_hook.denied.v1", "of.bus_hook.told"
HEADERS = ["ol-namespace", "ol-job-name", "ol-run-id", "ol-event-time", "ol-producer", "ol-schema-url"]
PUBLISHED, CHECKED, FAILED = "publish.end", "quality.result", "asset.failed"
MADE, BROKEN, GATED = "bus_hook/made", "bus_hook/broken", "bus_hook/gated"


class Buses:
    """Both servers, with a user `shop` who may write one of two topics."""

    def __init__(self):
        if is_listening(BROKER) or is_listening(SERVER):
            raise OSError("another engine's suite has the ports")
        self._folder = TemporaryDirectory(prefix="regauge-buses-")
        folder = Path(self._folder.name)
        users = f'authorization {{ users: [ {{ user: shop, password: "{SECRET}" }} ] }}\n'
        self._kafka = Kafka(folder / "kafka", users={"shop": SECRET}, port=BROKER)
        self._nats = Nats(folder / "nats", settings=users, port=SERVER)

    def __enter__(self):
        self._kafka.start()
        self._nats.start()
        admin = AdminClient(self._kafka.client())
        for made in admin.create_topics([NewTopic(name, 2, 1) for name in (TOPIC, DENIED)]).values():
            made.result(60)
        kind = (ResourceType.TOPIC, TOPIC, ResourcePatternType.LITERAL, "User:shop", "*")
        right = AclBinding(*kind, AclOperation.WRITE, AclPermissionType.ALLOW)
        admin.create_acls([right])[right].result(60)
        asyncio.run(self._make_stream())
        return self

    def __exit__(self, *_):
        self._nats.stop()
        self._kafka.stop()
        self._folder.cleanup()

    def records(self, product):
        """Returns what a product's hooks have sent to the topic: the messages' values, with their headers' names."""
        reader = Consumer(self._kafka.client() | {"group.id": product, "auto.offset.reset": "earliest"})
        reader.subscribe([TOPIC])
        found, silent = [], 0
        while silent < 8:
            message = reader.poll(1)
            silent = silent + 1 if message is None else 0
            if message is not None and message.error() is None:
                headers = [name for name, _ in message.headers()]
                found.append(json.loads(message.value()) | {"headers": headers, "key": message.key().decode()})
        reader.close()
        return [one for one in found if one["payload"]["product"] == product]

    def signals(self, product):
        """Returns what a product's hooks have published to the stream."""
        return [one for one in asyncio.run(self._signals()) if one["source"] == product]

    async def _connected(self):
        return await nats.connect(self._nats.address, user="shop", password=SECRET)

    async def _make_stream(self):
        connection = await self._connected()
        await connection.jetstream().add_stream(name="BUS_HOOK", subjects=[SUBJECT])
        await connection.close()

    async def _signals(self):
        connection = await self._connected()
        stream = connection.jetstream()
        last = (await stream.stream_info("BUS_HOOK")).state.last_seq
        found = [json.loads((await stream.get_msg("BUS_HOOK", number)).data) for number in range(1, last + 1)]
        await connection.close()
        return found


_LISTENING = Shared(Buses)


def act(engine):
    with _LISTENING() as buses:
        engine.run("bus_hook")
        return {"records": buses.records(engine.variant), "signals": buses.signals(engine.variant)}


def effect(seen):
    records, signals = seen.notes["records"], seen.notes["signals"]
    assert Counter(one["event_type"] for one in records) == {CHECKED: 1, PUBLISHED: 1}, records
    assert all(one["headers"] == HEADERS for one in records), records
    assert {one["key"] for one in records} == {one["aggregate_id"] for one in records}, records
    assert all(UUID(one["event_id"]).version == 5 for one in records), records
    told = Counter((one["event_type"], one["payload"]["asset_key"]) for one in signals)
    assert told == {(PUBLISHED, MADE): 1, (FAILED, BROKEN): 1}, told
    assert all(UUID(one["id"]).version == 7 for one in signals), signals
    assert seen.statuses(MADE) == ["success"], seen.statuses(MADE)
    assert seen.statuses(GATED) == ["failed"], "a right that is missing is not tried again"
    assert SECRET not in json.dumps(list(seen.events))
    return {"records": len(records), "signals": len(signals)}


def instead(seen):
    assert seen.notes == {"records": [], "signals": []}, seen.notes
    assert seen.statuses(MADE) == ["success"], seen.statuses(MADE)
    assert seen.statuses(GATED) == ["success"], seen.statuses(GATED)
