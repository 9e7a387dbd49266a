"""What the API server asks of a kubelet: logs of containers, and commands in them."""

from __future__ import annotations

import re
import ssl
import subprocess
import threading
import time
import urllib.parse
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from regauge_engines.argo.pod import Pod
from regauge_engines.argo.podstatus import now

Find = Callable[[str, str], Pod | None]


def serve(find: Find, certificate: str, key: str) -> int:
    """Starts the server in the background and returns its port; `find` gives a pod by namespace and name."""

    class Handler(_Handler):
        find_pod = staticmethod(find)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return int(server.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    find_pod: Find

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing of each request."""

    def do_GET(self) -> None:
        """Answers /containerLogs/<namespace>/<pod>/<container>, following the log when asked to."""
        pod, container, query = self._target("containerLogs")
        if pod is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        is_following = query.get("follow") == ["true"]
        # The file has no times: what is asked for with them gets the time of reading.
        is_stamped = query.get("timestamps") == ["true"]
        try:
            with pod.log(container).open("rb") as log:
                has_ended = False
                while True:
                    has_ended = not is_following or pod.has_ended(container)
                    for line in log:
                        self.wfile.write((now().encode() + b" " if is_stamped else b"") + line)
                    self.wfile.flush()
                    if has_ended:
                        return
                    time.sleep(0.1)
        except OSError:
            return

    def do_POST(self) -> None:
        """Answers /exec/<namespace>/<pod>/<container>: runs the command, but speaks no streams.

        The caller is told that it failed. That is enough for Argo's controller, which signals containers in this way
        and then looks only at what becomes of them.
        """
        pod, container, query = self._target("exec")
        pid = pod.first_process(container) if pod is not None else None
        result = "there is no such running container"
        if pid is not None:
            enter = ["nsenter", "--target", str(pid), "--mount", "--pid", "--uts", "--ipc", "--root", "--wd", "--"]
            done = subprocess.run([*enter, *query["command"]], capture_output=True, text=True)
            result = f"ran it, exit code {done.returncode}, but this kubelet has no streams"
        self.send_error(501, result)

    def _target(self, verb: str) -> tuple[Pod | None, str, dict[str, list[str]]]:
        url = urllib.parse.urlparse(self.path)
        match = re.fullmatch(rf"/{verb}/([^/]+)/([^/]+)/([^/]+)", url.path)
        query = urllib.parse.parse_qs(url.query)
        if match is None:
            return None, "", query
        return type(self).find_pod(match[1], match[2]), match[3], query
