"""The words of an examination in passing: what a sentence holds that only one who examines can tell."""

from __future__ import annotations

import re

from structurer.regex import regex

_TENDERNESS = r"trigger\s+(?:points?|pts?)\s+(?:(?:was|were|are|is)\s+)?(?:palp\w+|noted|present|found|elicited|in|of|over|at|along|about|with)\b|tender(?:ness)?\s+(?:to\s+palpation|over|on|of|in|at|throughout|about)|(?:was|is|were|are)\s+(?:also\s+)?(?:non-?)?tender\b"
_TESTED = (
    r"(?:orthop\w+|provocative|neurologic(?:al)?|sensory|motor|manual\s+muscle|special|stability|ligament\w*|stress|provocation)\s+(?:tests?|testing|maneuvers?)\s+(?!for\b|of\b|in\b|on\b)\w+|(?:tests?|signs?|maneuvers?)\s+(?:was|is|were|are|positive|negative|pos|neg)\b|(?:positive|negative)\s+(?:[\w'-]+\s+){1,4}(?:tests?|testing|signs?|maneuver)"
    r"|straight\s+leg\s+rais\w+|(?:anterior|posterior)\s+drawer|talar\s+tilt|pivot\s+shift|(?:varus|valgus)\s+stress|dorsalis\s+pedis|drop\s+arm|spurling|tinel|phalen|hawkins|mcmurray|lachman"
)
_MOVED = (
    r"(?:flexion|extension|rotation|abduction|adduction|bending|dorsiflexion|(?:axial|foraminal)\s+compression|loading|(?:heel|toe)\s+walking)\s+(?:(?:re)?produc|provok|elicit)\w+|(?:heel|toe|tandem)[\s-]+walk(?:ing)?\s+(?:is|was|were|are)\b|(?:able|unable)\s+to\s+(?:\w+\s+)?make\s+a\s+(?:\w+\s+)?fist|(?:measures?|measured)\s+\d+(?:\.\d+)?\s*(?:cm|mm|inches|degrees)"
    r"|(?<![\d/])20/\d{2,3}(?![\d/]|\.\d)|(?:squatting|motion|flexion|extension|rotation|abduction|bending)\s+(?:is|was|were)\s+(?:\w+\s+)?(?:limited|restricted|reduced|decreased)\s+(?:to|by)\b|range\s+of\s+motion|flexion\s+(?:of|to|was|is|with)|\d+\s*(?:degrees|°)\s+of\b|movement\s+increased\s+pain"
    r"|restricted\s+(?:\w+\s+)?(?:flexion|extension)|(?:normal|antalgic|slow)\s+gait|gait\s+(?:is|was|with|w/|without)(?!\w)|weight\s+bearing"
)
_NERVES = (
    r"deep\s+tendon|reflex(?:es)?\b|(?<!needles\s)sensation\s+(?:was|is|to)|decreased\s+sensation|light\s+touch|motor\s+(?:strength|function)|muscle\s+strength"
    r"|strength\s+(?:was|is|were)|(?<![\d/])[0-5][+-]?/5\b(?![/\d])|finger[\s-]+(?:to[\s-]+)?nose|heel[\s-]+(?:to[\s-]+)?shin|pronator\s+drift|rapid\s+alternating|tandem\s+(?:gait|walk\w*|stance)|two-?\s?point\s+discrimination|grip\s+(?:(?:is|was)(?!\s+(?:still\s+)?(?:weak|poor)\b)|right|left|\d)|allodynia\s+(?:is|was)"
)
_LOOKED = (
    r"(?:neck|back|spine|shoulders?|elbows?|wrists?|hands?|hips?|knees?|ankles?|foot|feet|site|incision|wound|scar|gait)\s+(?:shows?|showed|demonstrates?|demonstrated|reveals?|revealed|exhibits?|exhibited)\s+(?:\w+\s+){0,2}?(?:no|normal|full|limited|decreased|diminished|reduced|restricted|mild|moderate|severe|slight|positive|negative|swelling|tenderness|\d)|\bROM\s+(?:is|was)\b|\balert(?:,|\s+and)\s|(?:can|could|able\s+to)\s+(?:\w+\s+)?(?:heel|toe|tandem)\b|(?:appears?|appeared|presents?\s+as|presented\s+as)\s+(?:\w+\s+)?(?:depressed|anxious|tearful|dishevel\w+|well[\s-]groomed|in\s+(?:no|mild|moderate|acute)|comfortable|uncomfortable|sad|irritable)|thought\s+(?:process|content)|neuro\w*\b[^.;,]{0,20}\bintact\b|(?:well[\s-])?healed\b[^.;,]{0,30}\b(?:scars?|incisions?|portals?)\b|(?:was|were|is|are)\s+(?:\w+ly\s+)?(?:obvious|evident|apparent|appreciated|palpable|visible|appreciable|palpated|elicited|reproduced)\b|(?:brisk|capillary|cap)\s+(?:capillary\s+)?refill|(?:tearful|anxious|crying|irritable|guarded|cooperative)\s+(?:\w+\s+)?(?:during|throughout|in)\s+(?:the\s+)?(?:interview|exam\w*|visit|session|evaluation|appointment)|eye\s+contact|alert\s+and\s+oriented|well[\s-](?:developed|nourished|appearing|groomed)\b|(?:mood|affect)\s+(?:and|was|is|were)(?!\s+(?:still\s+|often\s+|very\s+)?(?:low|down|poor|bad|better|worse)\b)|\bmove[sd]?\s+(?:freely|fully|normally|easily|well|without\s+pain)\b|appeared\s+(?:well|normal)|hypertonic\w*|palpation"
    r"|ambulat(?:es|ed|ing)\s+with|walk(?:s|ed)\s+with\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}(?:limp|gait|lurch)|(?:sits|sitting|sat|stands|stood)\s+(?:\w+\s+){0,2}?(?:shifting|leaning|stooped|tilted|uncomfortably)|(?:perform|able\s+to)\s+(?:\w+\s+){0,3}?(?:heel|toe|tandem)\b|unable\s+to\s+(?:stand|sit\s+upright|walk|squat|heel|toe)\b|joint\s+line\s+tenderness|exam(?:ination)?\s+(?:was|is)\s+(?:(?:grossly|entirely|otherwise|essentially)\s+)?(?:normal|unremarkable|intact|within|non-?focal|benign)|cranial\s+nerves|\boriented\s+(?:to\s+(?:person|time|place|self)|x\s?\d)|digit\s+span|clock\s+drawing|serial\s+(?:sevens|threes|7'?s|3'?s)|two[\s-]point\s+\d"
    r"|no\s+(?:(?:acute|apparent|obvious)\s+)?distress\b|in\s+(?:mild|moderate|severe|acute|some)\s+(?:\w+\s+)?distress\b|no\s+(?:weakness|spasm|swelling|tenderness|deformity|edema|effusion)"
)
_VITAL = (
    r"(?<!\()(?:blood\s+pressure|BP|pulse|heart\s+rate|respirations?|respiratory\s+rate|temperature|(?:oxygen\s+|O2\s+|resting\s+)saturation|SpO2|O2\s+sat|BMI|body\s+mass\s+index|HR|RR|temp|weight|wt)"
    r"\s+(?:(?:is|was|were|of|at|today|now|then|recorded|measured)\s+)*\d(?!\d*\s*(?:lb|pound|kg|%)\w*\s+(?:gain|loss|heavier|lighter))|(?:lungs?|abdomen|heart|pupils?|conjunctivae?)\s+(?:(?:fields?|sounds?)\s+)?(?:is|was|were|are|had|have|has|with|clear|soft|show(?:s|ed)?|demonstrate[sd]?|reveal(?:s|ed)?)\b|pin-?prick\s+(?:is|was)|(?:ankle|knee|biceps|triceps)\s+jerks?\b|(?:wheezes|rales|rhonchi|murmurs?)\s+(?:(?:is|was|were|are|over)\b|in\s+(?:the|both|all|bilateral|left|right)\b)"
)
_PROVOKED = r"(?:on|to|with|upon|over|at|during|in|by)\s+(?:[\w-]+\s+){0,3}?(?:palpation|ranges?|motion|flexion|extension|rotation|abduction|adduction|loading|compression|resist\w+|inversion|eversion|testing|movement|pressure|percussion|bending|raise|squeeze|pinprick)\b"
_SIGNS = rf"tender\w*|pain(?=\s+{_PROVOKED})|swelling|edema|effusion|spasms?|deformity|crepitus|guarding|weakness|atrophy|instability|laxity|trigger\s+points?|nodules?|mass|scars?|hypertonicity|erythema|ecchymosis|clonus|nystagmus|wheez\w+|rales|rhonchi|crackles|murmur|induration|lichenif\w+|hyperpigment\w+|hyperkerat\w+|keloid|plaques?|papules|haze|abrasion|defect|laxity|contracture|triggering|fluctuance|drainage|discharge|dehiscence|malalignment|malrotation|subluxation|limp|loss\s+of(?!\s+(?:consciousness|appetite|sleep|interest|memory|smell|taste|libido|energy|hair))"
EXAMINED_SO = regex(
    rf"\b(?:{_TENDERNESS}|{_TESTED}|{_MOVED}|{_NERVES}|{_LOOKED}|{_VITAL})"
    r"|^There\s+(?:is|was)\s+no\s+(?!radiat)(?:[\w-]+\s+){0,4}?pain\b"
    rf"|^There\s+(?:is|was|are|were)\s+(?:no\s+)?(?:[\w-]+\s+){{0,4}}?(?:{_SIGNS})",
    re.IGNORECASE,
)
"""A test and its outcome, a motion and how far, strength, reflexes, vital signs, a sign that is there."""

_AID = r"(?:cane|walker|crutch(?:es)?|wheelchair|knee\s+scooter|rollator)\b"
WALKS = regex(
    rf"(?:walks?|walked|ambulates?|ambulated|walking|ambulating)\s+(?:\w+ly\s+)?(?:(?:with|w/|using)\s+(?:an?\s+)?(?:[\w-]+\s+){{0,3}}?(?:limp|gait|lurch|{_AID})|on\s+(?:the\s+|his\s+|her\s+)?(?:[\w-]+\s+){{0,2}}?(?:toes|heels?|tiptoes?|border|boarder|edge|side))",
    re.IGNORECASE,
)
"""How the worker is seen to walk."""
AIDED = regex(
    rf"(?:(?:he|she|(?:the\s+)?(?:patient|worker|applicant|claimant))\s+)?(?:uses|used|using|ambulates|walks|wears|relies\s+on|relied\s+on|came\s+in)\s+(?:on\s+|with\s+|in\s+)?(?:an?\s+)?(?:[\w-]+\s+){{0,3}}?{_AID}",
    re.IGNORECASE,
)
"""A sentence about what the worker walks with, which is seen while he is examined."""
