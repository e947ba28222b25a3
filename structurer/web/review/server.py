"""The application on loopback: its addresses, and what is told where a call fails."""

from __future__ import annotations

from collections.abc import Callable
from json import JSONDecodeError
from typing import Any

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from structurer.errors import FileError, StructurerError, UnexpectedError
from structurer.web.review.calls import Calls
from structurer.web.review.desk import Conflict, Desk
from structurer.web.review.guard import Guard


def application(desk: Desk, token: str) -> ASGIApp:
    """The application for one desk. Every call must bear the token and come from its own page."""
    calls = Calls(desk)
    routes = [
        Route("/", calls.page),
        Route("/api/queue", calls.queue),
        Route("/api/agreement", calls.agreement),
        Route("/api/letters/{name}", calls.letter),
        Route("/api/letters/{name}", calls.save, methods=["PUT"]),
        Route("/api/letters/{name}/pages/{number:int}", calls.picture),
        Route("/api/letters/{name}/check", calls.check, methods=["POST"]),
        Route("/api/letters/{name}/value", calls.value, methods=["POST"]),
        Route("/api/letters/{name}/differences", calls.differences),
        Route("/api/letters/{name}/merged", calls.merged, methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes, exception_handlers=HANDLERS), token)


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, StructurerError)
    return JSONResponse(error.as_data(), 409 if isinstance(error, Conflict) else 422)


def _not_let(_: Request, error: Exception) -> Response:
    assert isinstance(error, OSError)
    return JSONResponse(FileError.of(error).as_data(), 422)


def _misspoken(_: Request, error: Exception) -> Response:
    """A call that does not say what it must. What it did say may hold letter text, and is not repeated."""
    assert isinstance(error, ValidationError)
    places = ", ".join(
        ".".join(map(str, fault["loc"])) for fault in error.errors(include_input=False, include_url=False)[:3]
    )
    return JSONResponse({"type": "BadCall", "message": f"the call is malformed at {places}", "hint": ""}, 400)


def _no_json(_: Request, __: Exception) -> Response:
    return JSONResponse({"type": "BadCall", "message": "the call is no JSON", "hint": ""}, 400)


def _defect(_: Request, error: Exception) -> Response:
    """The message of an exception may hold letter text; its name cannot."""
    told = UnexpectedError(f"failed unexpectedly: {type(error).__name__}")
    return JSONResponse(told.as_data(), 500)


HANDLERS: dict[Any, Callable[[Request, Exception], Response]] = {
    StructurerError: _refused,
    OSError: _not_let,
    ValidationError: _misspoken,
    JSONDecodeError: _no_json,
    UnicodeDecodeError: _no_json,
    RecursionError: _no_json,  # lists in lists in lists
    Exception: _defect,
}
