"""The small words of a list of symptoms: what joins two, what goes on about one, what says how one is felt."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.words import LOCATION, SYMPTOM
from structurer.regex import regex

_BOTH_SIDES = "".join(
    rf"(?!(?<=\b{one})\s+(?:and|&)\s+{other}\b)"
    for one, other in (
        ("left", "right"),
        ("right", "left"),
        ("upper", "lower"),
        ("lower", "upper"),
        ("mid", "low(?:er)?"),
        ("pins", "needles"),
        ("start", "stop"),
        ("hot", "cold"),
        ("up", "down"),
    )
)
_OFTEN = r"(?:(?:still|only|no\s+longer|often|also|sometimes|now|then|never|always|constantly|easily|frequently)\s+)*"
_ACTS = (
    r"feels?|felt|hurts?|aches?|burns?|throbs?|swells?|locks?|catch(?:es)?|gives?\s+(?:way|out)|gave\s+(?:way|out)|go(?:es)?\s+(?:numb|out|cold|dead|hazy|blurry|white|blue|limp|to\s+sleep|from(?=\s)|(?=[\"“]))"
    r"|gets?\s+(?:heavy|tired|tight|stiff|numb|cold|sore|worse|hot|hazy|blurry|dry|red|puffy|swollen|weak|stuck)|falls?\s+asleep|tires?|clicks?|pops?|grinds?|buckles?|cramps?|stings?|itch(?:es)?|tingles?|stiffens"
    r"|enlarges?|splits?|cracks?|bleeds?|keeps?\s+(?:him|her)\s+(?:up|awake)|wakes?\s+(?:him|her)|bothers?\s+(?:him|her)|turns?\s+\w+|interferes?\s+with"
    r"|(?:is|are|was|were|has\s+been|have\s+been)\s+(?:\w+ly\s+)?(?:aching|hurting|throbbing|burning|swelling|itching|tingling|cramping|popping|clicking|locking|buckling|bleeding)"
    r"|shakes?|trembles?|jumps|twitch(?:es)?|spasms|won't|will\s+not|doesn't|does\s+not|do\s+not|would\s+not|cannot|tingled|ached|throbbed|swelled|burned|puffs?\s+up|sticks?|rings?|spins?|waters?|sweats?|leaks?|oozes?|peels?|drags?|drops|stabs|quivers?|freezes?|fails|blurs?|(?:has|have)\s+(?:folded|buckled|given\s+(?:way|out)|locked\s+up|swollen|collapsed)|has\s+no\s+(?:feeling|strength|grip)|gives?(?=\s*(?:[,;.]|$|w/|with\b|on\b))|tightens|triggers|doubles|fades|fogs|pulls|seizes|slaps|slips?|flops|crawls|prickles|pinches|tugs|pounds|races|flutters|churns|stays?\s+(?:up|asleep|numb)|never\s+(?:settle[sd]|stop(?:s|ped)|went\s+away|goes\s+away|lets?\s+up|healed)|wears\s+out"
    r"|(?:(?:is|are|was|were)\s+)?(?:began|begins?|start(?:s|ed|ing)?|beginning|ha(?:s|ve|d)\s+(?:also\s+|now\s+)?begun)\s+(?:to\s+(?:hurt|ache|burn|swell|throb|bother)|hurting|aching|burning|swelling|throbbing)"
)
_IS_HOW = (
    r"(?:is|are|was|were|(?:has|have|had)\s+been|remains?|remained|became|becomes?|ha[sd]\s+(?:grown|become)|seems?|stays?|turned)\s+(?:(?:still|very|more|so|too|often|always|quite|a\s+bit)\s+)*"
    r"(?:stiff\w*|sore|numb|weak\w*|painful|swollen|tight|heavy|cold|asleep|worse|no\s+\w+er|unchanged|(?:about\s+|essentially\s+|much\s+)?(?:the\s+)?same|unstable|shaky|blurr\w+|like|hard|difficult|off|raw|itchy|poor|low|(?:(?<=sleep is )|(?<=sleep was )|(?<=sleep remains ))broken|diminished|sensitive|bent|dry|bigger|larger"
    r"|impossible|getting\s+\w+|gritty|tender|hoarse|black|dark|tarry|bloody|loose|looser|asleep|slow|short|puffy|limp|dull|hazy|useless|dead|on\s+fire|killing\s+(?:me|him|her)|clumsy|(?:cold|warm|thinn?|weak|dark|tight|slow|small|sor|loud|hott)er|less(?!\s+than)|down\s+to|[\"“]\w+)"
    r"|(?:stiff|sore|numb|tight|painful|(?<!left\s)(?<!right\s)(?<!\s[LR]\s)(?:worse|better)(?!\s+than)|no\s+better|unchanged|puffy)"
)
BODY_DOES = regex(
    rf"[\"“]?(?:(?:the|his|her|my|both|that|an?|two|three|all)\s+)*+(?:(?:{LOCATION.pattern})|(?:left|right|other)\s+(?:one|side)|(?:the\s+)?room|stools?|urine|cough|pain(?=\s+never\b)|vision|hearing|voice|sleep|grip|scar|incision|(?:finger)?tips?|mood|appetite|balance|memory|nails?|skin|stomach|bowels|lines|throat|tailbone|stump|fingertips?|graft|donor\s+site|rash|bulge|sleep|concentration|smell|kneeling|squatting|chewing|swallowing|walking|standing|sitting|gripping|writing|typing|breathing|driving|stairs|shoes?|light|noise|itching|area)"
    rf"(?:\s+(?:in|of|on)\s+(?:the\s+|his\s+|her\s+)?(?:{LOCATION.pattern}))?\s+[\"“]?{_OFTEN}(?:{_ACTS}|{_IS_HOW})(?!\w)",
    re.IGNORECASE,
)
"""A part of the body and what it does or how it feels: "the finger is still stiff", "his legs give out"."""
_ALSO = r"(?:(?:also|then|some|occasionally|in\s+addition(?:\s+to)?)\s+)*"
_OF_TEN = r"\d{1,2}(?:\.\d)?(?:\s*(?:-|–|to)\s*\d{1,2}(?:\.\d)?)?\s*(?:/\s*10\b|out\s+of\s+(?:10|ten)\b|of\s+10\b|on\s+(?:a|the)\s+[\w\s-]*?scale(?:\s+of\s+[\d-]+)?)"
_RATED = rf",?\s*(?:(?:which|that)\s+(?:(?:is|was|are|were)|he|she)\s+|is\s+|was\s+|are\s+|were\s+)?(?:also\s+)?\b(?:rated|rates|rating|scored|scores|graded|grades|quantified|estimated|puts?)\s+(?:(?:it|as|at|an?|from)\s+)*(?:{_OF_TEN}|\d{{1,2}}(?:\s*(?:-|to)\s*\d{{1,2}})?)(?:\s+(?:to|and)\s+{_OF_TEN})?|\s+at\s+(?:an?\s+)?{_OF_TEN}"
_VISIT = r",?\s+(?:and\s+)?on\s+[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{2,4}(?:\s+and\s+[0-9/-]+)?,?(?:\s+(?:and\s+)?(?:revealed|showed|complain(?:s|ed)\s+of|report(?:s|ed)))?"
RATING = regex(rf"(?:at\s+|of\s+)?(?:an?\s+)?{_OF_TEN}", re.IGNORECASE)
"""A rating that stands as a phrase of its own."""
_EXPLAINS = r"(?:nods\s+off|falls\s+asleep|wakes|drops|limps|loses|forgets|cannot|can['’]t|could\s+not|has\s+to|needs\s+help|trips|spills|stumbles|sleeps|avoids|misses|naps|dozes)\b"
"""What the worker does, told in explanation of the symptom before it: "fatigue - nods off at the wheel"."""
JOINT = regex(
    rf"(?P<rating>{_RATED})"
    rf"|(?P<semicolon>\s*;\s*(?:and\s+)?|(?:\s*[,;])?\s+\(?\d\)\s*(?=[A-Za-z])|,?\s+(?:along|together)\s+with\s+(?:an?\s+|some\s+)?(?=(?:[\w-]+\s+){{0,2}}?{SYMPTOM.pattern})|,?\s+and\s+then\s+(?:developed|noticed|began\s+having)\s+|\s+[-–]\s+(?={_EXPLAINS})|,?\s+(?:and|but|yet)\s+(?={BODY_DOES.pattern})|,?\s+(?:and|but|yet)\s+(?:that\s+)?(?=(?:he|she)(?:['’]d\b|\s+(?:(?:now|again|finally)\s+)*(?:can|could|is\s+able|was\s+able|had\s+(?:gone|been\s+able|returned|resumed|started)|has\s+(?:gone|resumed)|managed|went)\b))|,?\s+(?:and|but|yet)\s+(?=(?:he|she)\s+(?:(?:now|also|still|often)\s+)*(?:becomes|weeps|coughs|snores|tires|startles|trips|worries|cries|vomits|lies\s+down|spills|cannot|can['’]t|could\s+not|has\s+trouble|has\s+difficulty|is\s+unable|wakes|drops|limps|loses|forgets|avoids|sleeps|gets|feels|struggles|needs\s+help|has\s+to|has\s+lost)\b)|,?\s+(?:and|but)\s+that\s+(?=\w+\s+\w)|{_VISIT}|,?\s+(?:and|but|yet)\s+it\s+(?=[\"“]?(?:feels?|felt|hurts?|aches?|swells?|goes|gets|locks|gives)\b)|,?\s+and\s+(?:of|by|for)\s+(?=(?:[\w-]+\s+){{0,3}}?{SYMPTOM.pattern})|,?\s+and\s+(?:also\s+)?(?:says|states|reports|notes|adds|mentions|complains|describes|said|stated|reported|noted|added|mentioned|complained|described)\s+(?:(?:that|of)\s+)?(?:(?:he|she)\s+)?|,?\s+and\s+(?:also\s+)?(?:he\s+|she\s+)?(?:has|had|gets|is\s+having|experiences)\s+(?=(?:an?\s+)?(?:[\w-]+\s+){{0,3}}?{SYMPTOM.pattern})|,?\s+and\s+(?=(?:getting\s+up|waking\s+up|being\s+unable|having\s+(?:to|trouble)|has\s+to)\b)|\s+had\s+(?=(?:(?:daily|constant|frequent|severe|occasional|some)\s+)?(?:headaches?|pain|numbness|dizziness)\b)|,?\s+but\s+(?:he|she|there|it)\s+(?:has|had|is|was)\s+|,?\s+and\s+(?:is|was|has\s+been)\s+(?=(?:sleeping|waking|limping|losing|having|getting|unable|dropping|avoiding)\b))"
    rf"|(?P<comma_with>,\s+(?:and\s+)?(?:with\s+|w/\s*)(?:an?\s+)?(?:associated\s+|accompanying\s+)?)"
    rf"|(?P<with>(?<!\bwakes)(?<!awakens)(?<!\bwaking),?\s+(?:(?:and\s+)?(?:that\s+|which\s+)?(?:is\s+|was\s+|are\s+|were\s+)?(?:associated|accompanied)\s+(?:with|by)|coupled\s+with|with|w/)\s+(?:an?\s+)?(?:associated\s+|accompanying\s+)?(?:symptoms\s+of\s+)?)"
    rf"|(?P<comma_and>\s*,\s*(?:(?:and|as\s+well\s+as|along\s+with|together\s+with|plus|but|or)\s+)+{_ALSO}(?:(?:that|of|with)\s+(?=\w))?)"
    rf"|(?P<comma>\s*,\s*(?!\d{{3}}\b){_ALSO}(?:that\s+|of\s+(?=(?:[\w-]+\s+){{0,3}}?{SYMPTOM.pattern}))?)"
    rf"|(?P<and>{_BOTH_SIDES}\s+(?:and|&|plus|as\s+well\s+as|along\s+with|together\s+with|in\s+addition\s+to|but|yet)\s+{_ALSO}(?:that\s+)?)"
    rf"|(?P<or>\s+or\s+)",
    re.IGNORECASE,
)
"""Where a list of symptoms may be parted."""

_SENSED = (
    r"numb\w*|tingling|paresthesias?|pins(?:\s+and\s+|/|\s*&\s*)needles|burning\s+and\b|nausea|vomiting|dizz\w+|headaches?|swelling|electric\w*|difficulty|trouble|anxiety|depression"
    r"|insomnia|photophobia|tinnitus|vertigo|blurr\w+"
)
WITH_SYMPTOM = regex(
    rf"(?:(?!(?:and|or)\b)[\w-]+\s+){{0,2}}?(?:{_SENSED})\b|radiation\s+of\s+(?:\w+\s+)?(?:pain|symptoms)\b|pain\s+(?:radiating|shooting|in|into|to)\b|weakness\s+(?:in|of)\b",
    re.IGNORECASE,
)
"""A symptom of its own after "with"; "pain with standing", "pain with radiation" is one."""

PREPOSITION = regex(
    r"\b(?:in|on|at|to|into|onto|of|from|for|over|down|up|across|along|around|about|behind|under|through(?:out)?|within|between|near|with(?:out)?|during|by"
    r"|when(?:ever)?|while|where|which|that|who|after|before|until|upon|because|due|secondary|despite|is|was|are|were|has|have|had|does|did)\b|\bw/",
    re.IGNORECASE,
)

GOES_ON = regex(
    r"(?:now\s+(?:radiating|going|in|down|into|with)\b|(?:in|on|at|to|into|onto|of|from|for|over|down|up(?!\s+(?:\d|all\s+night|several|most\s+nights|(?:two|three|four)\s+times))|across|along|around|about|behind|through(?:out)?|within|between|near|with(?:out)?|w/|during|by|when(?:ever)?|while|where|which|that|who|after|before"
    r"|until|upon|because|due|secondary|despite|although|especially|particularly|mostly|mainly|primarily|predominantly|usually|sometimes|still\s+(?:there|present)|worse(?:ned)?|better|greater|(?:right|left|[LR])\s*[><](?:\s*(?=\w))?|(?:right|left)\s+(?:one\s+|side\s+|knee\s+)?(?:greater|more|worse|less)"
    r"|more\s+(?:so|on|in|than|with|at|pronounced|severe)|less|most|even|described|rated|aggravated|exacerbated|relieved|alleviated|improved|reportedly|localized|located|including|such|like|than|as|worst|occurs?|occurring|happens|comes?\s+and\s+goes?|lasts?|lasting|depend(?:ent|ing)|\w{3,}er\s+(?:at|in|on|with|when|than|after|by)|extending|going|goes|travel(?:s|ing|ed)|spread(?:s|ing)?|radiated|moving"
    r"|radiates?|unchanged|approximately|no\s+longer(?!\s+\w+s\b))\b|radiating\s+(?:to|into|down|from|up|through\w*|toward\w*|along|across)\b|shooting\s+(?:to|into|down|up)\b|(?:sharp|dull|achy|aching|burning|stabbing|throbbing|shooting|intermittent|constant)\s+in\s+(?:nature|character|quality)\b|>)",
    re.IGNORECASE,
)
"""What goes on about the symptom before it."""

_DEGREE = r"(?:very|quite|rather|fairly|somewhat|moderately|mildly|severely|slightly|extremely|more|less|at\s+times|sometimes|usually|mostly|and|or|to|but)"
_FELT = (
    r"(?:constant(?:ly)?|continuous|intermittent(?:ly)?|occasional(?:ly)?|frequent(?:ly)?|persistent|chronic|acute|ongoing|continued|continuing|residual|recurrent|increas(?:ed|ing)|worsening|new|sudden|sharp|dull|achy|aching"
    r"|burning|stabbing|throbbing|shooting|pulsating|pounding|cramping|crampy|gnawing|squeezing|electric(?:al)?|deep|superficial|diffuse|severe|moderate|mild|slight|minimal|significant|excruciating|unbearable|sore|tight|heavy"
    r"|nagging|positional|daily|nightly|nocturnal|unilateral|localized|progressive|stable|unchanged|improved|improving|tolerable|terrible|intense|bad|good|same|acute|steady|immediate|initial|generalized|multiple|mostly|multifocal|subjective)"
)
QUALITIES = regex(rf"(?:{_DEGREE}\s+)*{_FELT}(?:[\s,/-]+(?:{_DEGREE}\s+)*{_FELT})*", re.IGNORECASE)
"""How a symptom is felt: "constant, sharp"."""

NEGATED = regex(
    r"(?:but\s+)?(?:(?:he|she)\s+)?(?:(?:does|did|do)\s+not\s+(?:have|report|complain|describe|experience)|no(?!\s+(?:better|longer|more|improvement|changes?|energy|appetite|interest|joy|pleasure|motivation|patience|desire|libido|stamina|strength|feeling|grip|get\s+up))|not(?!\s+(?:sleeping|able|tolerating|eating|resting|rested|refreshed|restful|restorative|much|improv\w+|better))|denie[sd]|denying|without|negative\s+for|never|neither)\s",
    re.IGNORECASE,
)

ALONE = regex(
    r"(?:[\w-]+\s+){0,2}?(?:headaches?|migraines?|insomnia|dizziness|light-?\s?headed\w*|vertigo|fatigue|anxiety|depression|stress|nightmares?|irritability|cough\w*|wheez\w+|short(?:ness)?\s+of\s+breath|dyspnea|palpitations|bloating|tinnitus|hoarse\w*|constipation|nausea(?!\s+and\s+vomiting)|heartburn|(?:trouble|difficulty|problems|difficulties)\s+(?:with\s+)?sleep\w*|(?:poor|disturbed|disrupted|interrupted)\s+sleep|sleep\s+\w+)",
    re.IGNORECASE,
)
"""What is felt nowhere in particular, and so is no second half of what stands before it."""

PAIRED = regex(
    r"(?:numbness|tingling|paresthesias?|burning)\s+(?:numbness|tingling|paresthesias?|burning|pins)|pins\s+needles|nausea\s+vomiting|constipation\s+diarrhea|diarrhea\s+constipation|(?:locking|catching|clicking|popping|grinding|giving|buckling)\s+(?:locking|catching|clicking|popping|grinding|giving|buckling|instability)",
    re.IGNORECASE,
)
"""Two that are told in one breath."""

_VERB = r"(?:is|was|are|were|has|had|have|feels?|felt|aches?|hurts?|burns?|swells?|throbs?|itch(?:es)?|locks?|catch(?:es)?|clicks?|pops?|buckles?|gives?|gave|goes|go|went|gets?|got|comes?|came|remains?|remained|continues?|continued|still|returns?|returned|persists?|persisted|radiates?|radiated|spreads?|shoots?|travels?|wakes?|keeps?|kept|makes?|interferes?|limits?|increase[sd]?|decrease[sd]?|worsen(?:s|ed)?|improved?|clears?|resolved|started|began|sets?|tires?|drops?|turns?)"
CLAUSE = regex(
    rf"(?:(?!(?:and|or|of|in|to|with|for|on|at|that|which|who)\b)[\w'/-]+\s+){{1,4}}?{_VERB}\b", re.IGNORECASE
)
"""A thing and what it does: "the low back is stiff"."""
_DOES = (
    r"(?:will|would|could|does|did|do)\s*(?:not|n't)|won't|doesn't|has\s+stopped|had\s+stopped|fell\s+(?:once|twice|again|\w+\s+times)|has\s+fallen|stopped|asks\s+(?:people|others|customers)|keeps\s+(?:the|his|her)\s|turns\s+(?:up|away)|fumbles|props|(?:has|had)\s+not\s+slept|gained|relies\s+on|skips|covers|(?:has\s+)?given\s+up|gave\s+up|pulls\s+over|leans\s+on|frightened|afraid|embar+as+ed|ashamed|weeps|lies\s+down|nods\s+off|naps|dozes|up\s+(?:\d+\s?x|all\s+night|several\s+times|(?:\d|two|three|four)\s+times)|spills|stays\s+(?:home|in\s+bed|indoors)|feel(?:s|ing)?|felt|los(?:es|t)|forgets|forgot|becom(?:es|ing)|became|gets|drops|dropped|wakes|awak(?:es|ens)|awakened|woken|cannot|can(?:['’]?t|\s+(?:not|no|only|barely|hardly))|unable|limps|cries|avoids|hides|startles|struggles|tires|fatigues|jumps"
    r"|drags|shuffles|favors|hobbles|sways|veers|misplaces|repeats\s+(?:him|her)self|rereads|squints|sneezes|snores|grinds|clenches|gags|belches|leaks|wets|scratches|bleeds|gasps|tosses|paces|yells|dreads|relives|dreams|replays|no\s+longer\s+(?!working|employed|taking|using)\w+s\b|has\s+to\s+(?!take\b|use\s+(?:an?\s+|the\s+)?(?:cane|brace|walker|meds)|wear\b|have\b|see\b|undergo\b|be\b|go\s+to\b)\w+|needs\s+help|must\s+(?:sit|stop|rest|lie|change)|worries|isolates|withdraws|snaps|checks|chokes|coughs|wheezes|vomits|sweats|trembles|shakes|stumbles|trips|falls|sleeps|hears|sees|smells|tastes|hurts?|aches?|swells?|throbs|burns|stings|itches|tingles|locks|catches|clicks|pops|buckles|gives\s+way|gave\s+way|gave\s+out|gives\s+out|goes\s+numb|turns"
    r"|not\s+(?:sleeping|able|tolerating|eating|resting|rested|refreshed)|(?:is|was|are|were|has\s+been|being)\s+(?:unable|constipated|nauseated|bloated|sleepless|restless|foggy|forgetful|jumpy|waking|sensitive|moody|still|very|so|too|not|short|easily|often|always|constantly|now|afraid|tearful|irritable|hopeless|nervous|jumpy|dizzy|weak|numb|stiff|sore|tired|exhausted|depressed|anxious|worried|fearful|embar+as+ed|uneasy|withdrawn|frightened|ashamed|bothered|awakened|woken|limited)"
)
PREDICATE = regex(
    rf"[\"“]?(?:(?:he|she)\s+)?(?:(?:also|often|now|still|easily|always)\s+)*(?:{_DOES})\b", re.IGNORECASE
)
"""What the worker does, cannot do, or feels."""
