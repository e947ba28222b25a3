"""A run as JUnit XML: a case a letter; one that failed, or lost cells since the baseline, is a failure."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from structurer.evals.gates import Exit, GateVerdict
from structurer.evals.runs import Run
from structurer.evals.scores import Scores

# What XML 1.0 has no place for.
_UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(run: Run, scores: Scores, verdict: GateVerdict | None = None) -> str:
    """The XML text. It holds places of cells, no values and no letter text."""
    suites = ET.Element("testsuites")
    letters = ET.SubElement(
        suites, "testsuite", name=f"{run.head.suite} letters", timestamp=run.head.started.isoformat()
    )
    failures = 0
    for name in sorted(run.letters):
        lines = [line for (letter, _), line in run.results.items() if letter == name]
        seconds = sum(line.seconds for line in lines)
        case = ET.SubElement(letters, "testcase", classname=run.head.suite, name=_clean(name), time=f"{seconds:.3f}")
        errors = [line.error for line in lines if line.error]
        lost = verdict.lost.get(name, []) if verdict is not None and verdict.exit is Exit.REGRESSION else []
        if errors:
            failures += 1
            ET.SubElement(case, "error", type=str(errors[0].get("type")), message=_clean(str(errors[0].get("message"))))
        elif lost:
            failures += 1
            failure = ET.SubElement(case, "failure", message=f"{len(lost)} cells lost since the baseline")
            failure.text = _clean("\n".join(lost))
    letters.set("tests", str(len(run.letters)))
    letters.set("failures", str(failures))
    if verdict is not None:
        gate = ET.SubElement(suites, "testsuite", name=f"{run.head.suite} gate", tests=str(len(verdict.groups)),
                             failures=str(sum(one.exit is not Exit.PASS for one in verdict.groups)))  # fmt: skip
        for one in verdict.groups:
            case = ET.SubElement(gate, "testcase", classname=f"{run.head.suite}.gate", name=one.name)
            if one.exit is not Exit.PASS:
                told = f"{one.exit.name}: {one.why}; fields with more errors: {', '.join(one.fields) or 'none'}"
                ET.SubElement(case, "failure", message=_clean(told))
    properties = ET.SubElement(letters, "properties")
    for field in scores.fields:
        if field.f1.value is not None:
            ET.SubElement(properties, "property", name=f"f1.{field.name}", value=f"{field.f1.value:.6f}")
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("?", text)
