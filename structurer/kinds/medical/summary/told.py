"""A case summary read by its turns of phrase: what each sentence tells, and which sentences tell it in no known way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from structurer.folding import fold
from structurer.kinds.medical.sentences import sentences
from structurer.kinds.medical.summary.cues import Cue, Topic, cues
from structurer.kinds.medical.summary.drugs import AMOUNT, DRUG, OFTEN
from structurer.kinds.medical.summary.entries import entries
from structurer.kinds.medical.summary.injury import mechanism
from structurer.kinds.medical.summary.line import Line, Piece
from structurer.kinds.medical.summary.ratings import Rating, ratings
from structurer.kinds.medical.summary.studies import StudyRead, studies
from structurer.kinds.medical.summary.words import CARE, CONDITION, FINDING, SYMPTOM, TEST
from structurer.kinds.medical.summary.work import work_status
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section


@dataclass(frozen=True)
class DrugRead:
    """A drug that the worker takes or took."""

    name: Span
    strength: Span | None
    frequency: Span | None


@dataclass
class Told:
    """What code read of a case summary, each list in the letter's order; `unread` are sentences it could not read."""

    mechanism: Span | None = None
    work_status: Span | None = None
    diagnoses: list[Span] = field(default_factory=list)
    complaints: list[Span] = field(default_factory=list)
    exam_findings: list[Span] = field(default_factory=list)
    treatments: list[Span] = field(default_factory=list)
    pain_scores: list[Rating] = field(default_factory=list)
    studies: list[StudyRead] = field(default_factory=list)
    medications: list[DrugRead] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)

    @property
    def entries(self) -> int:
        """How many entries the lists hold that come from whole sentences."""
        lists = (self.diagnoses, self.complaints, self.exam_findings, self.treatments, self.medications, self.studies)
        return sum(len(entries) for entries in lists)


def read(letter: Letter, section: Section) -> Told:
    """What the section's sentences tell in known turns of phrase."""
    reader = _Reader(letter)
    for number, sentence in enumerate(sentences(letter, section)):
        reader.sentence(Line.of(letter, sentence), sentence, number)
    return reader.done()


class _Reader:
    """Goes through the sentences in order: what one leads up to may be gone on with in the next."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.told = Told()
        self.topic: Topic | None = None
        self.named_status = False

    def sentence(self, line: Line, sentence: Span, number: int) -> None:
        told = self.told
        status = work_status(line)
        if status and (status.named or not self.named_status):
            told.work_status, self.named_status = status.span, status.named
        rated = ratings(line)
        told.pain_scores += rated
        if _VISIT.match(line.text):
            self.topic = None
        turns = self._turns(line)
        diagnosed = any(turn.topic is Topic.DIAGNOSES for turn in turns)
        told.mechanism = told.mechanism or mechanism(line, number < 4 and not diagnosed)
        before = told.entries
        if not turns:
            self._plain(line)
        else:
            self._led(line, turns)
        after = told.entries
        aside = any(turn.topic is Topic.ASIDE for turn in turns)
        if before == after and not (status or rated or aside or (number < 3 and _OPENING.search(line.text))):
            told.unread.append(sentence)

    def _turns(self, line: Line) -> list[Cue]:
        """The sentence's turns of phrase; "has" and "noted" while an examination is told lead up to nothing else."""
        kept: list[Cue] = []
        topic = self.topic
        for cue in cues(line):
            if topic is Topic.EXAMINATION and (cue.weak or _OF_COMPLAINTS.match(line.text, cue.start)):
                continue
            if kept and kept[-1].topic is Topic.COMPLAINTS and cue.weak:
                continue
            if topic is Topic.DIAGNOSES and _POST.match(line.text, cue.start):
                continue
            kept.append(cue)
            topic = cue.topic
        return kept

    def _plain(self, line: Line) -> None:
        """A sentence that goes on with what was told before it, or says by its words what it is about."""
        tests = studies(line)
        if tests:
            self.told.studies += tests
            self.topic = None
            return
        self._drugs(Piece(line, 0, len(line.text)))
        if (self.topic is Topic.EXAMINATION and FINDING.search(line.text)) or _EXAMINED.search(line.text):
            self._examined(Piece(line, 0, len(line.text)))
        elif _EASED.search(line.text):
            pass
        elif self.topic is Topic.COMPLAINTS and _SUBJECTLESS.match(line.text) and SYMPTOM.search(line.text):
            self._complaints(Piece(line, 0, len(line.text)))

    def _led(self, line: Line, turns: list[Cue]) -> None:
        tests = [] if any(turn.topic is Topic.CARE for turn in turns) else studies(line)
        self.told.studies += tests
        first = turns[0]
        if (
            self.topic is Topic.EXAMINATION
            and first.topic is Topic.ASIDE
            and _EXAMINED.search(line.text[: first.start])
        ):
            self._examined(Piece(line, 0, first.start))
        self._drugs(Piece(line, 0, first.start))
        for turn, following in zip_longest(turns, turns[1:]):
            piece = Piece(line, turn.end, following.start if following else len(line.text))
            self.topic = turn.topic
            match turn.topic:
                case Topic.DIAGNOSES:
                    self._diagnoses(piece)
                case Topic.COMPLAINTS:
                    self._complaints(piece)
                case Topic.EXAMINATION:
                    if not any(test.start <= turn.start < test.end for test in tests):
                        self._examined(piece if piece.text.strip(" .,") else Piece(line, 0, turn.start))
                case Topic.CARE:
                    self._care(piece)
                case Topic.DRUGS:
                    self._drugs(piece, every=bool(_LISTED.search(line.text[turn.start : turn.end])))
                case _:
                    pass
            if turn.topic not in (Topic.DRUGS, Topic.ASIDE, Topic.CARE):
                self._drugs(piece)

    def _diagnoses(self, piece: Piece) -> None:
        for part in entries(_until(piece, _DIAGNOSES_END), _is_condition, whole=True):
            if part.text.lower() not in _NO_CONDITION:
                self.told.diagnoses.append(part.span)
                operated = _OPERATED.match(part.text)
                if operated:
                    self.told.treatments.append(part.cut(operated.end(), len(part.text)).span)

    def _complaints(self, piece: Piece) -> None:
        for part in entries(_begun(_until(piece, _COMPLAINTS_END)), _is_symptom):
            for one in _associated(_unrated(_begun(part))):
                if SYMPTOM.search(one.text) and not _NO_COMPLAINT.search(one.text) and not _BARE.fullmatch(one.text):
                    self.told.complaints.append(one.span)

    def _examined(self, piece: Piece) -> None:
        for part in entries(_until(piece, _EXAM_END), _is_finding):
            one = _begun(part).trimmed(_NOTHING, _NOTED)
            if one.text and FINDING.search(one.text):
                self.told.exam_findings.append(one.span)

    def _care(self, piece: Piece) -> None:
        for part in entries(_until(piece, _CARE_END), _is_care, every=True):
            if DRUG.search(part.text):
                self._drugs(part)
            elif TEST.fullmatch(_DATES.sub("", part.text).strip(" ,()")) or (
                TEST.match(part.text) and not CARE.search(part.text)
            ):
                self.told.studies += studies(part.line, True, part.start, part.end)
            elif not _NO_CARE.search((bare := _unbracketed(part)).text) and len(bare.text) > 1:
                self.told.treatments.append(bare.span)

    def _drugs(self, piece: Piece, *, every: bool = False) -> None:
        matches = list(DRUG.finditer(piece.text))
        for match, following in zip_longest(matches, matches[1:]):
            stop = following.start() if following else len(piece.text)
            self._drug(piece.cut(match.start(), match.end()), piece.cut(match.end(), stop))
        if not every:
            return
        for part in entries(piece, lambda text: True, every=True):
            if DRUG.search(part.text) or _NO_DRUG.search(part.text):
                continue
            amount = AMOUNT.search(part.text)
            name = part.cut(0, amount.start()) if amount else part
            name = name.trimmed(_NOTHING, _NAME_END)
            if 0 < len(name.text.split()) <= 3 and (amount or len(name.text) > 4) and not OFTEN.match(name.text):
                self._drug(name, Piece(part.line, name.end, part.end))

    def _drug(self, name: Piece, rest: Piece) -> None:
        text = re.split(r";|\.\s", rest.text, maxsplit=1)[0]
        amount = AMOUNT.search(text)
        often = OFTEN.search(text)
        strength = rest.cut(*amount.span()).span if amount and amount.start() < 25 else None
        frequency = rest.cut(*often.span()).span if often and often.start() < 45 else None
        self.told.medications.append(DrugRead(name.span, strength, frequency))

    def done(self) -> Told:
        """The lists in the letter's order, each passage once, and each drug by its first mention."""
        told = self.told
        told.medications = _each_drug(told.medications)
        for name in ("diagnoses", "complaints", "exam_findings", "treatments"):
            setattr(told, name, sorted({(span.start, span.end): span for span in getattr(told, name)}.values(), key=lambda span: span.start))  # fmt: skip
        told.studies = sorted(told.studies, key=lambda study: study.study.start)
        if told.medications:
            told.treatments = [span for span in told.treatments if not _MEDICATION.fullmatch(span.text.strip())]
        return told


def _each_drug(drugs: list[DrugRead]) -> list[DrugRead]:
    kept: dict[str, DrugRead] = {}
    for drug in sorted(drugs, key=lambda drug: drug.name.start):
        name = fold(drug.name.text).text
        known = kept.get(name)
        if known is None or (known.strength is None and drug.strength is not None):
            kept[name] = drug
    return sorted(kept.values(), key=lambda drug: drug.name.start)


def _is_condition(text: str) -> bool:
    return bool(CONDITION.search(text))


def _is_symptom(text: str) -> bool:
    return bool(SYMPTOM.search(text))


def _is_finding(text: str) -> bool:
    return bool(FINDING.search(text))


def _is_care(text: str) -> bool:
    return bool(CARE.search(text))


def _until(piece: Piece, ends: re.Pattern[str]) -> Piece:
    """The piece up to where it stops being about its topic."""
    found = ends.search(piece.text)
    return piece.cut(0, found.start()) if found else piece


def _unrated(piece: Piece) -> Piece:
    """A complaint without its rating, which is a field of its own."""
    found = _RATED.search(piece.text)
    return piece.cut(0, found.start()) if found else piece


def _associated(piece: Piece) -> Iterator[Piece]:
    """ "Wrist pain with associated numbness" are two complaints."""
    found = _ASSOCIATED.search(piece.text)
    if found and found.start():
        yield piece.cut(0, found.start())
        yield piece.cut(found.end(), len(piece.text))
    else:
        yield piece


def _begun(piece: Piece) -> Piece:
    """The piece without the words that say whose or that it is: "there was", "the patient had"."""
    found = _SUBJECT.match(piece.text)
    return piece.cut(found.end(), len(piece.text)) if found else piece


def _unbracketed(piece: Piece) -> Piece:
    found = re.search(
        r"\s*\([^)]*(?:improvement|relief|benefit|without|documentation|not\s+found)[^)]*\)?$", piece.text
    )
    return piece.cut(0, found.start()) if found else piece


_OPENING = re.compile(r"\b(?:year[\s-]old|date\s+of\s+injury|industrial|injur\w+|claim)\b", re.IGNORECASE)
_DIAGNOSES_END = re.compile(r"(?<!\d)[.](?=\s|$)|,?\s+(?:and\s+)?(?:after|for\s+which|who)\b|,?\s+and\s+(?:has|is|was)\b|\s+on\s+\d", re.IGNORECASE)  # fmt: skip
_COMPLAINTS_END = re.compile(r"[.](?=\s|$)|\s+while\b|,?\s+and\s+(?:is|was|has\s+been)\s+(?:requesting|awaiting|given|prescribed|referred|placed|taking)\b|,?\s+(?:but|however)\b|,\s+which\s+(?:he|she)\b", re.IGNORECASE)  # fmt: skip
_EXAM_END = re.compile(r"[.](?=\s|$)", re.IGNORECASE)
_CARE_END = re.compile(r"[.](?=\s|$)|,?\s+and\s+(?:he|she|then|was|is|has)\b|,?\s+(?:but|however|which|with\s+(?:significant|some|no|good|minimal|temporary)\s+\w+)\b", re.IGNORECASE)  # fmt: skip
_NO_CONDITION = frozenset(
    {
        "",
        "the",
        "his",
        "her",
        "injury",
        "injuries",
        "an industrial injury",
        "noted",
        "for review",
        "made",
        "given",
        "also noted",
    }
)
_NO_COMPLAINT = re.compile(r"\b(?:treatments?|therapy)\s+(?:has|have|had)\b|\bimprovement\b", re.IGNORECASE)
_BARE = re.compile(r"(?:(?:his|her|the|current|average)\s+)*(?:pain|symptoms?|discomfort|levels?\s+of\s+pain)(?:\s+(?:levels?|scores?|ratings?|scales?|as|is|was|were|not|the))*", re.IGNORECASE)  # fmt: skip
_RATED = re.compile(
    r",?\s+(?:which\s+|that\s+)?(?:(?:is|was|are|were)\s+)?(?:also\s+)?(?:rated|rating)\b|,?\s*(?:at|of|a)?\s+\d+(?:\s*-\s*\d+)?\s*(?:/|out\s+of|of)\s*10\b.*|,?\s+(?:the\s+)?level\s+of\s+pain\b",
    re.IGNORECASE,
)
_ASSOCIATED = re.compile(
    r",?\s+(?:(?:that\s+(?:is|was)\s+)?associated\s+with|with\s+(?:an?\s+)?(?:associated\s+)(?:symptoms\s+of\s+)?|with\s+(?:an?\s+)?(?=numbness|tingling|electrical|paresthesia))\s*",
    re.IGNORECASE,
)
_SUBJECTLESS = re.compile(r"(?:the\s+)?(?:pain|symptoms?|numbness|tingling|there\s+(?:is|was)|it|occasional|paresthesias?|weakness)\b", re.IGNORECASE)  # fmt: skip
_EASED = re.compile(r"\b(?:pain|symptoms?|it)\b[^.;]{0,25}?\b(?:is|was|are|were|gets?|became)\s+(?:\w+\s+)?(?:aggravated|relieved|lessened|exacerbated|worsened|worse|better|eased|improved|alleviated)\b", re.IGNORECASE)  # fmt: skip
_EXAMINED = re.compile(
    r"\b(?:tender(?:ness)?\s+(?:to\s+palpation|over|on|of|in|at|throughout|about)|range\s+of\s+motion|deep\s+tendon|reflex(?:es)?\b|straight\s+leg\s+rais\w+|sensation\s+(?:was|is|to)|motor\s+strength|(?:tests?|signs?|maneuvers?)\s+(?:was|is|were|are)\b|strength\s+(?:was|is|were)|(?:was|is|were|are)\s+(?:also\s+)?(?:non-?)?tender\b|flexion\s+(?:of|to|was|is|with)|hypertonic\w*|light\s+touch|(?:normal|antalgic|slow)\s+gait|alert\s+and\s+oriented|(?:mood|affect)\s+(?:and|was|is|were)|no\s+(?:weakness|spasm|swelling|tenderness|deformity|edema|effusion)|drop\s+arm|movement\s+increased\s+pain|appeared\s+(?:well|normal)"
    r"|muscle\s+strength|gait\s+(?:is|was)|palpation|spurling|tinel|phalen|hawkins|mcmurray|lachman)|^There\s+(?:is|was|are|were)\s+(?:no\s+)?(?:[\w-]+\s+){0,4}?(?:tender\w*|pain|swelling|edema|effusion|spasms?|deformity|crepitus|guarding|weakness|atrophy|instability|laxity)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\s*(?:there\s+(?:is|was|are|were)(?:\s+also)?(?:\s+(?:noted\s+to\s+be|noted))?|(?:the\s+)?(?:injured\s+worker|patient|worker|applicant|claimant|he|she)(?:\s+\(IW\))?(?:\s+also)?\s+(?:had|has|exhibited|demonstrated|was\s+noted\s+to\s+have)|(?:the\s+)?(?:injured\s+worker|patient|worker|applicant)'s|(?:symptoms\s+(?:of|as))|(?:he|she|(?:the\s+)?(?:injured\s+worker|patient|worker|applicant))\s+(?:is|was)(?=\s+(?:alert|able|unable|in))|(?:was|were|is|are)\s+noted\s+to\s+(?:have|be)|with)\s+(?:an?\s+|the\s+|also\s+)?",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\b(?:medications?|meds|drugs)\b", re.IGNORECASE)
_VISIT = re.compile(r"(?:as\s+of|per|according\s+to|currently|on\s+\(?\d|(?:the\s+)?(?:PR-?2|progress|office|physician|medical|orthop\w+|visit)\b[^,.]{0,40}\bdated)\b", re.IGNORECASE)  # fmt: skip
_POST = re.compile(r"status\s+post|s/p", re.IGNORECASE)
_OF_COMPLAINTS = re.compile(r"complaints?\s+of", re.IGNORECASE)
_NOTHING = re.compile(r"(?!)")
_NOTED = re.compile(r"(?:[\s,;:.]+)$")  # fmt: skip
_OPERATED = re.compile(r"(?:history\s+of|status\s+post|s/p|post)\s+(?=(?:[\w-]+\s+)*(?:fusion|removal|surgery|repair|release|decompression|laminectomy|discectomy|arthroscop\w+|\w+ectomy|\w+plasty)\b)", re.IGNORECASE)  # fmt: skip
_DATES = re.compile(r"\(?\b\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\)?")
_NO_CARE = re.compile(r"^(?:request\w*|follow[\s-]?up|consultations?|evaluations?|other\s+modalities|the|and|or)$|\bdocument\w*\b|^\d+$", re.IGNORECASE)  # fmt: skip
_NO_DRUG = re.compile(
    r"\btherap\w+|\brestrict\w+|\bmodif\w+|\bsplint\w*|\bbrac\w+|\bsurg\w+|\bexercis\w+|\binjection\w*|\bacupunct\w+|\bchiropract\w+|\bcrutch\w*|\bstud(?:y|ies)\b"
    r"|\bMRI\b|\bx-?rays?\b|medications?\b|\bsessions?\b|\bvisits?\b|\brest\b|\bice\b|\bheat\b|\bTENS\b|\bas\s+needed\b|\bpain\b|\bnot\b|\bno\b|\bfor\b|\b(?:he|she|the|is|was|are)\b|\bdrugs?\b"
    r"|\bcane\b|\bwalker\b|\bsling\b|\bboot\b|\bworks?\b|\bcare\b",
    re.IGNORECASE,
)
_NAME_END = re.compile(r"(?:[\s,;:.(#]+|\s+(?:at|with|on|in|by)\b.*)$")
_MEDICATION = re.compile(
    r"(?:oral\s+|pain\s+|prescription\s+)?medications?|meds|medication\s+management", re.IGNORECASE
)
