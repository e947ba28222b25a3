"""The SDK's exceptions as errors of ours. Theirs carry what was sent and said; ours are made of type and status only."""

from __future__ import annotations

import re
from typing import Any

from structurer.errors import (
    CassetteMissing,
    ModelBusy,
    ModelDenied,
    ModelError,
    ModelRequestRefused,
    ModelUnreachable,
)
from structurer.models.names import ModelName
from structurer.models.retry import TransportFailure, asked_wait, is_retried

PARAMETERS = ("max_completion_tokens", "max_tokens", "temperature", "seed", "cache_prompt")
_UNSENT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "LocalProtocolError"})
"""What keeps the HTTP library from sending a request: no name, no port, no TLS, no way through the proxy, no header."""
_CODE = re.compile(r"[A-Za-z0-9_.\[\]-]{1,64}")
_UNSUPPORTED = re.compile(
    r"unsupported|not supported|not support|unrecogni[sz]ed|unknown|unexpected|not permitted|not allowed|only the default",
    re.IGNORECASE,
)
_CONTEXT = re.compile(r"context[_ ](?:length|size|window)|maximum context|exceed_context", re.IGNORECASE)


def failure_of(error: Exception, name: ModelName, timeout: float) -> Exception:
    """What to raise for an exception of the SDK: a TransportFailure if it may pass, else a ModelError."""
    import openai

    if _is_cassette_miss(error):
        return CassetteMissing("no recorded answer fits this request")
    if isinstance(error, openai.APIStatusError):
        return _of_status(error, name)
    if isinstance(error, openai.APITimeoutError | TimeoutError):
        return TransportFailure(ModelUnreachable(f"{where(name)} did not answer within {timeout:g} seconds"))
    if isinstance(error, openai.APIConnectionError):
        return TransportFailure(ModelUnreachable(f"the connection to {where(name)} failed"))
    # A body that is not JSON, or JSON that is no completion: most often a proxy's page, or one cut short.
    return not_a_completion(name)


def may_be_paid(error: Exception) -> bool:
    """Whether a model may have been at work on a request that ended so: it was sent, and nobody refused it.

    A proxy that gives up says 408, 502 or 504 while the model writes on. A 503 that says when to come back is a refusal.
    """
    import openai

    if isinstance(error, openai.APIStatusError):
        is_busy = error.status_code == 503 and asked_wait(error.response.headers) is not None
        return error.status_code == 408 or (error.status_code >= 500 and not is_busy)
    # A request that cannot be written as bytes is not sent.
    unsent = isinstance(error, UnicodeEncodeError) or type(error.__cause__).__name__ in _UNSENT
    return not unsent and not _is_cassette_miss(error)


def not_a_completion(name: ModelName) -> TransportFailure:
    """The failure of a server that said 200 and sent something else."""
    return TransportFailure(
        ModelUnreachable(
            f"{where(name)} answered with something that is no chat completion",
            hint="check that the base URL leads to an OpenAI-compatible server; it most often ends in /v1",
        )
    )


def where(name: ModelName) -> str:
    """Who is meant, for messages: the model and its host, never a path or a key."""
    host = name.identity().host
    return f"{name.name} at {host}" if host else name.name


def refused_parameter(error: Exception) -> str | None:
    """The sampling parameter that an exception of the SDK says is unsupported, or None."""
    return unsupported_in(getattr(error, "status_code", None), getattr(error, "body", None))


def unsupported_in(status: int | None, error: Any) -> str | None:
    """The sampling parameter that the error of a 400 or 422 names as unsupported, or None. One that is only too large is
    no such thing."""
    if status not in (400, 422) or not isinstance(error, dict):
        return None
    if forbidden := _forbidden_in(error):
        return forbidden
    said = error.get("message")
    message = said if isinstance(said, str) else ""
    if not _UNSUPPORTED.search(f"{_short(error.get('code'), error.get('type'))} {message}"):
        return None
    named = error.get("param")
    if named in PARAMETERS:
        return str(named)
    if named:
        return None
    return next((known for known in PARAMETERS if re.search(rf"\b{known}\b", message)), None)


def _forbidden_in(error: dict[str, Any]) -> str | None:
    """The sampling parameter that a list of faults calls one too many, as pydantic tells it: FastAPI gives the list as
    `detail`, Mistral's API as the message or within it."""
    said = error.get("message")
    for faults in (error.get("detail"), said.get("detail") if isinstance(said, dict) else said):
        for fault in faults if isinstance(faults, list) else ():
            if not isinstance(fault, dict) or fault.get("type") != "extra_forbidden":
                continue
            # Deeper, in a message, a name is no parameter's.
            place = fault.get("loc")
            for known in PARAMETERS:
                if place in (["body", known], [known]):
                    return known
    return None


def _of_status(error: Any, name: ModelName) -> Exception:
    status, code = int(error.status_code), _code(error)
    said = f"HTTP {status}{f', {code}' if code else ''}"
    if status == 429 and code == "insufficient_quota":
        return ModelDenied(
            f"{where(name)}: the account's quota is used up ({said})", hint="add credit to the account, then run again"
        )
    if status == 429:
        return TransportFailure(
            ModelBusy(f"{where(name)} limits the rate ({said})"), asked_wait(error.response.headers)
        )
    if is_retried(status):
        return TransportFailure(
            ModelUnreachable(f"{where(name)} keeps failing ({said})"), asked_wait(error.response.headers)
        )
    if status in (401, 403):
        return ModelDenied(f"{where(name)} does not accept the key ({said})")
    return _refused(error, status, said, name)


def _refused(error: Any, status: int, said: str, name: ModelName) -> ModelError:
    if status == 404:
        return ModelRequestRefused(
            f"{where(name)}: the server knows no such model or path ({said})",
            hint="check the model's name, and that the base URL ends in /v1 if the server's does",
        )
    if _CONTEXT.search(f"{said} {_field(error, 'message')}"):
        return ModelRequestRefused(
            f"{where(name)}: prompt and answer do not fit the model's context ({said})",
            hint="use a model or server with more context; for the embedded one raise STRUCTURER_CONTEXT",
        )
    return ModelRequestRefused(f"{where(name)} refused the request ({said})")


def _code(error: Any) -> str:
    """The error's code, else its type: short names only, since a message may quote the request."""
    return _short(getattr(error, "code", None), getattr(error, "type", None))


def _short(*values: Any) -> str:
    for value in values:
        if isinstance(value, str) and _CODE.fullmatch(value):
            return value
    return ""


def _field(error: Any, name: str) -> str:
    body = getattr(error, "body", None)
    value = body.get(name) if isinstance(body, dict) else None
    return value if isinstance(value, str) else ""


def _is_cassette_miss(error: BaseException) -> bool:
    """Whether this comes from vcrpy, which knows no answer: through the SDK it looks like a failed connection."""
    cause: BaseException | None = error
    while cause is not None:
        if type(cause).__module__ == "vcr.errors":
            return True
        cause = cause.__cause__ or cause.__context__
    return False
