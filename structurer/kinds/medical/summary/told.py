"""A case summary read by its turns of phrase: what each sentence tells, and which sentences tell it in no known way."""

from __future__ import annotations

from itertools import zip_longest

from structurer.kinds.medical.sentences import sentences
from structurer.kinds.medical.summary.asides import is_aside, is_dispute, tells_what_eases
from structurer.kinds.medical.summary.care import is_list_of_care, names_care
from structurer.kinds.medical.summary.care_done import tells_mended
from structurer.kinds.medical.summary.care_entries import treatment
from structurer.kinds.medical.summary.care_notes import begins_counted, care_alone
from structurer.kinds.medical.summary.care_reading import CareReader
from structurer.kinds.medical.summary.complaint_reading import ComplaintReader
from structurer.kinds.medical.summary.cues import Cue
from structurer.kinds.medical.summary.diagnoses import diagnoses, number_at_end, operations
from structurer.kinds.medical.summary.diagnosis_unled import (
    bare_list,
    counted_list,
    had_before,
    named_before,
    sustained,
)
from structurer.kinds.medical.summary.diseases import names_disease
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.examination import (
    findings,
    goes_on_examined,
    is_examined,
    objective_parts,
)
from structurer.kinds.medical.summary.finding_heads import tells_place, tells_quality
from structurer.kinds.medical.summary.further_complaints import goes_on
from structurer.kinds.medical.summary.gathered import Told, gathered
from structurer.kinds.medical.summary.in_brackets import told_in_brackets
from structurer.kinds.medical.summary.injury import at_work, mechanism, only_named
from structurer.kinds.medical.summary.led_up import POST, RANGE, WALKS_WITH, turns_of
from structurer.kinds.medical.summary.line import Line, Piece
from structurer.kinds.medical.summary.medications import medications
from structurer.kinds.medical.summary.ratings import ratings
from structurer.kinds.medical.summary.studies import studies
from structurer.kinds.medical.summary.study_days import last_day
from structurer.kinds.medical.summary.study_names import BEDSIDE
from structurer.kinds.medical.summary.told_words import (
    BY_HAND,
    CARED_FOR,
    DEVELOPED,
    ENTRY,
    HINDERED,
    LISTED,
    MOOD_FELT,
    NUMBER,
    OF_THE_TEST,
    ONLY_PAIN,
    OPENING,
    PRESCRIBED,
    SAID_OF,
    SINCE,
    SINCE_ACCIDENT,
    VISIT,
    WHO_WAS_HURT,
    WORKER_TELLS,
)
from structurer.kinds.medical.summary.turns import Topic
from structurer.kinds.medical.summary.unled import at_first, felt_clause, state_of_mind, told_of, unled, upset
from structurer.kinds.medical.summary.work import work_status
from structurer.letter import Letter
from structurer.result import Span
from structurer.sections import Section


def read(letter: Letter, section: Section) -> Told:
    """What the section's sentences tell in known turns of phrase."""
    reader = _Reader()
    for number, sentence in enumerate(sentences(letter, section)):
        reader.sentence(Line.of(letter, sentence), sentence, number)
    return reader.done()


class _Reader:
    """Goes through the sentences in order: what one leads up to may be gone on with in the next."""

    def __init__(self) -> None:
        self.told = Told()
        self.topic: Topic | None = None
        self.named_status = False
        self.status_told = -2
        self.shown = False
        """Whether the sentence before told what a test showed."""
        self.at_work = False
        """Whether the sentence before told what the worker was doing, and not yet what happened."""
        self.day: Span | None = None
        """The date told last."""
        self.sustained: list[Span] = []
        self.numbered = 0
        """The number that a list of diagnoses had come to, of the one that follows; 0 where none does."""
        self.care = CareReader(self.told)
        self.complained = ComplaintReader(self.told)

    def sentence(self, line: Line, sentence: Span, number: int) -> None:
        told = self.told
        shown, self.shown = self.shown, False
        status = work_status(line)
        goes_on = status and status.limit and self.status_told == number - 1
        if status and not goes_on and (status.named or not self.named_status):
            told.work_status, self.named_status = status.span, status.named
            self.status_told = number
        rated = ratings(line)
        told.pain_scores += rated
        if brackets := told_in_brackets(line):
            before = told.entries
            self._in_brackets(brackets)
            told.mechanism = told.mechanism or mechanism(line, number < _OPENS)
            if told.entries == before:
                told.unread.append(sentence)
            return
        if VISIT.match(line.text):
            self.topic = None
        turns = turns_of(line, self.topic)
        diagnosed = not SINCE_ACCIDENT.search(line.text) and any(
            turn.topic is Topic.DIAGNOSES and not DEVELOPED.search(line.text, turn.start, turn.end) for turn in turns
        )
        before = told.entries
        injury = mechanism(line, number < _OPENS, diagnosed=diagnosed)
        if injury and (told.mechanism is None or self.at_work or (number < _OPENS and only_named(told.mechanism))):
            told.mechanism = injury
        self.at_work = bool(injury) and at_work(line)
        whole = Piece(line, 0, len(line.text))
        self.sustained += [one.span for one in sustained(whole)]
        told.complaints += [one.span for one in (*upset(whole), *at_first(whole))]
        examined = self.topic is Topic.EXAMINATION
        self.care.in_passing(whole, turns, aside=is_aside(line.text), examined=examined)
        states = [] if self.topic is Topic.EXAMINATION else list(state_of_mind(Piece(line, 0, len(line.text))))
        if states:
            told.complaints += [state.span for state in states]
            turns = [turn for turn in turns if turn.start >= states[-1].end]
            if turns:
                self._led(line, turns)
        elif turns:
            self._led(line, turns)
        elif listed := self._bare(line, number, shown=shown):
            told.diagnoses += [one.span for one in listed]
            self._drugs(whole)
        elif shown and OF_THE_TEST.match(line.text) and not BY_HAND.search(line.text):
            self.shown = True
        else:
            self._plain(line)
        self.day = last_day(line) or self.day
        if told.entries == before and not (status or rated or injury or self._tells_nothing(line.text, turns, number)):
            told.unread.append(sentence)

    def _in_brackets(self, brackets: list[tuple[Topic, Piece]]) -> None:
        """What each bracket of a sentence tells, by the label before it."""
        for topic, piece in brackets:
            match topic:
                case Topic.COMPLAINTS:
                    self._complaints(piece, sure=True)
                case Topic.EXAMINATION:
                    self._examined(piece)
                case Topic.TESTS:
                    self.told.studies += studies(piece.line, True, piece.start, piece.end)
                case Topic.DIAGNOSES:
                    self._diagnoses(piece)
                case _:
                    self.care.listed(piece)
                    self._drugs(piece)
        self.topic = None

    def _bare(self, line: Line, number: int, *, shown: bool) -> list[Piece]:
        """The diagnoses of a sentence that is a list of them, by its form or by where it stands.

        By where it stands: among the first sentences, or after what led up to some. A list of nothing but diseases is one
        anywhere but after what a test showed.
        """
        piece = Piece(line, 0, len(line.text))
        told = self.topic in (Topic.COMPLAINTS, Topic.EXAMINATION)
        if listed := had_before(piece) or counted_list(piece, numbers_only=told):
            return listed
        goes_on = self.topic is Topic.DIAGNOSES and not self.numbered
        listed = bare_list(piece, goes_on=goes_on)
        if goes_on or (self.topic is None and number < 5):
            return listed
        sure = len(listed) > 1 and not shown and self.topic in (None, Topic.EXAMINATION)
        return listed if sure and all(names_disease(one.text) for one in listed) else []

    def _tells_nothing(self, text: str, turns: list[Cue], number: int) -> bool:
        aside = any(turn.topic is Topic.ASIDE for turn in turns) or is_aside(text) or tells_what_eases(text)
        aside = aside or bool(NUMBER.fullmatch(text))
        return aside or bool(ONLY_PAIN.search(text)) or (number < 3 and bool(OPENING.search(text)))

    def _plain(self, line: Line) -> None:
        """A sentence that goes on with what was told before it, or says by its words what it is about."""
        piece = Piece(line, 0, len(line.text))
        if not is_aside(line.text):
            self.care.counted(piece)
        if is_examined(line.text) and begins_counted(line.text) and not is_aside(line.text):
            self.care.listed(piece, sure=False)
            return
        numbered = (self.numbered or ENTRY.match(line.text)) and not is_examined(line.text)
        if self.topic is Topic.DIAGNOSES and (numbered or NUMBER.fullmatch(line.text)):
            self._diagnoses(piece)
            return
        if named := named_before(piece):
            self._diagnoses(named)
            self._drugs(piece)
            return
        tests = studies(line, day_before=self.day)
        if tests:
            self.told.studies += tests
            self.topic, self.shown = None, any(test.finding for test in tests)
            return
        if not is_dispute(line.text):
            self._drugs(piece)
        by_worker = bool(WORKER_TELLS.search(line.text))
        by_worker = by_worker or (self.topic is Topic.COMPLAINTS and bool(MOOD_FELT.match(line.text)))
        examined = is_examined(line.text) and not (by_worker or WHO_WAS_HURT.search(line.text))
        examined = examined or bool(BEDSIDE.match(line.text))
        seen = [] if by_worker else list(objective_parts(piece))
        if tells_what_eases(line.text) and not examined or tells_mended(piece):
            pass
        elif (self.topic is Topic.EXAMINATION and not by_worker and goes_on_examined(line.text)) or examined:
            self._examined(piece)
            self.topic = Topic.EXAMINATION
        elif described := told_of(piece):
            if not self.complained.is_known(described.text):
                self.told.complaints.append(described.span)
        elif is_aside(line.text):
            pass
        elif (
            (care := care_alone(piece))
            and not HINDERED.match(line.text)
            and not (self.topic is Topic.EXAMINATION and WALKS_WITH.match(line.text))
        ):
            self.care.listed(care, sure=False)
        elif self.topic is Topic.COMPLAINTS and goes_on(line.text):
            self._complaints(piece)
        elif seen:
            self.told.exam_findings += [one.span for one in seen]
            self.topic = Topic.EXAMINATION
        elif self.topic is Topic.EXAMINATION:
            self.topic = None
        elif not (CARED_FOR.search(SINCE.sub("", line.text)) or DRUG.search(line.text)) and (
            felt := felt_clause(piece)
        ):
            self._complaints(felt)
        elif not CARED_FOR.search(SINCE.sub("", line.text)) and (felt := unled(piece)):
            self._complaints(felt, anew=bool(ratings(line)))
            self.topic = Topic.COMPLAINTS

    def _led(self, line: Line, turns: list[Cue]) -> None:
        tests = studies(line, day_before=self.day)
        if any(turn.topic is Topic.CARE for turn in turns):
            tests = [test for test in tests if test.finding]
        self.told.studies += tests
        self.shown = any(test.finding for test in tests)
        first = turns[0]
        before = Piece(line, 0, first.start)
        if first.topic is Topic.ASIDE and is_examined(before.text) and not tests:
            self._examined(before)
        elif (
            self.topic is not Topic.EXAMINATION
            and not (CARED_FOR.search(before.text) or is_examined(line.text) or tests)
            and (felt := unled(before))
        ):
            self._complaints(felt, anew=bool(ratings(line)))
        elif (
            self.topic is not Topic.EXAMINATION
            and first.topic is Topic.COMPLAINTS
            and not (CARED_FOR.search(before.text) or is_examined(before.text))
            and (felt := felt_clause(before) or self._gone_on(before))
        ):
            self._complaints(felt)
        self._drugs(before)
        then = first.topic is Topic.CARE and line.text[first.start : first.end].lower().startswith("then")
        if then and self.topic is not Topic.EXAMINATION and (alone := care_alone(before)):
            self.care.listed(alone, sure=False)
        for turn, following in zip_longest(turns, turns[1:]):
            piece = Piece(line, turn.end, following.start if following else len(line.text))
            self.topic = turn.topic
            match turn.topic:
                case Topic.DIAGNOSES:
                    self._diagnoses(piece)
                case Topic.COMPLAINTS:
                    if not (turn.weak and any(piece.start <= test.start < piece.end for test in tests)):
                        self._complaints(piece, sure=not turn.weak)
                case Topic.EXAMINATION:
                    if not any(test.start <= turn.start < test.end for test in tests):
                        if RANGE.match(line.text, turn.start) and tells_quality(piece.text):
                            piece = Piece(line, turn.start, piece.end)
                        self._examined(self._of_subject(before, piece) if turn is first else piece)
                case Topic.CARE if not is_dispute(line.text):
                    words = line.text[turn.start : turn.end]
                    self.care.listed(piece, sure=is_list_of_care(words), hinted=bool(POST.match(words)))
                case Topic.DRUGS if names_care(piece.text) and not DRUG.search(piece.text):
                    self.care.listed(piece)
                case Topic.DRUGS:
                    self._drugs(piece, every=bool(LISTED.search(line.text[turn.start : turn.end])))
                    if Topic.CARE in (earlier.topic for earlier in turns) and ";" in piece.text:
                        self.care.listed(piece.cut(piece.text.index(";") + 1, len(piece.text)))
                    if not is_dispute(line.text):
                        self.care.among_drugs(piece)
                case Topic.ASIDE if PRESCRIBED.search(piece.text):
                    self._drugs(piece)
                case _:
                    pass
            if turn.topic not in (Topic.DRUGS, Topic.ASIDE, Topic.CARE):
                self._drugs(piece)
                self.care.counted(piece)

    def _of_subject(self, before: Piece, piece: Piece) -> Piece:
        """What a turn leads up to, with what stands before it where that is what it is said of: "the foot on inspection was"."""
        if not piece.text.strip(" .,"):
            return before
        said = SAID_OF.match(piece.text) and tells_place(before.text)
        return Piece(piece.line, before.start, piece.end) if said else piece

    def _gone_on(self, piece: Piece) -> Piece | None:
        """A passage that goes on with complaints before a further turn; None where none are being told."""
        return piece if self.topic is Topic.COMPLAINTS and goes_on(piece.text) else None

    def _diagnoses(self, piece: Piece) -> None:
        found = list(diagnoses(piece, self.numbered))
        self.numbered = number_at_end(piece.text, self.numbered)
        self.told.diagnoses += [one.span for one in found]
        self.care.hinted += [given.span for operated in operations(found) if (given := treatment(operated))]

    def _complaints(self, piece: Piece, *, sure: bool = False, anew: bool = False) -> None:
        self.complained.listed(piece, goes_on=self.topic is Topic.COMPLAINTS, sure=sure, anew=anew)

    def _examined(self, piece: Piece) -> None:
        self.told.exam_findings += [one.span for one in findings(piece)]

    def _drugs(self, piece: Piece, *, every: bool = False) -> None:
        self.told.medications += medications(piece, every=every)

    def done(self) -> Told:
        """What was told, each passage once."""
        self.told.diagnoses = self.told.diagnoses or self.sustained
        self.care.done()
        self.complained.done()
        return gathered(self.told)


_OPENS = 4
"""The sentences that a summary opens with, in which it tells how the injury came about."""
