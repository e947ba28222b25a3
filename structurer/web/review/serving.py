"""Serving the application on this machine alone, until it is stopped."""

from __future__ import annotations

import contextlib
import errno
import secrets
import socket
from collections.abc import Callable

import uvicorn

from structurer.errors import SettingsError
from structurer.web.review.desk import Desk
from structurer.web.review.server import application


def serve(desk: Desk, port: int = 0, ready: Callable[[str], None] = lambda address: None) -> None:
    """Serve the desk on 127.0.0.1 until interrupted; `ready` is told the address to open, with its token.

    `port` 0 takes any that is free. Raises SettingsError where the port cannot be had.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
            listening.listen()  # whoever opens the address at once waits, and is not refused
        except OSError as error:
            told = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
            raise SettingsError(f"port {port} {told}", hint="leave --port out to take any that is free") from None
        token = secrets.token_urlsafe(24)
        # Neither an access log, whose addresses hold letters' names, nor tracebacks, whose messages may hold their text.
        config = uvicorn.Config(
            application(desk, token), log_level="critical", access_log=False, lifespan="off", server_header=False
        )
        server = uvicorn.Server(config)
        ready(f"http://127.0.0.1:{listening.getsockname()[1]}/?token={token}")
        # Ctrl-C is how this ends.
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
