"""Nobody without the token gets an answer, and no answer leaves anything behind in the browser."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")
MOST_BYTES = 20_000_000
HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """Lets through who knows the token, by loopback's own name, and not on behalf of another page."""

    def __init__(self, inner: ASGIApp, token: str) -> None:
        self._inner = inner
        self._token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        request = Request(scope)
        if not self._is_ours(request):
            await _headed(Response("not allowed", 403, media_type="text/plain"), scope, receive, send)
            return
        if int(request.headers.get("content-length") or 0) > MOST_BYTES:
            await _headed(Response("too large", 413, media_type="text/plain"), scope, receive, send)
            return

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    *((key.encode(), value.encode()) for key, value in HEADERS.items()),
                ]
            await send(message)

        await self._inner(scope, receive, headed)

    def _is_ours(self, request: Request) -> bool:
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        try:
            if urlsplit(f"//{host}").hostname not in HOSTS:
                return False  # a foreign name that leads here (DNS rebinding)
            if origin is not None and urlsplit(origin).netloc != host:
                return False
        except ValueError:  # no address at all
            return False
        given = request.headers.get("x-token") or (
            request.query_params.get("token", "") if request.url.path == "/" else ""
        )
        return secrets.compare_digest(given.encode(), self._token)


async def _headed(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    response.headers.update(HEADERS)
    await response(scope, receive, send)
