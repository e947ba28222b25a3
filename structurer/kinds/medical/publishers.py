"""Who publishes guidelines beside the MTUS, and where in one citation the next publisher's begins."""

from __future__ import annotations

import re
from bisect import bisect_left

from structurer.kinds.medical.stretch import Stretch
from structurer.regex import regex

ODG = regex(
    r"(?:Official +Disability +Guidelines?(?: *\(ODG\))?|ODG(?:-TWC\b| *\(Official +Disability +Guidelines?\))?)(?: *[-,:]? *(?:Treatment +)?Guidelines?(?= *(?:[,.:;]|$)))?",
    re.IGNORECASE,
)
"""The name of the Official Disability Guidelines before a chapter or topic."""

# A body that issues guidelines, or a collection of them: told by what such bodies are called.
_CALLED = (
    r"(?:Academy|College|Association|Society|Institutes?|Foundation|Organi[sz]ation"
    r"|Council|Collaboration|Consortium|Federation|Commission|Administration|Board|University|Journal|Annals|Archives|Textbook"
    r"|(?:Agency|Centers?) +for|(?:Department|Division|Code) +of|Task +Force|Labor +Code|(?:Mayo|Cleveland) +Clinic)\b"
)
_WORD = r"[A-Z][\w.&'’-]{0,40} {1,9}"
_BODY = rf"(?:[A-Z][\w.&'’-]{{0,40}},? {{1,9}}(?:(?:of|and|for|the|in|on|&) {{1,9}}){{0,2}}){{0,6}}?{_CALLED}"
_BY_NAME = (
    r"(?:Cochrane|Medicare|UpToDate|Up +To +Date|PubMed|Medscape|Medline(?:Plus)?|eMedicine|WebMD|Micromedex|Epocrates|Aetna|Cigna|Humana|Anthem"
    r"|Blue +(?:Cross|Shield)|United ?Health ?care|Milliman|InterQual|Lab +Tests +Online|National +Guideline +Clearinghouse"
    r"|Physicians?['’]?s?['’]? +Desk +Reference|Merck +Manual|Drugs\.com|(?:N|New) +Engl(?:and)?\b)"
)
_INITIALS = (
    r"(?:FDA|CDC|CMS|NIH|NICE|WHO|AHRQ|AAOS|AANEM|AAN|AAFP|AAPM|AAP|AASM|AHA|ACC|ACG|ACOEM|ACOG|ACP|ACR|ACS|ADA|AGA|AMA|APA|APTA|ASA|ASAM|ASIPP"
    r"|ASRA|AUA|EULAR|IDSA|ISASS|JAMA|JNC|MCG|NASS|NCCN|NEJM|NHLBI|NIOSH|OARSI|OSHA|PDR|SAMHSA|USPSTF)\b(?=[ ,:/])"
)
# "EULAR Practice Guideline", but no "MRI Criteria": that is a topic.
_POLICY = (
    r"(?!(?:MRI|EMG|NCV|NCS|CTS|TENS|ESI|PRP|FCE|FRP|CRPS|RFA|DME|NSAID|HBOT|ESWT|CBT|PTSD|ODG)\b)[A-Z]{3,6} +"
    r"(?:(?:Clinical|Practice|Recommended|Appropriateness|Position|Consensus) +)*(?:Guidelines?|Criteria|Policy|Statement)\b"
)
_ISSUER = regex(rf"{_BODY}|{_BY_NAME}|{_INITIALS}|{_POLICY}")
# Within a list of topics nothing but the body itself counts: no words of other topics before its name.
_BODY_ALONE = rf"(?!Work +Loss +Data)(?:The +)?(?:{_WORD}(?:of {{1,9}})?){{0,5}}?{_CALLED}"
_NAMED_BODY = regex(_BODY_ALONE)
_ISSUER_ALONE = regex(rf"{_BODY_ALONE}|{_BY_NAME}|{_INITIALS}|{_POLICY}")
# "Smith AB, et al", and a book by its author: "Campbell's Operative Orthopaedics, 12th ed".
_AUTHOR = regex(
    r"[A-Z][\w-]+ +[A-Z]{1,3}(?:,| et al)|[A-Z][\w-]+,? +et +al\b|[A-Z][\w-]+['’]s [A-Z][^.;]{0,120}\b(?:\d+(?:st|nd|rd|th) +ed|edition|Chapter)\b"
)
# One document is complete where it has its year, or sections or pages of its own.
_COMPLETE = regex(r"\b(?:19|20)\d\d\b|Section\(s\)|Page\(s\)")

_NEXT = regex(
    r"(?P<named>(?:(?:[.;,]|(?<! ) +and)+ +(?:(?:also +)?on +)?(?:the +)?(?:Non-MTUS +(?:Citations?:? +)?)?"
    r"(?=Official +Disability +Guidelines|ODG\b|Other +Medical +Treatment +Guidelines?\b))"
    r"|(?<=[\w)]) +(?=ODG +(?:[A-Z][a-z]+ +){1,3}Guidelines\b))"
    r"|(?P<address>(?:[,;:]|(?<![ ,;:]))(?:(?<! ) +and)? +(?=https?://))"
    r"|(?P<sentence>(?<!\b[A-Z])\. +(?=[A-Z\d]))"
    r"|(?P<mark>; +(?=[A-Z\d]))"
    r"|(?P<comma>, +(?=[A-Z]))"
    r"|(?P<joined>(?:[,;]|(?<![ ,;])) +and +(?:the +)?(?=[A-Z]))"
)


def entries(piece: Stretch) -> list[Stretch]:
    """The citation's entries, one a publisher: "Pulmonary, Asthma; American Thoracic Society, Guidelines 1999" has two.

    Several topics of one publisher stay together, whatever parts them.
    """
    words = str(piece)
    completed = [match.start() for match in _COMPLETE.finditer(words)]
    addressed = [match.start() for match in re.finditer("://", words)]
    found: list[Stretch] = []
    at = 0
    in_odg = ODG.match(words) is not None
    for joint in _NEXT.finditer(words):
        here = joint.start()
        if _parts(
            words, joint, in_odg, complete=_any(completed, at, here), more=_any(completed, here, len(words)),
            addressed=_any(addressed, at, here),
        ):  # fmt: skip
            found.append(piece.cut(at, here))
            at = joint.end()
            in_odg = ODG.match(words, at) is not None
    return [*found, piece.cut(at, len(words))]


def _any(places: list[int], start: int, end: int) -> bool:
    """Whether any of the places, which are in order, lies in [start, end)."""
    return bisect_left(places, start) < bisect_left(places, end)


def _parts(words: str, joint: re.Match[str], in_odg: bool, *, complete: bool, more: bool, addressed: bool) -> bool:
    """Whether an entry ends at the joint: one of the ODG or not, complete, followed by `more` that is, or with an address."""
    issued = _ISSUER.match(words, joint.end()) is not None
    match joint.lastgroup:
        case "named":
            return True
        case "address":  # "Tests Explained, https://…" is one: its title, and where it stands
            return in_odg or addressed
        case "comma":  # behind a topic of the ODG stands no body, but behind a title may stand its own
            return in_odg and _NAMED_BODY.match(words, joint.end()) is not None
        case "joined":
            return (complete and issued) or (in_odg and _ISSUER_ALONE.match(words, joint.end()) is not None)
        case _ if in_odg:
            return issued or _AUTHOR.match(words, joint.end()) is not None
        case "mark":
            return issued or (complete and more)
    return issued
