"""The Kubernetes API over HTTPS with a bearer token; standard library only."""

from __future__ import annotations

import http.client
import json
import ssl
import threading
import urllib.parse
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from regauge_engines.processes import PATIENCE

Json = dict[str, Any]
MERGE_PATCH = "application/merge-patch+json"


class ApiError(Exception):
    """The API server answered with an error; `status` is the HTTP status."""

    def __init__(self, status: int, body: str) -> None:
        try:
            message = json.loads(body)["message"]
        except (ValueError, KeyError, TypeError):
            message = body
        super().__init__(f"{status}: {message[:1000]}")
        self.status = status


@dataclass(frozen=True)
class Access:
    """How to reach an API server: its URL, a bearer token, the file of the authority that signed its certificate."""

    server: str
    token: str
    authority: str

    def write_kubeconfig(self, file: Path, namespace: str = "default") -> None:
        """Writes a kubeconfig that only we may read."""
        config = {
            "apiVersion": "v1",
            "kind": "Config",
            "current-context": "it",
            "clusters": [{"name": "it", "cluster": {"server": self.server, "certificate-authority": self.authority}}],
            "users": [{"name": "it", "user": {"token": self.token}}],
            "contexts": [{"name": "it", "context": {"cluster": "it", "user": "it", "namespace": namespace}}],
        }
        file.touch(mode=0o600)
        file.write_text(json.dumps(config), encoding="utf-8")

    def to_json(self) -> Json:
        """Returns the members, for another process."""
        return asdict(self)


class KubeApi:
    """Calls of the API; a connection a thread is kept open."""

    def __init__(self, access: Access) -> None:
        url = urllib.parse.urlparse(access.server)
        self.host, self.port = url.hostname or "", url.port or 443
        self._token = access.token
        self._tls = ssl.create_default_context(cafile=access.authority)
        self._local = threading.local()

    def get(self, path: str, **query: str) -> Any:
        """Returns the object or list at a path such as `/api/v1/namespaces/a/pods`."""
        return self.call("GET", path + (f"?{urllib.parse.urlencode(query)}" if query else ""))

    def get_or_none(self, path: str) -> Any:
        """Returns the object at a path, None when there is none."""
        try:
            return self.get(path)
        except ApiError as error:
            if error.status == 404:
                return None
            raise

    def create(self, path: str, body: Json) -> Any:
        """Creates an object in the collection at a path."""
        return self.call("POST", path, body)

    def merge(self, path: str, body: Json) -> Any:
        """Changes members of the object at a path."""
        return self.call("PATCH", path, body, MERGE_PATCH)

    def delete(self, path: str, grace_seconds: int | None = None) -> Any:
        """Deletes the object at a path."""
        body = None if grace_seconds is None else {"gracePeriodSeconds": grace_seconds}
        return self.call("DELETE", path, body)

    def text(self, path: str) -> str:
        """Returns the body at a path as text (a pod's log)."""
        return self._send("GET", path, None, "")[1]

    def call(self, method: str, path: str, body: Json | None = None, content_type: str = "application/json") -> Any:
        """Sends a request and returns the answer's JSON."""
        text = self._send(method, path, body, content_type)[1]
        return json.loads(text) if text else None

    def watch(self, path: str, version: str, seconds: int) -> Iterator[Json]:
        """Yields the events of a collection from a resource version on, for at most so many seconds."""
        connection = self._connection(seconds + 30)
        query = urllib.parse.urlencode({"watch": "1", "resourceVersion": version, "timeoutSeconds": str(seconds)})
        try:
            connection.request("GET", f"{path}?{query}", headers=self._headers())
            answer = connection.getresponse()
            if answer.status >= 300:
                raise ApiError(answer.status, answer.read().decode())
            for line in answer:
                yield json.loads(line)
        finally:
            connection.close()

    def _send(self, method: str, path: str, body: Json | None, content_type: str) -> tuple[int, str]:
        encoded = None if body is None else json.dumps(body).encode()
        headers = self._headers() | ({"Content-Type": content_type} if body is not None else {})
        kept: http.client.HTTPSConnection | None = getattr(self._local, "connection", None)
        try:
            status, text = _exchange(kept, method, path, encoded, headers) if kept else (0, "")
        except (OSError, http.client.HTTPException):
            # The server closes idle connections: once more on a new one.
            status, text = 0, ""
        if status == 0:
            self._local.connection = self._connection(PATIENCE)
            status, text = _exchange(self._local.connection, method, path, encoded, headers)
        if status >= 300:
            raise ApiError(status, text)
        return status, text

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}", "Accept": "application/json, */*"}

    def _connection(self, seconds: float) -> http.client.HTTPSConnection:
        return http.client.HTTPSConnection(self.host, self.port, context=self._tls, timeout=seconds)


def _exchange(
    connection: http.client.HTTPSConnection, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> tuple[int, str]:
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


def pod_path(pod: Json, below: str = "") -> str:
    """Returns the path of a pod's object, such as `/api/v1/namespaces/a/pods/b/status`."""
    return f"/api/v1/namespaces/{pod['metadata']['namespace']}/pods/{pod['metadata']['name']}{below}"
