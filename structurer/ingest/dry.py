"""What a job would take, found out without a call."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from structurer.answers import messages_of, most_tokens_of
from structurer.errors import LetterError, LetterNotOfKind
from structurer.ingest.hands import letter_of
from structurer.ingest.intake import is_unread_now
from structurer.ingest.journal import Journal
from structurer.ingest.journal.states import FINAL
from structurer.ingest.kinds import kind_of
from structurer.ingest.plan import Plan
from structurer.ingest.recipe import digest_of, planned, see_others
from structurer.ingest.sources import Entry
from structurer.kind import LetterKind
from structurer.letter import Letter
from structurer.prompts import load, place_of
from structurer.reading import questions_about, recognised

if TYPE_CHECKING:
    from structurer.pipeline import Structurer
    from structurer.settings import Settings

SAMPLE = 200
MINUTE = 60.0


class Listed(Protocol):
    """Letters to look at, and what was left out."""

    left_out: Counter[str]

    def entries(self) -> Iterator[Entry]:
        """Every letter."""


@dataclass(frozen=True)
class Estimate:
    """What a job would take. `letters` are to be structured, each once; `duplicates` are further names of them or of
    letters that were `finished` before, done or failed. `unfit` counts the sampled letters that would fail, by error, carried to all.

    `written` is what answers may have at most, `cost` what that would cost (None: not known); what is asked again is in
    neither. `seconds` is None where nothing tells. `priced_by` and `reckoned` say what they rest on.
    """

    letters: int
    duplicates: int
    finished: int
    unfit: dict[str, int]
    sampled: int
    calls: float
    read: float
    written: float
    cost: float | None
    priced_by: str
    seconds: float | None
    reckoned: str
    left_out: dict[str, int]


def estimated(lists: Listed, structurer: Structurer[Any], journal: Journal | None, plan: Plan) -> Estimate:
    """The estimate: every letter is looked at once, and the questions are put together for a sample of them.

    The sample is spread over the whole input by the hash of the content, so that it is the same each time. Raises
    SettingsError where the plan would be refused for how letters of the journal were structured.
    """
    settings = structurer.settings
    is_again = _again(journal, plan, structurer) if journal is not None else _none
    seen: set[bytes] = set()
    duplicates = finished = 0
    sample: dict[bytes, tuple[str, bytes | Letter]] = {}
    unread: Counter[str] = Counter()
    unread_now: set[str] = set()
    for entry in lists.entries():
        try:
            data = entry.read(settings.max_letter_bytes)
        except LetterError as error:
            before = journal.known(entry.name) if journal is not None else None
            if before is not None and before.state in FINAL and is_unread_now(before, entry, error):
                unread_now.add(before.content)
            else:
                unread[type(error).__name__] += 1
            continue
        digest = hashlib.sha256(data).digest()
        if digest in seen:
            duplicates += 1
            continue
        seen.add(digest)
        content = f"sha256:{digest.hex()}"
        if journal is not None and journal.state(content) in FINAL and not is_again(content):
            finished += 1
            continue
        sample[digest] = entry.name, entry.letter or data
        if len(sample) > SAMPLE:
            del sample[max(sample)]
    letters = len(seen) - finished
    finished += len(unread_now - {f"sha256:{digest.hex()}" for digest in seen})
    asked = [_asked(structurer, name, given) for name, given in sample.values()]
    share = letters / len(asked) if asked else 0.0
    unfit = Counter(one for one in asked if isinstance(one, str))
    known = [one for one in asked if not isinstance(one, str)]
    calls = share * sum(one[0] for one in known)
    read, written = share * sum(one[1] for one in known), share * sum(one[2] for one in known)
    cost, priced_by = (0.0, "no model is asked") if structurer.read_only else _cost(settings, read, written)
    seconds, reckoned = _seconds(settings, journal, letters, calls, read + written)
    return Estimate(
        letters, duplicates, finished, {**unread, **{name: round(many * share) for name, many in unfit.items()}}, len(asked),
        calls, read, written, cost, priced_by, seconds, reckoned, dict(lists.left_out),
    )  # fmt: skip


def _again(journal: Journal, plan: Plan, structurer: Structurer[Any]) -> Callable[[str], bool]:
    """What tells of a finished letter whether the job would structure it anew."""
    now = planned(plan, structurer)
    number = journal.known_recipe(digest_of(now)) or 0
    redo = see_others(journal, number, plan, now) and plan.changed == "redo"
    return lambda content: (
        redo and journal.is_by_another(content, number) or structurer.force and journal.is_of_no_kind(content)
    )


def _none(_content: str) -> bool:
    return False


def _asked(structurer: Structurer[Any], name: str, given: bytes | Letter) -> tuple[int, float, int] | str:
    """The questions of a letter, the tokens that they show and may be answered with; or the error that it would end in."""
    from structurer.models.tokens import CHARACTERS_A_TOKEN

    settings = structurer.settings
    try:
        letter = letter_of(given, name, settings)
        _see_kind(kind_of(structurer), letter, structurer.force)
    except LetterError as error:
        return type(error).__name__
    if structurer.read_only:
        return 0, 0.0, 0
    kind = kind_of(structurer)
    questions = questions_about(kind, letter, settings.ask)
    prompts = [load(one.prompt, place_of(one.prompt, kind.home, settings.prompts_dir)) for one in questions]
    shown = [
        sum(len(said) for _, said in messages_of(prompt, question))
        for prompt, question in zip(prompts, questions, strict=True)
    ]
    most = sum(most_tokens_of(question, settings) for question in questions)
    return len(questions), sum(shown) / CHARACTERS_A_TOKEN, most


def _see_kind(kind: LetterKind[Any], letter: Letter, force: bool) -> None:
    if not force and recognised(kind, letter).score < kind.threshold:
        raise LetterNotOfKind("does not look like a letter of this kind", letter=letter.name)


def _cost(settings: Settings, read: float, written: float) -> tuple[float | None, str]:
    from structurer.models.names import parse_name
    from structurer.models.prices import Tokens, cost_of, source_of

    identity = parse_name(settings).identity()
    cost = cost_of(settings, identity, Tokens(round(read), 0, round(written)))
    return cost, source_of(settings, identity) or "give --price READ,WRITTEN"


def _seconds(
    settings: Settings, journal: Journal | None, letters: int, calls: float, tokens: float
) -> tuple[float | None, str]:
    by_limits = [
        (calls / settings.rpm * MINUTE, "by the limit of requests") if settings.rpm else None,
        (tokens / settings.tpm * MINUTE, "by the limit of tokens, at most") if settings.tpm else None,
    ]
    found = [one for one in by_limits if one is not None]
    pace = journal.pace() if journal is not None else None
    if pace is not None:
        found.append((letters * pace, "as letters of this job took so far"))
    return max(found) if found else (None, "")
