"""What comes out: the record, and beside every value its evidence, the findings, provenance and usage."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

RecordT = TypeVar("RecordT", bound=BaseModel)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(_Part):
    """A passage of the letter: text == letter.text[start:end], as offsets in characters; page counts from 1."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    page: int = Field(ge=1)
    text: str


class Severity(StrEnum):
    """How much a finding weighs. Errors and warnings ask for a person's look; notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(_Part):
    """What a rule has to say about a value: `path` is a JSON pointer into the record, "" the whole record."""

    rule: str
    path: str
    severity: Severity
    message: str
    span: Span | None = None


class Source(StrEnum):
    """Who filled a value: code that read it behind a label, code that parsed it out of prose by its turns of phrase, the
    model that was asked, or the model asked again. What stands behind a label is certain; how a heading is divided into
    service, amounts and category is read by rules, and the others are judged."""

    READ = "read"
    PARSED = "parsed"
    ASKED = "asked"
    REPAIRED = "repaired"


class LetterInfo(_Part):
    """The letter that a result is about; not its text."""

    name: str
    digest: str
    medium: str
    pages: int
    characters: int


class CallInfo(_Part):
    """One call to a model: what was asked, with which prompt, who answered, fresh or from the cache, and its cost.

    `paths` are the pointers that its answer was to fill; `problem` names the error where nothing of it can be used.
    """

    ask: str
    prompt: str
    prompt_hash: str
    section: str
    paths: list[str] = Field(default_factory=list)
    model: str
    reported_model: str | None
    cached: bool
    attempts: int
    input_tokens: int
    cached_input_tokens: int
    output_tokens: int
    saved_input_tokens: int
    saved_output_tokens: int
    seconds: float
    finish_reason: str | None
    problem: str | None = None


class Provenance(_Part):
    """Where a record comes from: enough to make it again, or to say why it would come out otherwise.

    `kind_from` is the package that the kind comes from, with its version, where it comes from an installed one.
    """

    kind: str
    schema_version: int
    kind_from: str | None = None
    library_version: str
    model: str | None
    weights_sha256: str | None
    parameters: dict[str, Any]
    sources: dict[str, Source]
    calls: list[CallInfo]


class Usage(_Part):
    """What it took. Tokens and attempts are those of this run; `saved_…` are what the cache spared.

    Seconds are wall time of the letter; `cost` is in US dollars, None where the price is not known, or the server does
    not say how many tokens it took.
    """

    calls: int = 0
    cached_calls: int = 0
    attempts: int = 0
    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0
    saved_input_tokens: int = 0
    saved_output_tokens: int = 0
    seconds: float = 0.0
    cost: float | None = None


class Structured(_Part, Generic[RecordT]):
    """A letter as data. `evidence` maps JSON pointers into the record to the passages they come from."""

    letter: LetterInfo
    record: RecordT
    evidence: dict[str, list[Span]]
    findings: list[Finding]
    needs_review: bool
    provenance: Provenance
    usage: Usage


def needs_review(findings: list[Finding]) -> bool:
    """Whether a person should look: any error or warning says so."""
    return any(finding.severity is not Severity.NOTE for finding in findings)


def sorted_findings(findings: list[Finding]) -> list[Finding]:
    """Findings with the weightiest first, otherwise in the order in which they were found, none twice."""
    order = list(Severity)
    unique = list(dict.fromkeys(findings))
    return sorted(unique, key=lambda finding: order.index(finding.severity))
