"""Secrets of a real Vault: two logins, what a step is told that gets none, and that no text has one."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from regauge_engines.processes import free_port
from regauge_engines.vault_server import VaultServer

from support import Home, Json, python, retry

WORD = "only-the-vault-knows-9931"
LOGIN = "reader-of-tests"
SAYS_IT = """
import os

def word():
    return [{"word": os.environ["WORD"]}]

def shouts():
    raise ValueError("not with " + os.environ["WORD"])
"""


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VaultServer]:
    with VaultServer(tmp_path_factory.mktemp("vault")) as server:
        server.put("teams/sales/shop", word=WORD, number=7)
        server.token(LOGIN)
        yield server


@pytest.fixture
def asks(home: Home, vault: VaultServer) -> Home:
    """A product with a step that gets a secret of the Vault as a variable."""
    by_token: Json = {"token": {"secretRef": {"name": "vault", "key": "token", "source": "kubernetes"}}}
    place: Json = {"address": {"env": "VAULT_ADDR"}, "mount": "secret", "path": "teams/sales"}
    home.plan["secretStores"] = {"vault": place | by_token}
    home.env |= {"VAULT_ADDR": vault.address, "REGAUGE_SECRET_VAULT_TOKEN": LOGIN}
    home.code("finds", SAYS_IT)
    home.asset("raw/word", python("finds:word"), partitioned=False, env={"WORD": of_vault("shop", "word")})
    return home


def of_vault(name: str, key: str) -> Json:
    return {"secretRef": {"name": name, "key": key, "source": "vault"}}


def given(home: Home, word: Json, run: str = "finds:word") -> Json:
    home.plan["assets"][0] |= {"env": {"WORD": word}, "run": python(run)}
    home.save()
    return home.step("raw/word")


def error_of(result: Json) -> tuple[str, str, str]:
    error = result["error"]
    return error["category"], error["code"], error["message"]


def test_a_step_gets_it_by_a_token(asks: Home) -> None:
    assert asks.step("raw/word")["status"] == "success"
    assert asks.rows("raw.word") == [{"word": WORD}]


def test_what_is_no_text_is_json(asks: Home) -> None:
    assert given(asks, of_vault("shop", "number"))["status"] == "success"
    assert asks.rows("raw.word") == [{"word": "7"}]


def test_a_step_gets_it_by_an_app_role(asks: Home, vault: VaultServer) -> None:
    role, secret = vault.role("steps")
    login: Json = {"roleId": {"env": "ROLE"}, "secretId": {"secretRef": {"name": "v", "key": "s", "source": "env"}}}
    settings = asks.plan["secretStores"]["vault"]
    del settings["token"]
    settings["appRole"] = login | {"mount": "approle"}
    asks.save()
    asks.env |= {"ROLE": role, "REGAUGE_SECRET_V_S": secret}
    assert asks.step("raw/word")["status"] == "success"
    asks.env["REGAUGE_SECRET_V_S"] = "6f0a93f4-0000-0000-0000-000000000000"
    category, code, message = error_of(asks.step("raw/word", cause="manual:2"))
    assert (category, code) == ("PERMANENT", "AUTH_FAILED")
    assert "6f0a93f4" not in message


def test_another_version_is_there_at_once(asks: Home, vault: VaultServer) -> None:
    vault.put("teams/sales/moving", word="first")
    assert given(asks, of_vault("moving", "word"))["status"] == "success"
    vault.put("teams/sales/moving", word="second")
    assert asks.step("raw/word", cause="manual:2")["status"] == "success"
    assert asks.rows("raw.word") == [{"word": "second"}]
    vault.ask("DELETE", "secret/data/teams/sales/moving")
    category, code, message = error_of(asks.step("raw/word", cause="manual:3"))
    assert (category, code) == ("PERMANENT", "CONFIGURATION"), message


def test_a_secret_that_is_not_there_is_named(asks: Home) -> None:
    category, code, message = error_of(given(asks, of_vault("nobody", "word")))
    assert (category, code) == ("PERMANENT", "CONFIGURATION")
    assert "the secret nobody/word is not in the Vault at http://127.0.0.1:" in message


def test_a_key_that_is_not_there_is_named_with_those_that_are(asks: Home) -> None:
    category, code, message = error_of(given(asks, of_vault("shop", "wrod")))
    assert (category, code) == ("PERMANENT", "CONFIGURATION")
    assert message.endswith("the secret teams/sales/shop of the Vault has no key wrod; its keys: number, word")


def test_a_login_that_is_refused_is_not_tried_again(asks: Home) -> None:
    asks.env["REGAUGE_SECRET_VAULT_TOKEN"] = "another-word-8841"
    result = asks.step("raw/word")
    category, code, message = error_of(result)
    assert (category, code) == ("PERMANENT", "AUTH_FAILED")
    assert "another-word-8841" not in message
    assert not result["retry"]["again"]


def test_a_vault_that_is_away_is_asked_again_later(asks: Home) -> None:
    asks.plan["assets"][0]["retry"] = retry(5.0)
    asks.save()
    asks.env["VAULT_ADDR"] = f"http://127.0.0.1:{free_port()}"
    result = asks.step("raw/word")
    category, _, message = error_of(result)
    assert category == "TRANSIENT" and message.endswith("cannot be reached")
    assert result["retry"] == {"again": True, "waitSeconds": 5.0}


def test_a_sealed_vault_is_asked_again_later(asks: Home, tmp_path: Path) -> None:
    with VaultServer(tmp_path / "sealed") as other:
        other.put("teams/sales/shop", word=WORD)
        asks.env |= {"VAULT_ADDR": other.address, "REGAUGE_SECRET_VAULT_TOKEN": other.token(LOGIN)}
        assert asks.step("raw/word")["status"] == "success"
        other.ask("POST", "sys/seal", {})
        category, _, message = error_of(asks.step("raw/word", cause="manual:2"))
    assert category == "TRANSIENT", message


def test_no_text_of_the_step_has_it(asks: Home) -> None:
    finished = asks.process("raw/word")
    assert finished.result["status"] == "success"
    assert WORD not in finished.out + finished.err
    asks.plan["assets"][0]["run"] = python("finds:shouts")
    asks.save()
    result = asks.step("raw/word", cause="manual:2")
    assert "not with ***" in error_of(result)[2]
    assert WORD not in json.dumps(result)


def test_a_product_without_a_vault_says_so(asks: Home) -> None:
    del asks.plan["secretStores"]
    asks.save()
    assert error_of(asks.step("raw/word"))[2].endswith("the product names no Vault")


def test_what_is_no_vault_is_told_so(asks: Home, tmp_path: Path) -> None:
    page = tmp_path / "v1/secret/data/teams/sales/shop"
    page.parent.mkdir(parents=True)
    page.write_text("<html>Sign in, please</html>")
    serves = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serves) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        asks.env |= {"VAULT_ADDR": f"http://127.0.0.1:{web.server_port}"}
        category, code, message = error_of(asks.step("raw/word"))
        web.shutdown()
    assert (category, code) == ("PERMANENT", "CONFIGURATION")
    assert "the secret shop/word" in message and "answered what no Vault does" in message
