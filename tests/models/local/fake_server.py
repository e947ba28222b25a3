"""The server process with everything but llama.cpp: a stand-in answers in its place."""

from __future__ import annotations

import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

from structurer.models.local import server

SILENT = Path("silent")
"""While this file is in the servers' folder, the one whose id it holds answers nobody."""


def start(config: server.ServerConfig, key: str) -> SimpleNamespace:
    if os.environ.get("FAKE_SERVER") == "fails":
        sys.exit("these weights cannot be loaded")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            while SILENT.is_file() and SILENT.read_text() == str(os.getpid()):
                time.sleep(0.01)
            right = self.headers.get("Authorization") == f"Bearer {key}"
            self.send_response(200 if right else 401)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
    time.sleep(0.05)
    return SimpleNamespace(listening_address=f"http://127.0.0.1:{http.server_port}", handle_metrics=lambda: "")


server.start = start
server.LAST_CALL_SECONDS = 0.01
server.main()
