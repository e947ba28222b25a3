"""The errors that users meet: a small family, each with whether to try again and what to do next."""

from __future__ import annotations

import os
from copy import copy
from typing import Any, ClassVar, Self

from structurer.printable import printable, text_of


class StructurerError(Exception):
    """Base of every error that structurer raises on purpose.

    `hint` says in one line what to do about it; `retryable` whether the same call may succeed later;
    `letter` names the letter it happened to, where there is one. No message ever holds letter text.
    """

    retryable: ClassVar[bool] = False
    default_hint: ClassVar[str] = ""

    def __init__(self, message: str, *, hint: str = "", letter: str = "") -> None:
        super().__init__(message)
        self.message = text_of(message)
        self.hint = text_of(hint) or self.default_hint
        self.letter = printable(letter)

    def __str__(self) -> str:
        where = f"{self.letter}: " if self.letter else ""
        remedy = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.message}{remedy}"

    def as_data(self) -> dict[str, Any]:
        """The error as output and run files hold it."""
        return {
            "type": type(self).__name__,
            "message": self.message,
            "hint": self.hint,
            "retryable": self.retryable,
        }

    def about(self, letter: str) -> Self:
        """The same error, naming the letter it happened to: a copy, since letters that share a call share its error."""
        if self.letter:
            return self
        named = copy(self).with_traceback(self.__traceback__)
        named.letter = printable(letter)
        named.__cause__ = self.__cause__
        return named


class SettingsError(StructurerError):
    """A setting, option or argument that cannot be used."""


class KindError(StructurerError):
    """A kind of letter that is unknown, or declared in a way that cannot work."""


class KindWarning(UserWarning):
    """A kind of letter that is left out, since its package is broken."""


class RecordError(StructurerError):
    """A record or result file that does not follow its schema."""


class FileError(StructurerError):
    """A file or folder that the system does not let be read, made or written."""

    default_hint = "check the path, its permissions, and that its disk has room"

    @classmethod
    def of(cls, error: OSError) -> FileError:
        """What the system said, with the file that it is about where it is told."""
        where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        return cls(f"{where}{error.strerror or type(error).__name__}")


class EvalError(StructurerError):
    """Something that cannot be measured: a suite, run or baseline that is missing, empty, broken or stale."""


class RecordingsMissing(EvalError):
    """A replay for which some replies are not recorded: the prompts, the schema or the letters changed."""

    default_hint = "run: structurer eval record SUITE"


class UnexpectedError(StructurerError):
    """A defect of structurer or of a kind, met at one letter; its cause is the exception itself."""

    default_hint = "this is a defect; please report the error's name and the version, without the letter"


class ClusterError(StructurerError):
    """The Ray cluster that a job runs on cannot be used, or is lost."""

    retryable = True
    default_hint = (
        "see that the cluster is up and has structurer on every machine; the same command goes on where it was"
    )


class JournalError(StructurerError):
    """The journal of a job cannot be read or written."""

    retryable = True
    default_hint = "see that its disk has room and may be written to; the same command goes on where it was"


class JobStopped(StructurerError):
    """A job stopped before its end; its journal has what was done."""

    retryable = True
    default_hint = "the same call goes on where it was"


class OutputError(StructurerError):
    """The output of a job cannot be written."""

    retryable = True
    default_hint = (
        "see that its disk has room and may be written to; the same command writes it, nothing of the job is lost"
    )


class WritingInterrupted(StructurerError):
    """The writing of an output was interrupted before its end."""

    retryable = True
    default_hint = "the same command writes it anew"


# Letters


class LetterError(StructurerError):
    """A letter that cannot be structured as it is."""


class LetterNotFound(LetterError):
    """No file of that name, or one that may not be read."""

    default_hint = "check the path and its permissions"


class LetterEmpty(LetterError):
    """A file or input without any text."""

    default_hint = "an empty letter holds nothing to structure; leave it out"


class LetterNotText(LetterError):
    """Neither a PDF nor text in an encoding that structurer reads."""

    default_hint = "give a PDF, or text in UTF-8, UTF-16 or Windows-1252"


class LetterNeedsOcr(LetterError):
    """A PDF whose pages are pictures."""

    default_hint = "run OCR over it first, for example: ocrmypdf in.pdf out.pdf"


class LetterNeedsPassword(LetterError):
    """A PDF that opens only with a password."""

    default_hint = "save a copy without a password, for example: qpdf --decrypt --password=... in.pdf out.pdf"


class LetterDamaged(LetterError):
    """A PDF that cannot be read."""

    default_hint = "fetch the file again, or open and re-save it in a PDF viewer"


class LetterTooLarge(LetterError):
    """More text or bytes than a letter can have by the settings."""

    default_hint = "split the file into letters, or raise max_letter_characters"


class LetterNotOfKind(LetterError):
    """A text that does not look like a letter of the kind asked for."""

    default_hint = "check that this is the right file; --force (force=True) structures it all the same"


# Models


class ModelError(StructurerError):
    """The model, or the way to it, failed. `call` is what was answered, and paid for, before that; None where nothing was."""

    call: Any = None


class ModelUnreachable(ModelError):
    """No connection, a time-out, or a server that keeps failing."""

    retryable = True
    default_hint = "check that the server is up and --base-url is right, then run again: answered calls are cached"


class ModelBusy(ModelError):
    """The provider's rate limit, still in force after every retry."""

    retryable = True
    default_hint = "lower the concurrency or wait, then run again: answered calls are cached"


class ModelDenied(ModelError):
    """The provider does not accept the key, or the account may not use the model."""

    default_hint = "set OPENAI_API_KEY (or STRUCTURER_API_KEY) to a key that may use this model"


class ModelRequestRefused(ModelError):
    """The server refused the request itself (HTTP 4xx): unknown model, schema not supported, context too small."""

    default_hint = "check the model's name and that it supports JSON-schema output"


class AwaitsBatch(ModelError):
    """The question is noted for the provider's batch; the letter goes on when it is answered."""

    retryable = True


class BudgetReached(ModelError):
    """A call that would go beyond what a job may spend. It was not sent."""

    retryable = True
    default_hint = "run again with a higher budget: what is done is kept"


class WeightsError(ModelError):
    """The embedded model's weights are missing, incomplete, or not the pinned ones."""

    default_hint = "run: structurer model pull"


class EmbeddedModelError(ModelError):
    """The embedded model's server cannot be started or died."""

    retryable = True
    default_hint = "run: structurer doctor"


# Answers: problems with what a model said. Inside a letter they become findings.


class AnswerError(ModelError):
    """A model's answer that cannot be used."""


class AnswerInvalid(AnswerError):
    """Not JSON, or JSON that breaks the schema, after every re-ask."""

    default_hint = "a larger model, or one with constrained output, keeps to the schema"


class AnswerEmpty(AnswerError):
    """The model said nothing."""

    default_hint = "run again with --refresh; if it stays so, use another model"


class AnswerRefused(AnswerError):
    """The model declined, or a content filter stopped the answer."""

    default_hint = "use a model that accepts medical letters"


class AnswerTruncated(AnswerError):
    """The answer did not end within its token limit."""

    default_hint = "set max_answer_tokens higher than that; for what is asked again, repair_tokens too"


class AnswerRepeats(AnswerError):
    """The model said the same thing again and again until its limit."""

    default_hint = "read this part of the letter yourself, or use a larger model"


class CassetteMissing(ModelError):
    """Replaying, and no recorded answer fits the request."""

    default_hint = "the prompt, the schema or the letter changed: record again"
