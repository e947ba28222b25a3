"""The words of accidents and strains, as parts of patterns: what somebody did, what was done to him, what it is called."""

from __future__ import annotations

DAY = r"(?:\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|[A-Z][a-z]+\s+\d{1,2},?\s+\d{4}|[A-Z][a-z]+,?\s+(?:of\s+)?(?:19|20)\d\d)"
_SAID_SO = (
    r"(?:reached\s+(?:[\w-]+\s+){0,4}?(?:improvement|MMI|permanent|plateau)|carried\s+(?:an?|the)\s+diagnos\w+"
    r"|fell\s+(?:again|twice|(?:two|three|four|five|several|many|\d+)\s+times)|turned\s+(?:\d\d(?!\s+degrees)|down\s+(?:\w+\s+){0,3}?(?:surgery|operation|procedure|injections?|therapy|treatments?|care|offers?)))"
)
"""What somebody did only in a manner of speaking: "reached maximum medical improvement"."""
DID = (
    rf"(?!{_SAID_SO}\b)"
    r"(?:slipped|tripped|stumbled|fell|fallen|dropped|jumped|landed|collapsed|collided|crashed|rolled(?:\s+over)?|tipped|flipped|swerved|stepped|misstepped|missed\s+(?:an?|the|his|her|one|two)\s+(?:\w+\s+)?(?:steps?|curb|stairs?|rungs?|footing|landing|tread|handhold)|lost\s+(?:his|her)\s+(?:footing|balance|grip)"
    r"|twisted|rolled|turned|bent|reached|lifted|carried|pushed|pulled|dragged|heaved|hoisted|yanked|jerked|tugged|wrenched|swung|caught|jammed|smashed|slammed|cut|sliced|punctured|inhaled|breathed|went\s+(?:through|down|off|over|into)|gave\s+(?:way|under)|(?:broke|came|worked)\s+(?:through|loose|free|off|apart|undone)"
    r"|came\s+down|burst|exploded|blew|kicked\s+back|snapped|sprang|spilled|splashed|sprayed|splattered|ignited|caught\s+fire|struck|hit|knocked|backed\s+(?:into|over)|ran\s+(?:into|over)|lodged|flew|got\s+past|lunged|bit|attacked|grabbed|punched|kicked|pinned|crushed|threw|shifted|slid|planted|grazed|skidded|buckled|(?:drove|ran|rolled|swung|backed|pushed)\s+(?:an?|the|his|her)\s+(?:[\w-]+\s+){1,3}?(?:into|over|onto)|stood\s+up\s+(?:into|under|from|and)|received\s+an?\s+(?:[\w-]+\s+){0,2}?shock|(?:tried|attempted)\s+to\s+(?:stop|catch|hold|keep|lift|move|pull|push|restrain|break|separate|save|free|dodge|avoid|jump|grab|steady|subdue|block)|jackknifed|barreled|plowed|veered|toppled|tumbled|plunged|hydroplaned|witnessed|overturned|capsized|ran\s+(?:an?|the)\s+(?:red\s+light|stop\s+sign|light)|whipped|recoiled|rammed|bucked|trampled|stomped)"
)
DONE_TO = (
    r"(?:struck|hit|rear-?\s?ended|t-?boned|broadsided|sideswiped|knocked|thrown|pinned|crushed|caught|trapped|run\s+over|dragged|pulled|yanked|jerked|bitten|stung|assaulted|attacked|kicked|punched|elbowed|kneed|shoved|pushed|clipped|stepped\s+on|pelted|blasted|gored|trampled|stabbed|shot|robbed|drawn\s+into|ejected|bumped|head-?butted|overcome|startled|grabbed|scratched|smashed|jammed|slammed|impaled|lacerated|severed|amputated|mangled|jolted|jarred|swept|tackled|choked|slapped|doused|engulfed|flung|hurled|spat\s+(?:on|at)|threatened|mugged|carjacked|groped"
    r"|held(?:\s+up)?\s+at|burned|burnt|scalded|splashed|sprayed|shocked|electrocuted|exposed\s+to|cut|stuck|buried|involved\s+in\s+(?:an?\s+)?(?:[\w-]+\s+){0,4}?(?:accident|collision|crash|altercation)|in\s+an?\s+(?:[\w-]+\s+){0,4}?(?:accident|collision|crash|altercation))"
)
WHOM = r"(?:he|she|who|IW|(?<![a-z]\s)(?:patient|pt\.?|claimant|applicant|employee)|(?:Mr|Ms|Mrs)\.?\s+(?:\[\w+\]|(?-i:[A-Z])[\w-]+)|the\s+(?:injured\s+worker|patient|pt\.?|worker|applicant|claimant|employee|IW)(?:\s+\(IW\))?)"
THING = r"(?:(?:an?|the|his|her|some|one|two|another)\s+(?:(?!(?:injured|injury|patient|worker|pain|physician|provider|doctor|surgeon|date|incident|note|report|exam\w*|MRI|x-?ray|knees?|legs?|back|ankle|hip|shoulder|neck)\b)[\w'/-]+\s+){1,6}?)"
_PAINS = r"(?:aching|aches?|pains?|numbness|tingling|headaches?|soreness|stiffness|burning|ringing|discomfort|swelling|use\s+of\s+(?:opioid|medic)\w*)"
WHILE_IN = (
    r"(?:(?:that\s+|which\s+)?(?:he|she)\s+(?:was|were)\s+\w+ing(?:\s+(?:in|on|with|from|under|beside|off|at))?\s+)"
)
"""What the worker was doing in or at a thing: "the van she was driving"."""
AT_SOME_TIME = (
    rf"(?:(?:(?:on|in|around)\s+(?:or\s+about\s+)?)?{DAY},?\s+"
    r"|(?:on|in|during|for|over|at|around|one|that|early|late)\s+(?:(?!(?:exam\w*|visit|follow\w*|review|was|were|had|has)\b)[\w/-]+,?\s+){1,6}?)?"
)
"""When it happened: "on the night of 3 May", "for two weeks in June 2015"."""
FELL = r"(?:fall|drop|land|roll|slide|hit|strike|burst|explode|blow|slip|tip|topple|collapse|come\s+(?:down|loose|off|apart)|give\s+(?:way|out)|kick\s+back|swing|run\s+over|crush|splash|spray|spill|snap|break|rupture|shift|shatter|back\s+(?:into|over|up)|catch|jam|pin|bite|kick|grab|pull|close|shut|let\s+go|fly)"
"""What the worker "had" a thing do: "had a crate fall on his foot"."""
RUINED = r"(?:let\s+go|entered|pierced|penetrated|poked|pricked|dripped|poured|rained|shot|stuck|sank|closed|shut|ruptured|erupted|leaked|shattered|overheated|malfunctioned|fractured|escaped|discharged|detonated|derailed|sheared|tore)"
"""What a thing did, and a part of the body may have done too."""
STRAIN = (
    r"(?:(?:[\w-]+\s+)?(?:years|months|decades|hours)(?:\s+(?:of|around|near)|')\s+[^.;,]+"
    rf"|(?:repetitive|repeated|continuous|constant|cumulative|prolonged|chronic|frequent|heavy|forceful|sustained|excessive|daily)\s+(?!(?:[\w-]+\s+){{0,3}}?{_PAINS}\b)(?:[\w-]+\s+){{0,3}}?"
    r"(?:traumas?|use|work|exposure|contact|entry|motions?|movements?|strain|lifting|bending|stress|typing|keyboarding|gripping|pushing|pulling|carrying|twisting|kneeling|noise|stooping|\w{3,}ing)\b[^.;,]*)"
)
_VEHICLE = r"(?:motor\s+vehicle|car|auto(?:mobile)?|vehicle|vehicular|forklift|truck|bus|van|rollover|motorcycle|bicycle|tractor|rear-?\s?end(?:ed)?|head-?on|traffic|sideswipe|industrial\s+vehicle)"
ACCIDENT = (
    rf"(?:(?:[\w-]+\s+){{0,2}}?{_VEHICLE}(?:\s+(?:motor\s+vehicle|rollover))?\s+(?:accident|collision|crash)|(?:slip|trip)(?:ped)?\s+(?:and\s+fall|over|on)\b|(?:\d+[\s-](?:foot|feet|ft)\s+)?fall(?:ing)?\s+(?:from|off|down|on|onto|through|into|over|while|at|of|in)\b"
    r"|(?:(?:physical|verbal)\s+)?altercation\b|(?:lifting|twisting|bending|pulling|pushing|crush(?:ing)?|blast|overuse)\s+injury\b|(?:chlorine|ammonia|gas|chemical|acid|fuel)\s+(?:leak|release)\b|(?:table|chain|band|circular|miter|skil+)[\s-]?saw\s+(?:cut|injury|accident|laceration)\b|assault\b(?:\s+by)?|(?:armed\s+|bank\s+)?robbery\b|hold[\s-]?up\b|(?:[\w-]+\s+){0,2}?explosion\b|(?:dog|cat|human|spider|insect|snake)\s+bite\b|(?:bee|wasp|scorpion|jellyfish)\s+stings?\b|(?:[\w-]+\s+)?cave[\s-]?in\b|(?:trench|scaffold\w*|roof|wall|crane|building|stage)\s+collapse\b|needle\s?stick\b|(?:dust|smoke|fume|chemical|gas)\s+inhalation\b|exposure\s+to\b|(?-i:MVA|MVC|GLF)\b|patient\s+transfer\b|electrical?\s+(?:shock|burn)\b|inhalation\s+of\b|contact\s+with\s+(?:an?\s+)?(?:live|hot|\d+|energized|high|power|chemical|acid|poison|bare)|(?:chemical|acid|oil|grease|hot\s+\w+)\s+(?:splash|spill|burn)\b)"
)
GERUND = r"(?!(?:being|giving\s+(?:way|out)|having|undergoing|receiving|taking|using(?!\s+(?:an?|the)\s+(?!cane|walker|brace|crutch\w*|TENS|splint|sling|cream|patch|ice|heat|wheelchair)\w)|attending|complaining|according|including|involving|working(?:\s+as\b|\s+(?:full|part|half|light|modified|regular|reg|mod)\b|\s+\d|\s*(?:[.,;]|$))|during|parking|building|ceiling|railing|flooring|scaffolding|clothing|training|meeting|spring|morning|evening|ongoing|resulting|remaining|underlying|incurring|sustaining|suffering|injuring|causing|reviewing|presenting|itching|scaling|peeling|cracking|chewing|clenching|clicking|popping|throbbing|ringing|cramping|stabbing|shooting|coughing|wheezing|bruising|bleeding|nothing|something|anything|swelling|tingling|burning|aching|worsening|persisting|continuing|returning|limping|watering|feeling|pending|following|regarding|bending\s+is|walking\s+(?:more|less|\d)|standing\s+(?:more|less|\d)|sitting|exercising|stretching|increasing|radiating|seeing)\b)(?:\w{3,}|us|ty)ing\b"
HURT = rf"(?:injur(?:y|ies|ed(?!\s+worker))|hurt|accident|incident|claims?|sustain\w*|occurr\w*|happened|DOI|date\s+of\s+(?:injury|loss)|{DAY}|onset|began|started|came\s+on|develop\w*|strain\w*|sprain\w*|wrenched|twisted|tore|tweaked|ruptured|dislocated|heart\s+attack|felt|loss|lost\s+the|rash|gradual\w*|burns?|fractur\w+|lacerat\w+|crush\w*|heat\s+(?:stroke|exhaustion|illness)|poison\w*|contusions?|lung\s+condition|stress\s+disorder)"
NOT_DONE = (
    rf"(?:{_SAID_SO}|"
    r"occurred|happened|began|hurt|bothered|troubled|ached|sustain\w*|suffer\w*|report\w*|complain\w*|present\w*|develop\w*|underw\w+|ha[sd]|have|is|are|(?:was|were)(?!\s+\w+ing\b)|be|filed|alleg\w*|claim\w*|injured|received|return\w*|retired|continue[sd]?|note[sd]|state[sd]|describe[sd]?|carries|work(?:s|ed)|experienced|resolved|improved|reviewed|noticed|treated|aged|employed|married|divorced|right-?handed|left-?handed|handed|based|listed|needed|required|tried|failed|started|completed|remained|unchanged|involved\s+(?!in)|documented|revealed|showed|indicated|demonstrated|performed|obtained|prescribed|recommended|discontinued|increased|decreased|limited|named|called|redacted|tolerated|radiated|underlying|feed|need|speed"
    r"|diagnosed|seen|saw|referred|requested|rated|denie[sd]|wa[sn]'t|did|does|will|can|may|took|takes|used|uses|feels|felt|told|said|says|gave|given|recorded|dated|signed|submitted|appealed|associated|related|attributed|accepted|opined|assessed|evaluated|examined|followed|stopped|admitted|denied|medicated|managed|scheduled|approved|modified|certified|authorized|asked|planned|advised|discussed|released|placed|determined|concluded|considered|hospitalized|operated|repaired|weighed|smoked|lived|slept|walked\s+with|ambulated|appeared|seemed|looked|got\s+better|went\s+(?:to|back|home|on)|ran\s+out|got\s+(?:to|home|worse|up))"
)
JOB = (
    r"(?:firefighter|paramedic|EMT|driver|trucker|officer|deputy|guard|bailiff|ranger|nurse|aide|caregiver|orderly|phlebotomist|hygienist|teacher|instructor|coach|counselor|librarian|social\s+worker"
    r"|carpenter|electrician|labou?rer|mechanic|welder|machinist|plumber|pipefitter|fitter|roofer|painter|mason|glazier|framer|drywaller|installer|ironworker|lineman|rigger|fabricator|assembler|apprentice|journeyman|foreman|inspector"
    r"|landscaper|gardener|groundskeeper|irrigator|arborist|logger|farmworker|farmer|picker|packer|sorter|stocker|loader|handler|mover|porter|courier|carrier|dispatcher|housekeeper|janitor|custodian|maid|attendant|laundress|seamstress|tailor"
    r"|cook|chef|baker|butcher|dishwasher|waiter|waitress|server|bartender|barista|hostess|host|cashier|teller|clerk|secretary|receptionist|hairdresser|stylist|barber|groomer|salesman|saleswoman|salesperson|associate|representative|agent|manager|supervisor|lead|engineer|programmer|analyst"
    r"|window\s+washer|tree\s+trimmer|(?:house|pool|carpet)\s+cleaner|(?:tile|machine)\s+setter|(?:meat|cloth)\s+cutter|drywall\s+hanger|carpet\s+layer|concrete\s+finisher|builder|repairer|splicer|merchandiser|trainer|surveyor|detailer|dealer|usher|dancer|pilot|steward|stewardess|valet|estimator|bookkeeper|accountant|paralegal|pharmacist|lifeguard|professor|principal|student|intern|trainee|plasterer|tiler|insulator|millwright|boilermaker|\w{3,}(?:man|woman|person|worker|keeper)"
    r"|technician|tech|operator|assistant|specialist|worker|employee|man|woman|gentleman|lady|male|female)"
)
AGE = r"(?:(?:then\s+)?(?:aged?|of\s+age)\s+\d\d|\d\d\s+years\s+(?:of\s+age|old)|of\s+\d\d\s+years)"
ANY = rf"(?!{NOT_DONE}\b)(?:[a-z]+ed|fell|caught|hit|bent|slid|went|broke|ran|tore|threw|flew|got|lost|blew|burst|swung|sprang|bit|split|set|came\s+down|(?:was|were)\s+(?!(?:swell|ach|hurt|burn|throbb|itch|tingl|cramp|bleed|improv|worsen|heal|limp|sleep|feel|gett|receiv|attend|wear)ing\b)\w+ing)\b"
AT_WORK = (
    r"(?:falling|jumping|slipping|tripping|lifting|twisting|stepping|pulling|pushing|carrying|climbing|catching|moving|loading|unloading|stacking|handling|dragging|hoisting|throwing|swinging|digging|restraining|breaking\s+up|helping|assisting"
    r"|transferring|repositioning|rolling|striking|hitting|bumping|missing|dropping|inhaling|reaching|bending|kneeling|squatting|stooping|driving|riding|operating|cleaning|mopping|sweeping|scrubbing|cutting|sawing|drilling|hammering|nailing|welding|painting|shoveling|raking|stocking|packing|sorting|tossing|boosting|hauling|wrestling|prying|hanging|unhooking|tightening|loosening|picking\s+up|opening|closing|turning|walking\s+(?:to|across|down|through|into|toward|on|up|along|backwards?))"
)
