"""Cheap looks into a case summary: whether it mentions what a field is about at all."""

from __future__ import annotations

import re

from pydantic import BaseModel

from structurer.kinds.medical.summary.words import CONDITION, SYMPTOM

# What has to stand in sentences that code could not read for their field to be worth asking; a whole summary has it.
_IN_A_REST = {"diagnoses": CONDITION, "complaints": SYMPTOM}

# What has to stand in the text for a field to be worth asking. Wide on purpose: a miss here is a value lost.
_MENTIONS = {
    "pain_scores": r"/\s?10\b|out\s+of\s+(?:10|ten)\b|\bscale\b|\brat(?:ed|ing|es)\b|\bVAS\b|\bNRS\b|\b(?:level|score)s?\b",
    "work_status": r"\b(?:duty|duties|disab\w+|restrict\w+|TTD|TPD|unemployed|retired|employ\w+)\b|\bwork(?:s|ed|ing)?\b"
    r"(?!\s*-?\s*related)|\boff\s+work\b",
    "mechanism_of_injury": r"\b(?:mechanism|while|when|fell|fall\w*|lift\w*|struck|hit|push\w*|pull\w*|twist\w*|slip\w*|trip\w*"
    r"|caus\w+|due\s+to|result\w*|carry\w*|carri\w+|motor\s+vehicle|accident|crush\w*|repetitive|cumulative|assault\w*|after"
    r"|secondary|bit(?:ten|e)?|cut\w*|bent|bending|reach\w*|jump\w*|collision|smash\w*|caught|sustained)\b",
    "exam_findings": r"\bexam\w*|\bobjective|\bpalpat\w+|\btender\w*|\brange\s+of\s+motion|\breflex\w*|\bstrength\b|\bsensa\w+"
    r"|\bgait\b|\bsigns?\b|\btests?\b|\bnoted\b|\breveal\w+|\bshow\w+|\bswelling|\bspasms?\b|\bfindings?\b",
    "studies": r"\bMRIs?\b|\bCT\b|\bx-?\s?rays?\b|\bradiograph\w*|\bEMG\b|\bNC[VS]s?\b|\belectro\w+|\bimaging\b|\bultraso\w+"
    r"|\blab\w*\b|\bscans?\b|\bdiagnostic\b|\bstud(?:y|ies)\b|\barthrogram|\bmyelogram|\bEKG\b|\bECG\b|\bEEG\b|\burine\b"
    r"|\bmagnetic\b|\btomograph\w*|\bnerve\s+conduction|\btesting\b|\bscreen\w*|\bbiopsy|\bdiscogra\w+",
    "medications": r"\bmedic\w+|\bmg\b|\d\s?mg\b|\bmcg\b|\bdrugs?\b|\bprescri\w+|\btak(?:es|ing|en)\b|\bNSAIDs?\b|\bopioid\w*"
    r"|\bointment|\bcreams?\b|\bpatch\w*|\banalgesic\w*|\btreat\w+|\butiliz\w+|\buses?\b|\busing\b|\btablets?\b|\bpills?\b"
    r"|\b\w+(?:codone|profen|pentin|oxicam|caine|prazole|tidine|triptyline|methocarbamol|adol|morph\w+)\b",
    "treatments": r"\btreat\w+|\btherap\w+|\bsurg\w+|\binject\w+|\bacupunct\w*|\bchiropract\w*|\bbrac\w+|\bsplint\w*|\bmedic\w+"
    r"|\bunderw\w+|\bstatus\s+post|\bs/p\b|\brepair\w*|\barthroscop\w*|\bfusion|\bTENS\b|\bexercis\w+|\bmassage|\bcast\w*"
    r"|\bmodified\b|\bmodification\w*|\bcrutch\w*|\bblocks?\b|\bablation|\bstimulat\w+|\bcounsel\w+|\bmanage\w+|\b\w+ectomy\b"
    r"|\b\w+plasty\b|\b\w+otomy\b|\bORIF\b|\bimmobiliz\w*|\brest\b|\bice\b|\bheat\b|\bhospital\w*|\brehab\w*|\bdrain\w*",
}  # fmt: skip


def mentioned(model: type[BaseModel], text: str, *, rest: bool = False) -> list[str]:
    """The fields of an answer model that the text mentions; with `rest` the text is what code could not read of one."""
    return [
        name
        for name in model.model_fields
        if (name not in _MENTIONS or re.search(_MENTIONS[name], text, re.IGNORECASE))
        and (not rest or name not in _IN_A_REST or _IN_A_REST[name].search(text))
    ]
