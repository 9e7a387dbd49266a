"""An S3 server of one test (moto): everything in memory, any credentials, ended with its owner."""

from __future__ import annotations

import json
import os
import urllib.request
from pathlib import Path
from xml.etree import ElementTree

from regauge_engines.processes import PATIENCE, Server, free_port
from regauge_engines.venvs import LOCKS, environment


class ObjectStore:
    """The server; `endpoint` is its URL. Clients use path-style addresses and region us-east-1."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self._log = folder / "objectstore.log"
        self._server: Server | None = None

    def start(self, detached: bool = False) -> None:
        """Starts the server; returns when it answers."""
        program = environment(LOCKS / "moto.txt") / "bin/moto_server"
        variables = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "PYTHON", "MOTO_"))}
        self._server = Server("moto", [str(program), "-H", "127.0.0.1", "-p", str(self.port)], self._log)
        self._server.start(environment=variables, detached=detached)
        self._server.wait_until_ready(lambda: _status("GET", f"{self.endpoint}/moto-api/") == 200)

    def variables(self) -> dict[str, str]:
        """Returns the environment with which the usual S3 clients find this server."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
        }

    def bucket(self, name: str) -> str:
        """Makes a bucket that answers unsigned reads too and returns its URI, `s3://<name>`."""
        _status("PUT", f"{self.endpoint}/{name}")
        everybody = {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{name}/*",
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [everybody]}).encode()
        _status("PUT", f"{self.endpoint}/{name}?policy", policy)
        return f"s3://{name}"

    def keys(self, bucket: str, prefix: str = "") -> list[str]:
        """Returns the keys in a bucket, sorted (at most 1000)."""
        url = f"{self.endpoint}/{bucket}?list-type=2&prefix={prefix}"
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            tree = ElementTree.parse(answer)
        return sorted(key.text or "" for key in tree.iter() if key.tag.endswith("}Key"))

    def write(self, bucket: str, key: str, body: bytes) -> None:
        """Stores an object."""
        _status("PUT", f"{self.endpoint}/{bucket}/{key}", body)

    def read(self, bucket: str, key: str) -> bytes:
        """Returns an object's bytes."""
        with urllib.request.urlopen(f"{self.endpoint}/{bucket}/{key}", timeout=PATIENCE) as answer:
            return bytes(answer.read())

    def describe(self) -> dict[str, int | str]:
        """Returns what `end_described` needs to end the server from another process."""
        if self._server is None:
            raise RuntimeError("the object store is not started")
        return self._server.describe()

    def stop(self) -> None:
        """Ends the server; its objects are gone."""
        if self._server is not None:
            self._server.stop()
            self._server = None


def _status(method: str, url: str, body: bytes | None = None) -> int:
    # Without a type, urllib says "form" and moto takes the body apart.
    request = urllib.request.Request(
        url, body, {"Content-Type": "application/octet-stream"} if body else {}, method=method
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return int(answer.status)
