"""Letters for the pages' tests, made of the tests' invented ones: of 21 items, as a PDF, full of markup."""

from __future__ import annotations

from tests import letters, pdfs

ONE = "2016-one-item"
THREE = "2016-three-items-mixed"
MARKUP = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> &amp; <b>bold</b></pre>"

_ASKED = (
    "Left knee hinged brace", "Knee walker rental", "Aquatic therapy, left knee, 8 visits", "Etodolac 400mg #60",
    "Home exercise kit", "Ultrasound of the left knee", "Acupuncture, 6 visits", "Cane with a quad base",
    "Consultation with a podiatrist", "Cold therapy unit, 7 day rental", "Diclofenac gel 1% #2", "Gym membership, 3 months",
    "Knee injection with steroid", "Massage therapy, 4 visits", "Nabumetone 500mg #30", "Orthotic insoles, pair",
    "Physical therapy, left knee, 6 visits", "Standing x-rays of both knees", "TENS unit, 30 day trial",
    "Transportation to appointments", "Urine drug screen",
)  # fmt: skip


def of_21_items() -> str:
    """A letter with 21 disputed items, every other one overturned."""
    text = (letters.HERE / f"{ONE}.txt").read_text(encoding="utf-8")
    head = text[: text.index("Left knee unloader brace")]
    return head + "\n".join(_item(number, asked) for number, asked in enumerate(_ASKED))


def _item(number: int, asked: str) -> str:
    decision, conclusion = ("Upheld", "is not") if number % 2 == 0 else ("Overturned", "is")
    return (
        f"{asked}:  {decision} \n \n"
        "Claims Administrator guideline: Decision based on MTUS Knee Complaints 2004, Section(s): Activity Alteration. \n \n"
        "MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004, Section(s): Initial Care. \n \n"
        f"Decision rationale: Item {number + 1} of the request was looked at by itself. The joint was stable, the films were "
        f"normal, and the notes tell what was tried before. The request for {asked.split(',')[0].lower()} {conclusion} "
        "medically necessary. \n"
    )


def as_pdf(name: str = THREE) -> bytes:
    """A letter of the tests as a PDF of several pages."""
    lines = (letters.HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return pdfs.of_pages(*(lines[at : at + 45] for at in range(0, len(lines), 45)))


def of_markup() -> str:
    """A letter that tries to be a page: in its summary, in what is asked for and in the reviewer's reasons."""
    text = (letters.HERE / f"{ONE}.txt").read_text(encoding="utf-8")
    text = text.replace("The patient is a 29-year-old roofer.", f"The patient is a 29-year-old roofer. {MARKUP}")
    text = text.replace("Left knee unloader brace, purchase:", "Left knee <i>unloader</i> brace, purchase:")
    return text.replace("Braces that shift load", f"{MARKUP} Braces that shift load")
