"""The article on a page: title, metadata, furniture, wrapped lines and doubled bodies."""

import io
from pathlib import Path

import pytest

from kg.readers import text
from kg.readers.page import article, sorted_out
from kg.readers.page.paragraphs import once, paragraphs

SEED = Path(__file__).parents[3] / "shared/dev/articles/000_9c32f812ae2cc951.txt"
LEAD = "NORTHPORT, May 4 (Harbour News) -- The ferry came back to Northport on Monday, its owner said."
SECOND = "Two hundred people stood on the quay when it arrived, a witness told the agency."
PAGE = f"""\
Home | World | Africa

Ferry returns to Northport after a week
Source: Harbour News | 2018-05-04 09:10:11 | Editor: jdoe

\\

The ferry enters the harbour on Monday. (Harbour News/EP Photo)

{LEAD}

Advertisement

{SECOND}

He declined to say more.

Back to Top Close
Harbournewsnet

Ferry returns to Northport after a week

Source: Harbour News 2018-05-04 09:10:11

{LEAD}

{SECOND}

He declined to say more.

0100200300400500600
"""


def read_page(page: str):
    """Return the article of a plain text."""
    [(_, found)] = text.articles(io.BytesIO(page.encode()), "page.txt", pytest.fail)
    return found


def kept(*lines: str) -> tuple[str, ...]:
    """Return the paragraphs that are kept as text."""
    return sorted_out(lines).text


def test_a_pasted_page_gives_its_article():
    """Furniture, the caption and the second copy go; what the page states becomes metadata."""
    found = read_page(PAGE)
    title = "Ferry returns to Northport after a week"
    assert found.text == "\n\n".join([title, LEAD, SECOND, "He declined to say more."])
    assert (found.title, found.published, found.publisher, found.author) == (
        title,
        "2018-05-04T09:10:11",
        "Harbour News",
        "jdoe",
    )


@pytest.mark.skipif(not SEED.exists(), reason="the shared pages are not here")
def test_the_acceptance_page_is_read_whole():
    """The seed page gives its metadata and eighteen paragraphs, each once."""
    found = read_page(SEED.read_text("utf-8"))
    body = found.text.split("\n\n")
    assert found.title.startswith("IS group tends to cash in")
    assert (found.published, found.publisher, found.author) == ("2017-06-28T20:00:36", "Xinhua", "huaxia")
    assert body[0] == found.title
    assert body[1].startswith("TRIPOLI, June 28 (Xinhua) -- ")
    assert body[-1].endswith("injuring more than 100.")
    assert len(body) == len(set(body)) == 18


@pytest.mark.parametrize(
    "line",
    [
        "Back to Top Close", "» Read more...", "Share this article", "Facebook Twitter WhatsApp Email", "ADVERTISEMENT",
        "Home | World | Africa", "Story continues below advertisement", "Read more: Port workers end their strike",
        "We use cookies to give you the best service. Read our cookie policy.", "Accept all cookies", "5 min read",
        "By continuing to use this site you agree to our use of cookies.", "© 2019 The Daily Example", "12 comments",
        "All rights reserved.", "Related articles", "###", "- 30 -", "0100200300400500600", "https://news.example/a/b",
        "Photo: Jane Doe/Agency", "Image: Jane Doe.", "Photo by Jane Doe/Example Agency",
        "Troops near the port on Monday. (Example/EP Photo)", "The minister arrives. [Photo/Agencies]",
        "The harbour at dawn. REUTERS/Jane Doe", "The harbour at dawn. Photograph: Jane Doe/The Example",
        "People flee the fighting. Jane Doe/Getty Images", "A soldier stands guard in May. (File Photo)",
        "The harbour seen from the sea Image: Jane Doe.", "Advertisement - scroll for more content", "AGENCY —",
        "Press Contact", "Contact: Jane Doe, 202/555-0100", "FOR IMMEDIATE RELEASE", "Skip to main content",
        "Sign up for our newsletter", "Follow us on Twitter and Facebook", "By Jane Doe", "By JANE DOE, Staff Writer",
        "Posted by Jane Doe on June 5, 2017",
        "(Reporting by Jane Doe in Cairo; editing by John Public)", "Editor: jdoe",
        "Source: The Daily Example", "Published: Wed, June 28, 2017 at 8:05 PM GMT", "June 28, 2017 | 5 min read",
    ],
)  # fmt: skip
def test_furniture_is_dropped(line):
    """A line that is clearly no prose does not reach the text."""
    assert line not in kept("Ferry returns", line, LEAD)


@pytest.mark.parametrize(
    "line",
    [
        "The photo showed the minister with the rebels, aides said.", "He asked citizens to share the burden.",
        "Source: officials said that the deal is close to being signed.", "He sent her a letter (with a photo).",
        "The source: a senior official in the ministry, who asked not to be named.", "The shop will close.",
        '"We use cookies," the manager told the court.', "The company uses cookies without consent, a regulator found.",
        "Share prices fell.", "Contact with the aircraft was lost at 3:00 on Monday.", "News of the attack spread.",
        "By Friday the army had taken the town.", "By Monday Evening", "Photo by photo, the archive shows the fall.",
        "Close friends of the president resigned.", "Related companies were fined, too.", "More than 100 people died.",
        "Advertisement spending fell by a tenth.", "Read the report before you vote, the group told members.",
        "The film was made by Image Works (a publisher).", "She bought a share in the agency (Example Images).",
        "Reporting by the EBC found that the minister had lied.", "Join our fight, the rebels told villagers.",
        "Follow us on our way, the group told the villagers.", "Jump to conclusions and you will fail, he warned.",
        "Updated figures were published on May 5, 2017.", "On May 5, 2017, the army entered the town.", "“Help!”",
        "Editor: the paper has changed hands.", "Army takes town: 20 dead", 'The minister said: "No comment."',
        "Get our men back, the union said.", "Live fire killed two.", "SENATE DEMOCRATS CALL FOR TALKS",
    ],
)  # fmt: skip
def test_prose_that_looks_like_furniture_is_kept(line):
    """Words of furniture inside a sentence do not make it furniture."""
    assert kept("Ferry returns", LEAD, line) == ("Ferry returns", LEAD, line)


def test_links_under_a_heading_are_dropped_up_to_the_next_sentence():
    """A list of related titles goes with its heading; prose after it stays."""
    lines = ("Ferry returns", LEAD, "Related stories", "Harbour to be deepened", "Ferry line sold", SECOND)
    assert kept(*lines) == ("Ferry returns", LEAD, SECOND)


def test_the_number_under_a_contact_heading_is_dropped():
    """ "Press Contact" takes the name and telephone number after it along."""
    assert kept("Ferry returns", LEAD, "Press Contact", "Jane Doe (202) 555-0100") == ("Ferry returns", LEAD)


def test_what_is_dropped_is_told_with_its_reason():
    """Each dropped paragraph can be counted by reason."""
    lines = ("Ferry returns", "By Jane Doe", LEAD, "Photo: Jane Doe", "Share this")
    assert [reason for reason, _ in sorted_out(lines).dropped] == ["stated", "credit", "furniture"]


@pytest.mark.parametrize(
    ("lines", "published", "publisher", "author"),
    [
        (["May 4, 2018"], "2018-05-04", "Harbour News", ""),
        (["By Jane Doe and John Q. Public | 5 June 2017"], "2017-06-05", "Harbour News", "Jane Doe and John Q. Public"),
        (["Source: The Daily Example"], "", "The Daily Example", ""),
        (["Author: Jane Doe", "Editor: jdoe"], "", "Harbour News", "Jane Doe"),
        (["Updated: June 6, 2017", "Published: June 5, 2017"], "2017-06-05", "Harbour News", ""),
        (["Published: June 5, 2017 8:05 PM GMT"], "2017-06-05T20:05:00Z", "Harbour News", ""),
        ([], "", "Harbour News", ""),
    ],
)
def test_stated_metadata(lines, published, publisher, author):
    """Bylines, date lines and source lines become fields; the dateline names the agency where nothing else does."""
    found = article(["Ferry returns", *lines, LEAD])
    assert found is not None
    assert (found.published, found.publisher, found.author) == (published, publisher, author)
    assert found.text == f"Ferry returns\n\n{LEAD}"


def test_a_date_among_the_prose_stays():
    """A chronicle's date lines are text, and no date of publication."""
    found = article(
        ["Ferry returns", LEAD, *[f"{SECOND[:-1]} {n}." for n in range(5)], "May 4, 2018", "It sailed again."]
    )
    assert found is not None
    assert "May 4, 2018" in found.text
    assert found.published == ""


def test_the_details_of_an_event_are_no_metadata():
    """ "Date:" and "Title:" below the prose, as in an invitation, stay text."""
    found = article(["Ferry returns", LEAD, "Title: Sailing Today", "Date: May 9, 2018"])
    assert found is not None
    assert (found.title, found.published) == ("Ferry returns", "")
    assert found.text.endswith("Title: Sailing Today\n\nDate: May 9, 2018")


def test_title_date_and_text_in_one_paragraph_are_parted():
    """A press release that lost its line ends has its title and date found."""
    found = read_page(
        "Two Senators Propose a Ferry Bill May 4, 2018 NORTHPORT, ME - Two senators proposed a bill today.\n"
    )
    assert (found.title, found.published) == ("Two Senators Propose a Ferry Bill", "2018-05-04")
    assert found.text.endswith("\n\nNORTHPORT, ME - Two senators proposed a bill today.")


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("FERRY RETURNS TO NORTHPORT", "FERRY RETURNS TO NORTHPORT"),
        ("Will the ferry return?", "Will the ferry return?"),
        ("The ferry returned to its port on Sunday.", ""),
        (LEAD, ""),
    ],
)
def test_a_title_is_no_sentence(first, title):
    """The first paragraph is the title only if it reads as one; capitals stay as they are."""
    found = article([first, SECOND])
    assert found is not None
    assert found.title == title
    assert found.text == f"{first}\n\n{SECOND}"


def test_short_paragraphs_may_repeat_within_a_body():
    """ "He declined." said twice in different places is two paragraphs; in a second copy of the body it is one."""
    body = [LEAD, "He declined.", SECOND, "He declined."]
    assert list(once(body)) == body
    assert list(once(body + body)) == body


WRAPPED = """\
The ferry came back to the port of Northport on
Monday, its owner said, and two hundred people
stood on the quay.
It will sail again.
"""
WRAPPED_PARAGRAPHS = [
    "The ferry came back to the port of Northport on Monday, its owner said, and two hundred people stood on the quay.",
    "It will sail again.",  # "It" had room on the line before
]
PRESS = f"""\
SENATORS PROPOSE BILL
 {LEAD} {SECOND}
 {SECOND} {SECOND}
 The President
 Dear Mr. President:
 {SECOND} {LEAD}
"""


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (WRAPPED, WRAPPED_PARAGRAPHS),
        ("One paragraph stands here.\nA second follows it.\nA third ends it.",
         ["One paragraph stands here.", "A second follows it.", "A third ends it."]),
        (PRESS, ["SENATORS PROPOSE BILL", f"{LEAD} {SECOND}", f"{SECOND} {SECOND}", "The President",
                 "Dear Mr. President:", f"{SECOND} {LEAD}"]),
        ("Ferry is back\n" + WRAPPED, ["Ferry is back", *WRAPPED_PARAGRAPHS]),
        ("The plan of the UN-\nbacked government failed on a day in\nMay 2018.",
         ["The plan of the UN-backed government failed on a day in May 2018."]),
        ("The union asked all of its members to\nshare\nthe cost of the new ferry, it said.",
         ["The union asked all of its members to share the cost of the new ferry, it said."]),
        ("Ferry is back\nThe Example Gazette\n4 May 2018\n\nThe ferry came back to Northport.",
         ["Ferry is back", "The Example Gazette", "4 May 2018", "The ferry came back to Northport."]),
        ("* The first item of it\n* A second item\n", ["The first item of it", "A second item"]),
        ("A ferry\xa0sank.\u200b \r\n\r\n\x07It was  old.\\\n", ["A ferry sank.", "It was old."]),
    ],
)  # fmt: skip
def test_paragraphs_of_wrapped_and_unwrapped_lines(page, expected):
    """A line end is a space where lines are wrapped, and parts paragraphs where they are not."""
    assert list(paragraphs(page)) == expected
