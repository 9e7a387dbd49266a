"""A step gets a secret of a real Vault, as it is when the step begins; it is stored nowhere in the engine."""

import hashlib
import json
import secrets
import tempfile
from pathlib import Path

from regauge_engines.loopback import Shared
from regauge_engines.probes.engines import SECRET
from regauge_engines.probes.product import VARIANTS
from regauge_engines.processes import is_listening
from regauge_engines.vault_server import VaultServer

PORT = 18483


def _vault():
    if is_listening(PORT):  # another engine's suite
        raise OSError(f"port {PORT} is taken")
    return VaultServer(Path(tempfile.mkdtemp(prefix="regauge-vault-")), port=PORT)


_ASKED = Shared(_vault)


def act(engine):
    with _ASKED() as vault:
        words = [secrets.token_hex(16), secrets.token_hex(16)]
        is_probe = engine.variant == VARIANTS[0]
        if is_probe:
            vault.token(SECRET)
        for word in words:
            if is_probe:
                vault.put("probes/shop", word=word)
            engine.run("vault_secret")
    return {"words": words, "stored": engine.stored()}


def effect(seen):
    assert seen.statuses("vault_secret/step") == ["success"] * 2, seen.statuses("vault_secret/step")
    (row,) = seen.rows("vault_secret.step")
    first, second = seen.notes["words"]
    assert row["hash"] == hashlib.sha256(second.encode()).hexdigest()
    assert len(seen.notes["stored"]) > 1000
    for word in (first, second):
        assert word not in seen.notes["stored"] and word not in json.dumps(list(seen.events))
    return {"runs": 2, "words": 2, "searched": f"{len(seen.notes['stored']) // 1024} KiB of the engine's store"}


def instead(seen):
    (row,) = seen.rows("vault_secret.step")
    assert row["hash"] == hashlib.sha256(b"").hexdigest()
