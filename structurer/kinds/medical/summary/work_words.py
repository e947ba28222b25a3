"""How it is told whether and how somebody works, as parts of patterns: disability, work left, work kept, and limits of it."""

from __future__ import annotations

from structurer.interpret import NUMBER_WORD

DAY = r"(?:\d{1,2}[-/](?:\d{1,2}[-/])?\d{2,4}|(?:[A-Z][a-z]+\s+)?\d{1,2},?\s+\d{4}|(?-i:[A-Z][a-z]{2,8})(?:,?\s+(?:of\s+)?\d{4})?|(?:19|20)\d\d|(?:the|his|her)\s+next\s+(?:visit|appointment|evaluation))"
_HOW_MANY = rf"(?:{NUMBER_WORD}|\d+(?:\.\d)?|half|a\s+few)"
KIND = (
    r"(?:part[\s-]?time|full[\s-]?time|half[\s-]?time|full|modified|light(?:er)?|regular|restricted|sedentary|seated|sitting|sit-?\s?down|standing|desk|clerical|office|limited|alternate|alternative|transitional|reduced|usual|normal|customary|medium|unrestricted|modified\s+or\s+light|light\s+or\s+modified"
    r"|one-?\s?(?:handed|armed)|(?:left|right)-?\s?(?:handed|hand\s+only)|non-?\s?driving|ground|indoor|bench|reception|administrative)"
)
DUTY = r"(?:duty|duties|work|hours|time|job|position|assignment|schedule|days?|shifts?|capacity|occupation)"
DISABILITY = (
    r"(?:(?:(?:temporar(?:y|ily)|total(?:ly)?|partial(?:ly)?|permanent(?:ly)?|and|\(?TTD\)?|industrial(?:ly)?|medically|psychiatric(?:ally)?)[\s,-]+)+(?:disab\w+)"
    r"|(?:on\s+(?:a\s+)?)?(?:state|short-?\s?term|long-?\s?term)\s+disability|permanent(?:ly)?\s+(?:and|&)\s+stationary|P\s?&\s?S(?!\s+not)|disabled\s+from\s+[^.;,]{3,60}|(?:TTD|TPD|TT\s+disability)\b(?!\s+benefits))"
)
OUT = (
    r"(?:(?:currently\s+|presently\s+|still\s+|remains?\s+)?not\s+(?:currently\s+|presently\s+|yet\s+)?(?:working|employed|(?:back\s+)?at\s+work|able\s+to\s+(?:return\s+to\s+)?work)|(?:no\s+longer|never)\s+(?:working|employed|returned\s+to\s+work)"
    r"|(?:(?:ha[sd]\s+)?not\s+(?:yet\s+)?been\s+able|unable|not\s+able|cannot|may\s+not|could\s+not)\s+(?:to\s+)?(?:return|go\s+back|get\s+back|resume|drive|perform|do|work)\s+(?:to\s+|at\s+)?(?:(?:his|her|the|any|same|usual|regular|normal|former|previous|customary|and|gainful|full)\s+){0,5}(?:work(?:ing)?|jobs?|duty|duties|route|shifts?|trade|occupation|position|employment|branch|store|site|shop|office|classroom|unit|floor|line)\b|unable\s+to\s+(?:return\s+to\s+)?(?:his\s+|her\s+|any\s+)?work|(?:has\s+been\s+)?out\s+of\s+work|(?:currently\s+)?off\s+(?:of\s+|from\s+)?(?:all\s+)?(?:work|duty)|(?:took|has\s+taken)\s+(?:early\s+|medical\s+)?retirement|off(?=\s+since\b)|(?:(?<=\bhe\sis\s)|(?<=\bshe\sis\s)|(?<=\bhe['’]s\s)|(?<=\bshe['’]s\s))off(?=\s*(?:[.;,]|$|since|until|for\s+\d))|kept\s+(?:off|from|out\s+of)\s+(?:[\w-]+\s+){0,4}?(?:duty|duties|work|tasks|floor|truck|ladders?|roofs?|heights|machines?|machinery|the\s+job)\b|(?:medically\s+|now\s+|semi-)?retired|retire[sd]?(?=\s+in\s)"
    rf"|(?:ha[sd]\s+been\s+|was\s+|been\s+)?(?:laid\s+off|let\s+go|terminated|fired|medically\s+separated|dismissed)|unemployed|now\s+works(?=\s+(?:as|for|at|in)\s)|(?:has\s+)?resigned(?=\s*(?:[.,;]|$|in\s))|lost\s+(?:his|her)\s+job|(?:has\s+)?(?:missed|lost)\s+no\s+(?:time\s+from\s+)?work|on\s+disability(?!\s+status)|does\s+not\s+work(?!\s+(?:for|well|overhead|above|as))|no\s+longer\s+works|(?:has\s+)?stayed\s+(?:home\s+from|off)\s+work|on\s+(?:medical|disability|sick|maternity|family|FMLA|personal|a)\s+leave(?:\s+of\s+absence)?|(?:stopped|ceased|quit)\s+work(?:ing)?|(?:has\s+)?(?:left|resigned\s+from|quit)\s+(?:his|her)\s+(?:job|employment|position)"
    rf"|last\s+worked\s+(?:on|in)\s+{DAY}|did\s+not\s+appear\s+to\s+be\s+working|(?:did\s+not|never|not\s+yet)\s+(?:return|go\s+back|come\s+back|returned|gone\s+back)\s+to\s+(?:work|(?:his|her)\s+job|\w+ing)\b|(?:still\s+|currently\s+)?out\s+on\s+(?:\w+\s+)?leave|remains?\s+out(?=\s*(?:[.,;]|$))|(?:been\s+)?told\s+to\s+stay\s+home|ha[sd]\s+not\s+(?:yet\s+)?(?:been\s+(?:able\s+to\s+work|working|back\s+(?:to|at)\s+work)|(?:returned|gone\s+back|come\s+back|been\s+back|resumed)\s+(?:to\s+)?(?:(?:his|her|the|any|usual|regular)\s+){{0,2}}(?:work|job|duty|duties|shop|office|branch|store|site|route|classroom|unit|floor)\b|(?:returned|gone\s+back)\s+to\s+\w+ing\b|been\s+employed|worked)(?!\s+(?:with|for\s+him|for\s+her))"
    r"|(?:can|could|may|is\s+able\s+to)\s+(?:do\s+|perform\s+)no\s+work|cannot\s+work(?!\s+(?:overhead|above)))"
)
_RESTRICTED = r"(?:restrict\w*|limitation\w*|modif\w+|preclusion\w*|accommodation\w*|limits?\b)"
_WORKING = (
    rf"(?:currently\s+|still\s+)?(?:continue[sd]?\s+to\s+)?work(?:s|ed|ing)?\s+(?:(?:on|at|in|under|w/|with|a|an|his|her|the)\s+){{0,2}}(?:{KIND}(?:\s+{KIND})*(?:\s+(?:and\s+customary\s+)?{DUTY})?|no\s+(?:[\w/-]+\s+){{0,2}}?(?:lift|push|pull|carry|climb|kneel|squat|bend|reach|driv|grip|grasp|stand)ing|(?:w/|with(?:in|out)?)\s+(?:any\s+|no\s+|an?\s+|(?!said|such|these|those)(?:[\w-]+\s+){{1,2}}(?:lifting|pushing|weight)\s+|(?:[\w-]+\s+){{1,2}}(?=limit)||the\s+|permanent\s+|temporary\s+|current\s+|these\s+|those\s+|his\s+|her\s+)*(?:{_RESTRICTED}|light|job\s+modif\w+))"
    rf"|work(?:s|ing)\s+(?:from\s+home|{_HOW_MANY}(?:\s+to\s+{_HOW_MANY})?\s+(?:hours?|days?|shifts?)(?:(?:\s+(?:a|per|each)\s+|/)(?:day|week|shift))?)"
    r"|performing\s+{KIND}\s+(?:[\w-]+\s+)?(?:tasks|duties|work)|performing\s+(?:his|her)\s+(?:usual|regular|normal)(?:\s+and\s+customary)?\s+(?:job|duties|occupation|work)(?:\s+duties)?|(?:(?<=\bis\s)|(?<=\bwas\s)|still\s+|currently\s+)working(?=\s+(?:as\s+an?|(?:in|at)\s+(?:an?|the|his|her)|for)\s)|(?:currently\s+|continues\s+|still\s+)working(?=\s*(?:[.,;]|$|as\b))|continues\s+(?:at|in|with|on)\s+(?:his|her)\s+(?:usual|regular|normal|same|customary)\s+(?:job|work|duties)|continues\s+to\s+work(?=\s*(?:[.,;]|$|with\s|despite\s|through\s))|working\s+as\s+tolerated"
    rf"|(?:cut\s+back\s+to|(?:is\s+)?down\s+to|reduced\s+to)\s+{_HOW_MANY}\s+(?:hours|days|shifts)|continue[sd]?\s+(?:performing|to\s+perform)\s+{KIND}\s+{DUTY}(?:\s+work)?(?:\s+work)?"
)
_JOB = rf"(?:(?:her|his|the|an?|some|usual\s+and)\s+)*(?:{KIND}\s+(?:[\w-]+\s+){{0,2}}?{DUTY}|{KIND}(?=\s*(?:[.,;]|$))|work(?:\s+duties)?|(?:job|duties|occupation|position)\b|[\w-]+\s+(?:duty|duties|work|position|assignment)\b)"
_BACK = (
    rf"(?:able\s+to\s+|may\s+|can\s+)?(?:return(?:ed|ing)?|released|cleared|went\s+back|gone\s+back|switched|changed|reassigned|transferred|moved|assigned|limited|restricted|confined|placed|kept|put)\s+(?:back\s+)?(?:to|on|for)\s+{_JOB}"
    r"|(?:released|reassigned|transferred|gone\s+back|went\s+back|returned)\s+to\s+(?!being|having|seeing|taking|using|walking|exercising|doing|sleeping|smoking)\w+ing[^.;,]{0,40}?(?=\s*(?:[.;,]|$)|\s+(?:and\s+(?:he|she|is|has)|but|on\s+\d|which|after|in\s+(?:19|20)\d\d)\b)"
    rf"|resumed\s+{_JOB}|found\s+(?:work|a\s+job|employment)"
    rf"|back\s+(?:at|to|on|in)\s+(?:the\s+|his\s+|her\s+)?(?:work|job|duty|shop|office|desk|classroom|floor|line|road|patrol|truck|route|{KIND}\s+{DUTY})"
)
_CAN = rf"(?:able\s+to|can)\s+(?:perform|do)\s+(?:his|her)\s+(?:usual|regular|normal|full|customary)\s+(?:and\s+customary\s+)?(?:work|job|duties)|(?:may|can|should)\s*not\s+(?:lift|push|carry|climb|kneel|drive|work|stand|sit|operate)\s+(?:heavy|machin\w*|forklifts?|vehicles?|more\s+than|over|above|at\s+heights|for\s+more|longer)[^.;,]{{0,40}}|(?:can|may|able\s+to|allowed\s+to|cleared\s+to|is\s+to)\s+(?:return\s+to\s+)?(?:{KIND}\s+)?work(?=\s+(?:with|without|within|only|up\s+to|at|on|from|part|half|in|indoors|outdoors|away|as|no|a\s+maximum|\d)\b)"
_PLAIN_DUTY = r"(?:doing\s+)?(?<!no\s)(?:modified|light|regular|restricted|sedentary|limited|seated|sit-?\s?down|desk|clerical|alternate|alternative|transitional|one-?\s?(?:handed|armed)|left-?handed|right-?handed|usual\s+and\s+customary|ground|indoor|full)\s+(?:work\s+)?(?:duty|duties|work)(?:\s+work)?|(?<!no\s)(?:seated|sedentary|desk|clerical)\s+(?:job|position|post)"
_KEPT_FROM = r"(?:precluded|prohibited|barred|medically\s+restricted)\s+from\s+[^.;,]{3,80}"
KEPT = rf"(?:{_WORKING}|{_BACK}|{_CAN}|{_PLAIN_DUTY}|{_KEPT_FROM}|(?:permanent|temporary)\s+(?:work\s+)?restrictions?\b(?!\s+(?:were|was|are|is|have|has)\s+not)|work\s+restrictions\s+(?:were|have\s+been)\s+(?:imposed|given|issued)|(?:work|activity)\s+restrictions?\s+(?:includ(?:e|es|ed|ing)|of|consist\w*\s+of)\s+[^.;]{{3,160}})"
LIMIT = r"(?:no\s+(?:[\w/-]+\s+){0,2}?(?:(?:hot|cold|wet|dusty|noisy|dirty|humid)\s+\w+|fumes|dust|chemicals|noise|environments?|torqu\w*|twist\w*|crawl\w*|jump\w*|run\w*|impact|vibrat\w*|lift\w*|push\w*|pull\w*|carry\w*|climb\w*|kneel\w*|squat\w*|stoop\w*|bend\w*|reach\w*|overhead|repetitive|forceful|grip\w*|grasp\w*|driv\w*|stand\w*|sit\w*|walk\w*|use|work|duty|labor|exposure|contact|ladders?|heights|keyboard\w*|typing|heavy|prolonged|outdoor)\b|(?:sedentary|seated|desk|light)\b|lift\w*\s+(?:limited|no\s+more|up\s+to|max\w*|under)|limit(?:ed)?\b|avoid\b|max\w*\b|\d+\s*(?:lbs?|pounds?|hours?)\b|must\b|may\b|sit\w*\b|alternate\b)"
_WEIGHT = r"\d+\s*-?\s*(?:pounds?|lbs?|kgs?|kilos?|#)"
LIMIT_NAMED = (
    rf"(?:{_WEIGHT}\.?\s+(?:lifting\s+|push\w*\s+|weight\s+)?(?:limit|limitation|restriction)s?|(?:lifting|lift|weight|carrying)\s+(?:limit|limitation|restriction|max\w*)s?\s*(?:of|is|to|:|=|at)?\s*{_WEIGHT}"
    rf"|(?:(?<=\bis\s)|(?<=\bwas\s)|(?<=\bbeen\s)|(?<=\bremains\s))(?:limited|restricted)\s+to\s+(?:no\s|\d+\s*-?\s*(?:pounds?|lbs?|hours?|hrs?)\b)[^.;,]{{2,60}}|no\s+(?:lift|push|pull|carry)\w*(?:[/,\s]+(?:or\s+|and\s+)?(?:lift|push|pull|carry)\w*)*\s+(?:of\s+)?(?:over|more\s+than|above|greater\s+than|beyond|>|exceeding)\s*{_WEIGHT}|half[\s-](?:days|shifts)\b)"
)
HOURS = rf"(?:{_HOW_MANY}\s+(?:hours?|days?|shifts?)\s+(?:a|per|each)\s+(?:day|week)|half\s+(?:shifts|days)|full[\s-]time|(?:a\s+)?reduced\s+(?:schedule|hours)|part[\s-]time|short\s+shifts)"
