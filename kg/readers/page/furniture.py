"""What on a page is no part of its article. Precision first: a paragraph of prose is never furniture.

Every test looks at one whole paragraph, its white space collapsed. The words stand in furniture.toml.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

_WORDS = tomllib.loads(files("kg.readers.page").joinpath("furniture.toml").read_text("utf-8"))
_PHRASES = re.compile(rf"(?:(?:{'|'.join(sorted(_WORDS['phrases'], key=len, reverse=True))})(?: |$))+")
_LINK_LISTS = re.compile("|".join(_WORDS["link_lists"]))
_OPENINGS = re.compile("|".join(_WORDS["openings"]))
_COOKIE_OPENINGS = tuple(_WORDS["cookie_openings"])

SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]»]*$")
_NAME = r"[A-Z][\w.'’-]*"
_SMALL = (
    r"(?:photo|photos|image|images|picture|pictures|by|of|via|for|from|and|the|courtesy|handout|file|pool|provided)"
)
_CREDIT_WORD = rf"(?:{_NAME}|{_SMALL}|&|[/|,:;-])"
_CREDIT = rf"{_CREDIT_WORD}(?:[\s/|,:;-]*{_CREDIT_WORD}){{0,11}}[\s/]*"
_PICTURE = r"(?:[Pp]hotos?|PHOTOS?|[Ii]mages?|[Pp]ictures?|[Pp]hotographs?|[Hh]andout|HANDOUT)"
# A stop after the bracket belongs to the sentence around it: "She bought a share in the agency (Example Images)."
_CREDIT_AT_END = re.compile(
    rf"[(\[](?=[^()\[\]]*\b{_PICTURE}\b)\s*{_CREDIT}[)\]]$"
    rf"|[.!?][\"”]?\s[(\[](?=[^()\[\]]*\b{_PICTURE}\b)\s*{_CREDIT}[)\]]\.$"
    rf"|\s(?:Photo|Photograph|Image|Picture)(?: credit)?: {_CREDIT}$"
)
_AGENCY_AT_END = re.compile(
    r"(?:/|\||via|[—–-]|by) ?(?:Getty Images|AFP Photo|AP Photo|EPA Images|Shutterstock|iStock)\.?$"
    rf"|\b(?:REUTERS|Reuters|AFP|AP|EPA|DPA|ANSA|Xinhua)/{_NAME} {_NAME}(?: {_NAME})?\.?$"
)
_CREDIT_LABEL = re.compile(
    r"(?:file )?(?:photo|photos|photograph|image|images|picture|graphic|illustration|map|video|watch)"
    r"(?: credits?| source| courtesy| by| caption)?\s?:\s",
    re.I,
)
_CREDIT_BY = re.compile(
    rf"(?:File |AP |AFP |Reuters )?(?:Photos?|Images?|Pictures?|Video|Graphic) (?:by|courtesy of|via) {_CREDIT}$"
)
_URL = re.compile(r"(?:https?://|www\.)\S+$")
_PHONE = re.compile(r"\(?\b\d{3}\)?[\s./-]\s?\d{3}[\s.-]\d{4}\b|\+\d[\d\s()-]{7,}\d")
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.\w")
_CONTACT = re.compile(r"(?:(?:press|media|news)\s)?(?:contacts?|inquiries|enquiries)(?:\s?:|$)", re.I)


def is_furniture(paragraph: str) -> bool:
    """Tell whether a paragraph is navigation, advertising, a notice, an address, or no words at all."""
    return (
        not any(c.isalpha() for c in paragraph)
        or bool(_URL.match(paragraph))
        or (paragraph.endswith(("—", "–", "--")) and len(paragraph.split()) <= 4)  # "AGENCY —", its story lost
        or is_navigation(paragraph)
        or is_link_list(paragraph)
        or is_notice(paragraph)
    )


def is_navigation(paragraph: str) -> bool:
    """Tell whether the paragraph is nothing but known phrases: "Back to Top Close", "Home | World | Africa"."""
    words = bare(paragraph)
    return (
        len(words) <= 200
        and paragraph[0] not in "\"“‘'"
        and not _ends_as_prose(paragraph)
        and bool(_PHRASES.fullmatch(words))
    )


def is_link_list(paragraph: str) -> bool:
    """Tell whether the paragraph stands over a list of links: "Related articles", "More from Africa"."""
    return len(paragraph) <= 60 and not _ends_as_prose(paragraph) and bool(_LINK_LISTS.fullmatch(bare(paragraph)))


def is_notice(paragraph: str) -> bool:
    """Tell whether the paragraph opens as a notice does: "Read more: …", "We use cookies …", "© 2019 …"."""
    words, opening = len(paragraph.split()), paragraph.lower()
    if "cookie" in opening and words <= 80 and opening.startswith(_COOKIE_OPENINGS):
        return True
    return words <= 30 and bool(_OPENINGS.match(opening))


def is_credit(paragraph: str) -> bool:
    """Tell whether the paragraph is a picture's caption that ends in a credit, or the credit itself.

    "Troops near the port on Monday. (Agency Photo)" is one; "He sent her a letter (with a photo)." is not.
    """
    words = len(paragraph.split())
    if words > 100 or len(paragraph) > 1000:
        return False
    return bool(
        _CREDIT_AT_END.search(paragraph)
        or _AGENCY_AT_END.search(paragraph)
        or (words <= 60 and _CREDIT_LABEL.match(paragraph))
        or (words <= 14 and _CREDIT_BY.match(paragraph))
    )


def is_contact(paragraph: str, after_heading: bool = False) -> bool:
    """Tell whether the paragraph says whom to call: "Press Contact", "Contact: J. Doe, 202/555-0100".

    After such a heading, a short line with a telephone number or a mail address is one too.
    """
    if len(paragraph) > 300:
        return False
    reachable = bool(_PHONE.search(paragraph) or _MAIL.search(paragraph))
    if _CONTACT.match(paragraph):
        return reachable or bool(_CONTACT.fullmatch(paragraph))
    return after_heading and reachable and len(paragraph.split()) <= 15


def is_prose(paragraph: str) -> bool:
    """Tell whether the paragraph is surely running text: sentences, not a heading or a label."""
    words = len(paragraph.split())
    return words >= 25 or (words >= 6 and bool(SENTENCE_END.search(paragraph)))


def bare(paragraph: str) -> str:
    """Return the words alone, in lower case: "» Read More..." gives "read more"."""
    return " ".join(re.findall(r"\w+", paragraph.lower()))


def _ends_as_prose(paragraph: str) -> bool:
    # "All rights reserved." is furniture; "The shop will close." is not, and neither is a quoted "Help!"
    return paragraph.endswith((".", '."', ".”")) and not paragraph.endswith(("..", "reserved."))
