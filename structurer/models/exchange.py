"""One question until it has an answer: instructor's loop of re-asks, and what becomes of answers that are none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic

from pydantic import BaseModel, ValidationError

from structurer.errors import (
    AnswerEmpty,
    AnswerError,
    AnswerInvalid,
    AnswerRefused,
    AnswerRepeats,
    AnswerTruncated,
    ModelRequestRefused,
)
from structurer.models.calls import AnswerT, Request
from structurer.models.quiet import quiet
from structurer.models.salvage import parse, repeats, salvage
from structurer.models.strict import schema_name, strict_schema
from structurer.models.transport import Meter, Transport

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

NAMED_FAULTS = 3


def format_of(answer_model: type[BaseModel]) -> dict[str, Any]:
    """The response format that holds answers to the model's schema."""
    schema = {"name": schema_name(answer_model), "strict": True, "schema": strict_schema(answer_model)}
    return {"type": "json_schema", "json_schema": schema}


@lru_cache(maxsize=512)
def for_instructor(answer_model: type[BaseModel]) -> type[BaseModel]:
    """The class that instructor would make of an answer model at every call, made once.

    It also asks at every call for a schema that goes nowhere, since `format_of` tells the server the strict one.
    """
    from instructor import openai_schema

    made: Any = openai_schema(answer_model)
    schema = answer_model.model_json_schema()
    made.model_json_schema = classmethod(lambda cls, *args, **kwargs: schema)
    of_model: type[BaseModel] = made
    return of_model


@dataclass(frozen=True)
class Usage:
    """Tokens of one reply, as the provider counts them; `cached` input tokens are among `input`. `is_said` is False where
    it does not say."""

    input: int
    output: int
    cached: int
    is_said: bool = True

    def or_else(self, most: Usage) -> Usage:
        """This where it is said, else what it may be at most."""
        return self if self.is_said else most


def usage_of(came: Any) -> Usage:
    """What the provider says that a reply took, a completion or not; nothing where it does not say, or not in numbers."""
    usage: Any = getattr(came, "usage", None)
    read = _count(usage, "prompt_tokens")
    if not read:
        return Usage(0, 0, 0, is_said=False)
    cached = _count(getattr(usage, "prompt_tokens_details", None), "cached_tokens")
    # Some gateways count cached tokens beside the others, and not among them.
    return Usage(read if cached <= read else read + cached, _count(usage, "completion_tokens"), cached)


def _sum(usages: Sequence[Usage]) -> Usage:
    return Usage(
        sum(usage.input for usage in usages),
        sum(usage.output for usage in usages),
        sum(usage.cached for usage in usages),
        all(usage.is_said for usage in usages),
    )


def _count(counted: Any, name: str) -> int:
    count = getattr(counted, name, None)
    return count if isinstance(count, int) else 0


class Exchange(Generic[AnswerT]):
    """One logical call. After `run`, the attributes tell what it took and what was last said.

    `lost` is told of each request that came to no completion and may be paid for all the same, with what it took where
    the provider says so; it says whether another may be sent.
    """

    def __init__(
        self,
        request: Request[AnswerT],
        transport: Transport,
        reasks: int,
        lost: Callable[[Usage], Awaitable[bool]] | None = None,
    ) -> None:
        self.request = request
        self.meter = Meter(lost=self._came_to_nothing)
        self.usages: list[Usage] = []
        self.astray: list[Usage] = []
        self.text = ""
        self.finish_reason: str | None = None
        self.reported_model: str | None = None
        self._transport = transport
        self._reasks = reasks
        self._lost = lost
        self._format = format_of(request.answer_model)
        self.was_empty = False

    @property
    def used(self) -> Usage:
        """What all answers took so far; said where it is of each."""
        return _sum(self.usages)

    @property
    def used_in_all(self) -> Usage:
        """The same with the requests that came to no completion."""
        return _sum([*self.usages, *self.astray])

    @property
    def answered(self) -> int:
        """How many answers came so far, empty ones aside: each is shown again with the question."""
        return len(self.usages) - self.was_empty

    async def run(self) -> tuple[AnswerT | None, AnswerError | None]:
        """The answer, and what is wrong with it. Raises ModelError where there is no getting one.

        A re-ask is longer than its question: where the server refuses that alone, the answer is as it was.
        """
        from instructor import Mode, patch
        from instructor.core import IncompleteOutputException, InstructorRetryException
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

        ask: Any = patch(create=self._create, mode=Mode.JSON_SCHEMA)
        fault: BaseException | None = None
        broken: BaseException | None = None
        with quiet():
            try:
                await ask(
                    response_model=for_instructor(self.request.answer_model),
                    messages=[{"role": message.role, "content": message.content} for message in self.request.messages],
                    max_retries=AsyncRetrying(
                        stop=stop_after_attempt(self._reasks + 1),
                        retry=retry_if_exception(self._may_reask),
                        reraise=True,
                    ),
                )
            except IncompleteOutputException:
                return self._cut_off()
            except InstructorRetryException as wrapped:
                fault = wrapped.__cause__
                broken = wrapped.failed_attempts[-1].exception if wrapped.failed_attempts else None
        if isinstance(fault, ModelRequestRefused) and isinstance(broken, ValidationError):
            return None, AnswerInvalid(f"{self._faults(broken)}; it could not be asked again: {fault.message}")
        if isinstance(fault, AnswerError):
            return None, fault
        if isinstance(fault, ValidationError):
            return None, AnswerInvalid(self._faults(fault))
        if fault is not None:
            # Outside the handler: instructor's exception holds the letter and must not hang on ours.
            raise fault
        # instructor's object carries the raw response; read from the text, fresh and kept answers are the same.
        return parse(self.text, self.request.answer_model), None

    async def _create(self, **body: Any) -> ChatCompletion:
        """What instructor takes for the SDK's `create`. It sees completions only, never a failure of transport that a
        second try mends, so that no such failure is told to the model as if it were its fault."""
        completion = await self._send(body)
        if self._is_empty(completion) and not self.was_empty:
            self.was_empty = True
            completion = await self._send(body)
        message, reason = completion.choices[0].message, completion.choices[0].finish_reason
        if message.refusal:
            raise AnswerRefused("the model declined to answer")
        if reason == "content_filter":
            raise AnswerRefused("the provider's content filter stopped the answer")
        if self._is_empty(completion):
            raise AnswerEmpty("the model said nothing, twice")
        return completion

    async def _came_to_nothing(self, came: Any) -> bool:
        self.astray.append(usage_of(came))
        return self._lost is None or await self._lost(self.astray[-1])

    async def _send(self, body: dict[str, Any]) -> ChatCompletion:
        shown = {"messages": body["messages"], "response_format": self._format}
        completion = await self._transport.send(shown, self.request.max_tokens, self.meter)
        message = completion.choices[0].message
        message.content = _said(message.content)
        self.text = message.content or ""
        # The SDK takes a reply as it is, whatever the types of its fields.
        self.finish_reason = _name(completion.choices[0].finish_reason)
        self.reported_model = _name(completion.model)
        self.usages.append(usage_of(completion))
        return completion

    def _is_empty(self, completion: ChatCompletion) -> bool:
        choice = completion.choices[0]
        said = choice.message.refusal or choice.finish_reason in ("content_filter", "length")
        return not said and not (choice.message.content or "").strip()

    def _may_reask(self, error: BaseException) -> bool:
        """Whether the answer broke its schema and another as long as it fits what re-asks may write in all.

        A server that heeds the token limit never writes more; one that does not is not asked for more of it.
        """
        if not isinstance(error, ValidationError):
            return False
        written = sum(usage.output for usage in self.usages[1:])
        return self.usages[-1].output <= self.request.max_tokens * self._reasks - written

    def _cut_off(self) -> tuple[AnswerT | None, AnswerError | None]:
        whole = parse(self.text, self.request.answer_model)
        if whole is not None:
            return whole, None
        limit = f"{self.request.max_tokens} tokens"
        problem: AnswerError = (
            AnswerRepeats(f"the answer ran in circles until its limit of {limit}")
            if repeats(self.text)
            else AnswerTruncated(f"the answer did not end within {limit}")
        )
        return salvage(self.text, self.request.answer_model), problem

    def _faults(self, error: ValidationError) -> str:
        """Which fields are wrong and how, by names that the schema has: everything else is the model's words."""
        known = _property_names(self._format["json_schema"])
        faults = [
            f"{'.'.join(str(part) if isinstance(part, int) or part in known else '?' for part in fault['loc']) or 'all'}"
            f" ({fault['type']})"
            for fault in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        more = f" and {len(faults) - NAMED_FAULTS} more" if len(faults) > NAMED_FAULTS else ""
        return f"the answer does not keep to its schema: {', '.join(faults[:NAMED_FAULTS])}{more}"


def _name(given: Any) -> str | None:
    return given if isinstance(given, str) else None


def _said(content: Any) -> str | None:
    """What a message says: some gateways give it in parts, of which those of text are the answer."""
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict) and part.get("type") == "text"]
        content = "".join(part for part in parts if isinstance(part, str))
    return _characters(content) if isinstance(content, str) else None


def _characters(text: str) -> str:
    """The text with a sign in place of each half of a character: such a half cannot be sent or stored."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _property_names(schema: Any) -> set[str]:
    if isinstance(schema, dict):
        own = set(schema["properties"]) if isinstance(schema.get("properties"), dict) else set()
        return own.union(*(_property_names(part) for part in schema.values()))
    return set().union(*(_property_names(part) for part in schema)) if isinstance(schema, list) else set()
