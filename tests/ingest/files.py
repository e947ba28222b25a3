"""The provider's files, as https://platform.openai.com/docs/api-reference/files tells of them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from tests.fault_server import error_body
from tests.ingest.http import HttpRequest, HttpResponse, data


class Files:
    """Files by id: (what is told of it, its content)."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[dict[str, Any], bytes]] = {}
        self._made = 0

    def handle(self, request: HttpRequest, rest: list[str], most_bytes: int) -> HttpResponse:
        """Answer one call; `rest` is the path behind `files`."""
        if not rest:
            if request.method == "POST":
                return self._upload(request, most_bytes)
            wanted = request.query.get("purpose")
            found = [told for told, _ in self.held.values() if wanted in (None, told["purpose"])]
            return data(200, page(found[::-1], request.query))
        if rest[0] not in self.held:
            return data(404, error_body("file_not_found", message=f"No such File object: {rest[0]}"))
        told, content = self.held[rest[0]]
        if request.method == "DELETE":
            del self.held[rest[0]]
            return data(200, {"id": rest[0], "object": "file", "deleted": True})
        if rest[1:] == ["content"]:
            return HttpResponse(200, content, {"content-type": "application/octet-stream"})
        return data(200, told)

    def keep(self, name: str, content: bytes, purpose: str) -> dict[str, Any]:
        """Hold a file, and say what is told of it."""
        identity = f"file-{self._made:06d}"
        told = {
            "id": identity,
            "object": "file",
            "bytes": len(content),
            "created_at": int(time.time()),
            "filename": name,
            "purpose": purpose,
            "status": "processed",
        }
        self._made += 1
        self.held[identity] = (told, content)
        return told

    def _upload(self, request: HttpRequest, most_bytes: int) -> HttpResponse:
        parts = _multipart(request)
        name, content = parts.get("file", ("", b""))
        if "file" not in parts or parts.get("purpose", ("", b""))[1] != b"batch":
            return data(400, error_body("invalid_request", message="file and purpose=batch are wanted"))
        if len(content) > most_bytes:
            return data(413, error_body("file_too_large", message=f"{len(content)} bytes"))
        return data(200, self.keep(name or "upload", content, "batch"))


def page(found: list[dict[str, Any]], query: Mapping[str, str]) -> dict[str, Any]:
    """A page of a list, newest first."""
    limit = int(query.get("limit", 20))
    ids = [one["id"] for one in found]
    start = ids.index(query["after"]) + 1 if query.get("after") in ids else 0
    shown = found[start : start + limit]
    return {
        "object": "list",
        "data": shown,
        "first_id": shown[0]["id"] if shown else None,
        "last_id": shown[-1]["id"] if shown else None,
        "has_more": start + limit < len(found),
    }


def _multipart(request: HttpRequest) -> dict[str, tuple[str, bytes]]:
    """The parts of a form by name, each with its file's name and content; none of a body that is no form."""
    boundary = _parameters(request.headers.get("content-type", "")).get("boundary")
    found: dict[str, tuple[str, bytes]] = {}
    for part in request.body.split(b"--" + boundary.encode())[1:-1] if boundary else []:
        head, _, content = part.partition(b"\r\n\r\n")
        for line in head.decode().split("\r\n"):
            if line.lower().startswith("content-disposition:"):
                given = _parameters(line)
                found[given["name"]] = (given.get("filename", ""), content[:-2])
    return found


def _parameters(header: str) -> dict[str, str]:
    """The parameters of a header's value."""
    pairs = (part.strip().partition("=") for part in header.split(";")[1:])
    return {name.lower(): value.strip('"') for name, _, value in pairs}
