"""Drugs as case summaries name them: by brand or substance, with strength and how often."""

from __future__ import annotations

import re

_NAMES = (
    "abilify acetaminophen advil aleve allopurinol alprazolam ambien amitriptyline amlodipine amoxicillin anaprox apap aspirin"
    " atenolol atorvastatin ativan augmentin baclofen benadryl benazepril biofreeze buprenorphine bupropion buspar buspirone butalbital"
    " butrans capsaicin carisoprodol celebrex celecoxib celexa cephalexin cetirizine ciprofloxacin citalopram clonazepam clonidine codeine"
    " colace cyclobenzaprine cymbalta dendracin desyrel diazepam diclofenac dilaudid docusate doxepin duexis duloxetine duragesic"
    " effexor elavil escitalopram esomeprazole estazolam eszopiclone etodolac excedrin exoten famotidine fentanyl fenoprofen fexmid fioricet"
    " flector flexeril fluoxetine flurbiprofen gabapentin genicin glipizide gralise hydrochlorothiazide hydrocodone hydromorphone hydroxyzine"
    " hysingla ibuprofen imitrex indocin indomethacin insulin kadian keflex ketamine ketoprofen ketorolac klonopin lansoprazole levothyroxine"
    " lexapro lidocaine lidoderm lidopro lisinopril loratadine lorazepam lorcet lortab losartan lunesta lyrica medrol meloxicam menthoderm"
    " metaxalone metformin methadone methocarbamol methotrexate methylprednisolone metoprolol milnacipran mirtazapine mobic modafinil morphine"
    " motrin nabumetone nalfon naloxone naprosyn naproxen narcan neurontin nexium norco norflex norflex nortriptyline nucynta nuvigil omeprazole"
    " ondansetron opana orphenadrine orudis oxaprozin oxycodone oxycontin oxymorphone pamelor pantoprazole paroxetine paxil pennsaid pepcid percocet"
    " polar_frost prazosin prednisone pregabalin prevacid prilosec propranolol protonix prozac quetiapine ranitidine relafen remeron restoril ritalin"
    " robaxin roxicodone savella senna senokot seroquel sertraline simvastatin skelaxin soma sonata suboxone subutex sumatriptan tapentadol"
    " temazepam terocin theramine tizanidine topamax topiramate toradol tramadol trazodone trileptal tylenol ultracet ultram valium valtrex"
    " venlafaxine viagra vicodin vicoprofen vimovo vistaril voltaren wellbutrin xanax xodol zanaflex zantac zipsor zofran zohydro zoloft zolpidem"
    " zorvolex zyrtec"
).split()
_ENDINGS = (
    r"codone|profen|pentin|oxicam|caine|prazole|tidine|triptyline|methocarbamol|azepam|azolam|oxetine|statin|sartan|cillin|mycin|floxacin"
    r"|triptan|barbital|morphone|prine|tadol|setron"
)
_FORMS = (
    r"(?:\s+(?:ER|XR|SR|CR|IR|DR|EC|XL|HCL|HCl|sodium|potassium|citrate|tartrate|hydrochloride|succinate|besylate|maleate|acetate|sulfate|patch(?:es)?"
    r"|gel|cream|ointment|spray|tablets?|capsules?|inhaler|lotion|drops|dose\s?pak|PM|forte|extended\s+release))*"
)
NAME = (
    rf"\b(?:(?:topical|oral|nebulized|compound(?:ed)?)\s+)?(?:{'|'.join(name.replace('_', ' ') for name in _NAMES)}|[a-z]+(?:{_ENDINGS}))(?![\w])"
    rf"(?:\s?/\s?(?:acetaminophen|apap|ibuprofen|caffeine|\w+codone))?{_FORMS}"
)
_AMOUNT = r"\d[\d.,]*(?:\s?[/-]\s?\d[\d.]*)?\s?(?:mg(?:/ml)?|mcg|µg|g|gm|ml|meq|iu|units?|%)(?:\s?/\s?\d[\d.]*\s?(?:mg|mcg|ml|%))?(?![a-z])"
_OFTEN = (
    r"(?:(?:once|twice|(?:one|two|three|four|five|1|2|3|4|\d+(?:\s?-\s?\d+)?)\s+times|[1-6]x|x[1-6])"
    r"(?:\s+(?:a|per|each)\s+(?:day|week|month)|\s+daily|\s+weekly)?|daily|nightly|weekly|every\s+(?:(?:\d+(?:\s?(?:-|to)\s?\d+)?|other|four|six|eight|twelve)\s+)?(?:hours?|days?|morning|evening|night|weeks?)"
    r"|at\s+(?:bedtime|night)|before\s+bed(?:time)?|in\s+the\s+(?:morning|evening)|q\.?\s?\d+(?:-\d+)?\s?h(?:rs?|ours?)?|[bt]\.?i\.?d\.?|q\.?i\.?d\.?|q\.?h\.?s\.?|q\.?d\.?|q\.?a\.?m\.?|q\.?p\.?m\.?"
    r"|as\s+needed|p\.?r\.?n\.?|with\s+(?:food|meals))"
)
OFTEN = re.compile(
    rf"{_OFTEN}(?:[\s,]+(?:and\s+)?(?:as\s+needed|p\.?r\.?n\.?|daily|at\s+bedtime|with\s+(?:food|meals)|for\s+\w+\s+(?:days|weeks))(?!\w))*(?!\w)",
    re.IGNORECASE,
)
DRUG = re.compile(NAME, re.IGNORECASE)
AMOUNT = re.compile(_AMOUNT, re.IGNORECASE)
NAMES_ANY = re.compile(rf"{NAME}|{_AMOUNT}", re.IGNORECASE)
"""What shows that a phrase names a drug."""
