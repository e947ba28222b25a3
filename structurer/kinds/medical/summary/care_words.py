"""The words of care that mean nothing else, and of what came of care."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.words import OPERATION, PLACE
from structurer.regex import regex

_KINDS_OF_THERAPY = (
    r"physical|occupational|aquatic|aqua|water|pool|massage|manual|hand|mirror|vestibular|vision|speech|voice|language|traction|cognitive|behaviou?ral|group|individual|family|light|laser|heat|ice|cold"
    r"|shock\s?wave|sensory|respiratory|pelvic\s+floor|compression|oxygen|ultrasound|infusion|exposure|supportive|outpatient|inpatient|home|land-based|physio|psycho|cryo|photo|hydro|electro|hyperbaric|dry\s+needling|myofascial"
)
_THERAPY = (
    rf"(?:(?:{_KINDS_OF_THERAPY})\s?(?:behaviou?ral\s+)?therap(?:y|ies)|(?:chemo|thermo|viscero|radio)therapy|therap(?:y|ies)\s+(?:visits?|sessions?|appointments?|classes|(?:x\s*|for\s+|of\s+)?\d+)|(?:\d+|one|two|three|four|five|six|eight|ten|twelve|several)\s+therapies|(?:one|two|three|four|five|six|several|\d+)\s+(?:ER|ED|emergency\s+room)\s+visits?|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|all)\s+of\s+(?:the\s+)?(?:\d+|\w+)\s+(?:(?:authorized|approved|certified)\s+)?(?:[\w-]+\s+){0, 3}?(?:visits|sessions|treatments|appointments)|(?:visits?|sessions?|weeks?|months?|courses?|rounds?)\s+of\s+(?:[\w-]+\s+){{0,3}}?therapy"
    r"|(?:cognitive|cognitive[\s-]behaviou?ral|CBT|support|pain)\s+(?:group|program)|(?:ear|hearing|eye)\s+protection|psychotherapy|counsell?ing|biofeedback|hypnosis|hypnotherapy|meditation|mindfulness|EMDR|rehab(?:ilitation)?|work\s+(?:hardening|conditioning)|functional\s+restoration|detox\w*|(?:critical\s+incident\s+|crisis\s+)?debriefing|(?:grief|crisis)\s+intervention|(?:physical|occupational|hand|chiro\w*|speech|vestibular|aqua\w*|massage|psych\w*)\s+tx)"
)
_MANUAL = (
    r"(?:chiro(?!practors?\b)\w*|ac{1,2}upunc?t\w*|acu|acupressure|massage|myotherapy|cupping|dry\s+needling|taping|kinesio\w*(?:\s+tape)?|traction|flexion-distraction|inversion\s+table|manipulation|adjustments|mobili[sz]ation|whirlpool|paraffin|(?:contrast|sitz|Epsom\s+salt)\s+(?:baths?|soaks?)"
    r"|fluidotherapy|desensiti[sz]ation|graded\s+motor\s+imagery|exercises?|exercise\s+program|(?:home\s+)?ex\.?\s+program|home\s+program|stretch(?:es|ing)|strengthening|pulleys|theraband|foam\s+roller|yoga|pilates|tai\s+chi|weight\s+watchers|gym\s+membership|canalith\s+repositioning|(?:Epley|Semont|repositioning)\s+(?:maneuvers?|procedures?))"
)
_INJECTED = (
    r"(?:injections?|inj\b|aspirations?(?!\s+(?:pneumonia|risk|precautions))|oral\s+steroids|steroid\s+(?:taper|burst|pack)|(?:Synvisc(?:-One)?|Orthovisc|Euflexxa|Supartz|Hyalgan|Monovisc)(?:\s+series)?|Botox|botulinum\s+toxin|(?:allergy|cortisone|corticosteroid|steroid|Kenalog|Toradol|trigger\s+point|gel)\s+shots?|infusions?|epidurals?|epidural\s+catheter|nerve\s+blocks?|(?!(?:three|seven|eight|about|after|several|short|could|another|walk\w*|around|every)\b)[a-z/-]{5,}\s+blocks?|rhizotom(?:y|ies)|neurotomy"
    r"|(?:radiofrequency|RF(?!\s*(?:neg|pos|was|is|factor|[\d:=<>])))(?:\s+ablation|\s+lesioning|\s+rhizotomy)?|ablation|denervation|viscosupplement\w*|platelet[\s-]rich\s+plasma|iontophoresis|phonophoresis|intrathecal\s+pump|pain\s+pump|(?:spinal\s+cord|nerve|dorsal\s+column)\s+stimulator)"
)
_SHORT = r"(?-i:PT|OT|CMT|EMS|IFC|CPM|HEP|ESWT|PRP|RFA|I\s?&\s?D|ESIs?|TFESIs?|LESIs?|CESIs?|MBBs?|TPIs?|SCS|SGBs?|LSBs?|RCR|CTR|ACLR|DCE|UKA|TSA|ORIF|CRPP|ACDF|PLIF|TLIF|ALIF|XLIF|TKA|TKR|THA|THR|MUA|TENS|CBT|UVB|PUVA|CPAP|BiPAP|AFO|KAFO|TLSO|LSO|HBO|NMES|AROM\s+exercises)"
_WORN = (
    r"(?:brac(?:e|es|ing)|splint(?:s|ing)?|casts?|casting|boots?|slings?|(?:thumb\s+|hip\s+)?spica|crutches|cane|walker|immobili[sz]er|immobili[sz]ation|orthotics?|orthos[ie]s|inserts?|insoles|(?:heel|metatarsal|arch|toe)\s+(?:cups?|lifts?|pads?)|shoes?|garments?|gloves?|silicone\s+\w+|cushion|pillow|collar|belt|corset|lumbar\s+support|back\s+support"
    r"|straps?|(?<!long\s)(?<!short\s)sleeves?|stockings?|respirator|wraps?|(?:TED|Jobst|support|thigh-high|knee-high)\s+(?:hose|stockings?|gloves?)|compression\s+(?:stockings?|garments?|wraps?|socks|hose|bandages?|dressings?)|elbow\s+pads?|hernia\s+truss|truss|stirrup|patching|eye\s+patch|punctal\s+plugs?|tinted\s+\w+|(?:prism|dark|polarized)\s+glasses|sunglasses|(?:contact|bandage|scleral)\s+lens(?:es)?|ergonomic\s+(?!risk|factors?)\w+|hearing\s+aids?|(?:masking|noise)\s+(?:device|machine)|maskers?|night\s*guard|mouth\s*guard|guard|bite\s+splint|denture|dentures|bridge|crowns?|implants?|root\s+canals?|Dynasplint|wheelchair|scooter|commode|mattress|raised\s+toilet\s+seat|shower\s+chair|grab\s+bars?|hospital\s+bed|reacher|foam\s+wedge|amniotic\s+membrane)"
)
_APPLIED = (
    r"(?:heat|heating\s+pads?|ice|hot\s+packs?|cold\s+packs?|ice\s+packs?|compresses|cryotherapy\s+unit|cold\s+therapy\s+unit|H-?wave|interferential(?:\s+\w+)?|e-?stim|electrical\s+stimulation|ultrasound|TENS\s+unit|diet|nebuli[sz]ers?(?:\s+treatments?)?|incentive\s+spirom\w+|IVC\s+filter|(?:bone|muscle)\s+(?:growth\s+)?stim(?:ulators?)?"
    r"|oxygen|IV\s+fluids|intravenous\s+fluids|chest\s+tube|Foley\s+catheter|feeding\s+tube|wound\s+vac(?:uum)?|wound\s+care|dressing\s+changes|dressings?|emollients?|barrier\s+creams?|silicone\s+gel|hemodialysis|dialysis|transfusions?|blood\s+transfusion|packed\s+cells|tetanus\s+\w+|prophylaxis|sutur(?:es|ing)|stitches|vaccinations?|staples|cooling\s+blankets?)"
)
_OPERATED = (
    r"(?:\w{3,}ectom(?:y|ies)|\w{3,}plast(?:y|ies)|\w{3,}otom(?:y|ies)|\w{3,}ostomy|\w{4,}desis|fusion|decompression|release(?!\s+(?:form|from))|repair|debridement|grafts?|grafting|arthroscop\w+|(?:knee|shoulder|ankle|hip|elbow|wrist)\s+scope|revision\s+amp|reduction|fixation|pinning|plating|reconstruction|replacement|amputation|hardware\s+removal|incision\s+and\s+drainage|excision|tenolysis|neurolysis|wiring|replantation|external\s+fixator|(?:IM|intramedullary)\s+(?:nail|rod)(?:ding|ing)?"
    r"|revision(?=\s+(?:on|in|of|surgery)\b|\s*\(|\s+\d{1,2}[-/])|transposition|washouts?|lavage|(?:poly\w*|liner|component|battery|generator)\s+(?:exchange|change)|irrigation|(?:hospital|ICU|SNF|inpatient)\s+stays?|hospitali[sz]ation|hospitali[sz]ed)"
)
_CERTAIN = rf"(?:{_THERAPY}|{_MANUAL}|{_INJECTED}|{_SHORT}|{_WORN}|{_APPLIED}|{_OPERATED})"
CERTAIN = regex(
    rf"\b{_CERTAIN}(?!\w)(?!\s+(?:center|clinic|therapist|technician|aide|assistant|instructor|teacher|nurse|notes?|reports?|PR-?2|exam\w*)\b)",
    re.IGNORECASE,
)
"""What names care and nothing else."""

CARE_AHEAD = rf"(?=\s+(?:an?\s+|his\s+|her\s+|the\s+|both\s+)?(?:[CTLS]\d[\w/-]*,?\s+and\s+|(?!(?:and|or|for|to|with|that|he|she|from|after|before|pain|scars?|incisions?|history|no|not|possible|planned|past|against|behind|between|caught|stuck|trapped|loose|future|further|proposed|another|additional|more|repeat|without)\b)[\w/.-]+,?\s+){{0,6}}?{_CERTAIN}(?!\w)(?!\s+(?:notes?|reports?|records?|therapist|technician|syndrome)\b))"
"""Before care, as part of a pattern."""

_HELP = r"(?:relief|benefit|improvement|success|effects?|response|help|gains?|results?|comfort|pain\s+reduction|reduction|decrease|change|worsening|side\s+effects)"
OUTCOME = rf"(?:(?:with|w/)(?:\s+(?!(?:and|in|on|of|for|to)\b)[\w%.,<>~-]+){{0,5}}?(?:\s+(?:days?|weeks?|months?)\s+of)?\s+{_HELP}\b|(?:without|w/o|w/out)\s+(?:[\w-]+\s+){{0,3}}?{_HELP}\b|(?:no|mild|some|gd|good|little|minimal|moderate|partial|temporary|transient|short-term|slight|great|fair|brief|fleeting|modest|lasting|substantial|complete|excellent|poor|limited|significant|marked)\s+(?:[\w-]+\s+)?{_HELP}\b|good\s+for\s+\d|each\s+(?:good|helpful|lasting|giving|for|of|with)\b|to\s+no\s+avail\b|with\s+relief\b|(?:gave|giving|provided|providing|offered|with)\s+(?:about\s+)?\d+\s?(?:%|percent))"
"""What came of care, as part of a pattern: "with 70% relief", "without lasting benefit"."""

PROCEDURE = rf"(?:{OPERATION}|injections?\b|blocks?\b|shots?\b|epidurals?\b|(?-i:(?:T[FL]|L|C|IL)?ESIs?|MBBs?|RFA|SGB)\b|manipulation\s+under\s+anesthesia\b)"
"""An operation or an injection, as part of a pattern."""

SAYS = (
    rf"(?:(?:which\b|that\b(?!\s+(?:same\s+)?{PLACE.pattern}))|(?:has|have|had|was|were|is|are)\s+(?!(?:an?|the)\s+(?!care))|(?:gave|gives?|giving|brought|bringing|help|helped|helps|helping|provided|providing|offered|afforded|yielded|let|made|bought|earned|restored|numbed|quieted|calmed|dulled|settled|reduced|eased|lasted|lasting|relieved|failed|worked|did|does|wore\s+off"
    r"|resulted|produced|improved|decreased|proved|seemed|came|preceded|followed(?!\s+by)|took|continues?|remains?|replaced|started|began|begun|ended|broke|aggravated|worsened|complicated\s+(?:by|with)|caused|completed\s+(?:and|with|w/|\d))(?:\b|(?<=[/\d])))"
)
"""What begins a clause on what care did or came to, as part of a pattern."""
