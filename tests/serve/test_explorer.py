"""The pages in a real browser, which reaches nothing but the server."""

import json
from pathlib import Path

import pytest
from browsing import eventually, painted

from kg.model import statement_id

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
LEADS = statement_id("tor-hesk", "news:leads", "northern-front").removeprefix("st-")
VIEWS = ["/", "/e/northern-front", "/e/northern-front/timeline", "/e/port-selda/sources", f"/st/{LEADS}",
         "/article/sha-0001", "/articles", "/disputes", "/graph?at=northern-front", "/query?query=ASK%20%7B%7D",
         "/search?q=se", "/nowhere"]  # fmt: skip


@pytest.fixture
def visit(browser, address):
    """Return a function that opens a path of the server; whatever the page complains of fails the test."""
    complaints, contexts = [], []

    def refuse(route):
        complaints.append(route.request.url)
        route.abort()

    def opened(path, size=DESK, base=address, scheme="light"):
        context = browser.new_context(viewport=size, reduced_motion="reduce", color_scheme=scheme)
        contexts.append(context)
        context.route(lambda url: not url.startswith((base, "data:")), lambda route: refuse(route))
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.goto(base + path)
        if "/graph" in path:
            page.wait_for_selector("html[data-ready]")
        return page

    yield opened
    for context in contexts:
        context.close()
    refused = ("status of 404 (Not Found)", "status of 400 (Bad Request)")  # what a test asked for
    assert [one for one in complaints if not one.endswith(refused)] == []


def test_walk_from_a_name_to_its_sentence_in_the_article(visit, address):
    """Search, open, expand, click an edge, read the sentence, follow it to the article, share the address."""
    page = visit("/")
    page.keyboard.press("/")
    page.keyboard.type("northern")
    page.wait_for_selector("#found [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/e/northern-front")
    assert page.inner_text("h1") == "Northern Front"
    page.click(".tabs a:text-is('Graph')")
    page.wait_for_selector("html[data-ready]")
    before = page.inner_text("#counts")
    page.click("#panel .row:has-text('Tor Hesk')")
    page.wait_for_selector("#panel .triple")
    page.click("#panel .triple button:text-is('Tor Hesk')")
    page.click("#panel button:text-is('Expand')")
    page.wait_for_url("**at=tor-hesk**")
    assert eventually(page, lambda: page.inner_text("#counts") != before)
    click_a_line(page)
    quote = page.locator("#panel blockquote").first.inner_text()
    assert page.locator("#panel mark.subject").count() >= 1
    shared = page.url
    page.locator("#panel .read").first.click()
    page.wait_for_selector("mark#said")
    assert quote in page.inner_text(".text")
    assert page.locator(".text mark").count() >= 2
    assert page.locator(".says.on").count() >= 1
    other = visit(shared.removeprefix(address))
    assert other.locator("#panel blockquote").first.inner_text() == quote


def click_a_line(page):
    """Click where the pointer says that a line of the drawing is."""
    painted(page)
    box = page.locator("#stage").bounding_box()
    for down in (0.5, 0.4, 0.6, 0.3, 0.7):
        for across in range(20, int(box["width"]), 9):
            page.mouse.move(box["x"] + across, box["y"] + box["height"] * down)
            painted(page)
            if page.locator("#stage.pointing").count():
                page.mouse.click(box["x"] + across, box["y"] + box["height"] * down)
                if eventually(page, lambda: page.locator("#panel blockquote").count() > 0, 0.5):
                    return
    raise AssertionError("no line was met")


def test_facts_and_claims_stand_apart(visit):
    """The entity page has facts by relation and, apart from them, claims with who makes them."""
    page = visit("/e/northern-front")
    facts, claims = page.inner_text("section[aria-labelledby=facts]"), page.inner_text("section.claims")
    assert "Port Selda" in facts
    assert "East Reach" not in facts
    assert "controls …" in claims
    assert "Dana Okri, in Selda Courier" in claims


def test_filters_stand_in_the_address(visit, address):
    """Claims that are switched off stay off for whoever opens the address; a time leaves only what fits."""
    page = visit("/graph?at=northern-front")
    page.click("#filters .check:has-text('Claims')")
    assert "standing=claim" in page.url
    page.fill("#day-from", "2024-03-05")
    page.keyboard.press("Tab")
    assert "from=2024-03-05" in page.url
    other = visit(page.url.removeprefix(address))
    assert other.locator("#filters input[type=checkbox]:not(:checked)").count() == 1
    assert other.input_value("#day-from") == "2024-03-05"


def test_filters_by_class_and_source(visit):
    """A class or a source that is switched off leaves the panel as well."""
    page = visit("/graph?at=northern-front#node=northern-front")
    rows = page.locator("#panel .row").count()
    page.click("#filters .check:has-text('Selda Courier')")
    fewer = page.locator("#panel .row").count()
    assert fewer < rows
    page.click("#filters .check:has-text('Government body')")
    assert page.locator("#panel .row").count() < fewer


def test_back_and_fold_in_the_explorer(visit):
    """Back undoes an expansion; folding does as well."""
    page = visit("/graph?at=tor-hesk#node=tor-hesk")
    page.evaluate("location.hash = '#node=northern-front'")
    page.click("#panel button:text-is('Expand')")
    page.wait_for_url("**at=northern-front**")
    page.wait_for_selector("#panel button:text-is('Fold')")
    page.go_back()
    page.wait_for_url("**?at=tor-hesk#**")
    page.click("#panel button:text-is('Expand')")
    page.wait_for_url("**at=northern-front**")
    page.click("#panel button:text-is('Fold')")
    page.wait_for_url("**?at=tor-hesk#**")
    page.wait_for_selector("#panel button:text-is('Expand')")


def test_article_marks_mentions_and_statements(visit):
    """Each mention leads to its entity; a sentence that is chosen is marked in the text and in the list beside it."""
    page = visit("/article/sha-0001")
    assert page.locator(".text .says").count() >= 4
    assert page.locator(".notes .said a").count() >= 4
    page.locator(".says.claim").first.click(position={"x": 3, "y": 8})
    assert "#char=" in page.url
    assert page.locator(".said li.on").count() == 1
    page.locator(".said li.on a[href^='/st/']").first.click()
    page.wait_for_url("**/st/*")
    assert page.locator("blockquote mark").count() == 3


def test_disputes_stand_side_by_side(visit, hostile):
    """Who says so and who denies it are two columns with their sentences; where nothing is in dispute it says so."""
    page = visit("/disputes", base=hostile)
    assert page.locator(".dispute").count() == 1
    assert page.locator(".position").count() == 2
    assert page.locator(".position .passage.denied").count() == 1
    assert page.locator(".position .passage.fact").count() == 1
    assert visit("/disputes").inner_text(".none") == "No two sources disagree."


def test_query_page_runs_completes_and_shares(visit, address):
    """Ctrl-Enter answers; a name is completed while it is typed; the address holds the query."""
    page = visit("/query")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?who { ?who news:lead")
    page.wait_for_selector(".cm-tooltip-autocomplete li[aria-selected=true]")
    assert "news:leads" in page.inner_text(".cm-tooltip-autocomplete")
    page.wait_for_timeout(100)  # for 75 ms the list takes no Enter, which may have been meant for what was typed
    page.keyboard.press("Enter")
    assert eventually(page, lambda: "news:leads" in page.inner_text(".cm-content"))
    page.keyboard.type(" e:northern-front }")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#answer td a")
    assert page.inner_text("#answer td a") == "e:tor-hesk"
    other = visit(page.url.removeprefix(address))
    other.wait_for_selector("#answer td a")
    other.locator("#answer td a").first.click()
    other.wait_for_url("**/e/tor-hesk")


def test_saved_queries_begin_the_query_page(visit):
    """A saved query that is chosen stands in the editor and is answered."""
    page = visit("/query")
    titles = page.locator("#samples option").all_inner_texts()
    page.select_option("#samples", label=next(one for one in titles if one.startswith("Who leads what")))
    page.wait_for_selector("#answer td:has-text('Tor Hesk')")
    assert "#+ title: Who leads what" in page.inner_text(".cm-content")


def test_a_wrong_query_says_where(visit):
    """The error of a query stands where the answer would, with its line and column."""
    page = visit("/query")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?x { ?x ?y")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#answer .fault")
    assert "query, line 1" in page.inner_text("#answer .fault")


def test_works_by_keyboard(visit):
    """From the front page by Tab alone: past the header to a name, and on to its statement."""
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "card"
    page.keyboard.press("Enter")
    page.wait_for_url("**/e/*")


@pytest.mark.parametrize("path", VIEWS)
def test_fits_a_phone(visit, path):
    """No page runs off a phone's screen."""
    page = visit(path, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", VIEWS)
def test_accessible(visit, path, scheme):
    """Axe finds no serious fault, in light and in dark."""
    page = visit(path, scheme=scheme)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    faults = page.evaluate("axe.run().then((found) => found.violations)")
    serious = [
        (one["id"], [node["html"][:160] for node in one["nodes"]][:3])
        for one in faults if one["impact"] in ("serious", "critical")
    ]  # fmt: skip
    assert serious == []


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, serve, new_paper):
    """The address of a server on a graph whose names and texts are markup and scripts."""
    (serving, stored), paper = serve, new_paper()
    image = "</script><img src=x onerror=alert(1)>"
    for id_, label in (
        ("a", image),
        ("b", "'\"><b>مرفأ</b>{{7*7}}"),
        ("c", "long " * 2000),
        ("__proto__", "<svg onload=alert(4)>"),
    ):
        paper.entity(id_, label, "Person", aliases=("<i>x</i>",))
    for one, other in (("a", "b"), ("b", "c"), ("c", "__proto__")):
        paper.say(one, "metWith", other, "{s:<b>One</b>} {t:<svg onload=alert(2)>} {o:<img src=x onerror=alert(3)>}.")
    denied = {"polarity": "negative", "by": ("c",)}
    paper.say("a", "metWith", "b", "{s:<b>One</b>} did not {t:<i>meet</i>} {o:<img src=x>}.", article=1, more=denied)
    place = stored(tmp_path_factory.mktemp("hostile") / "kg.db", paper)
    with serving(place) as started:
        yield started


def test_hostile_labels_are_inert(visit, hostile):
    """Markup in names and sentences is shown as text and runs nothing, on any page."""
    for path in ("/", "/e/a", "/e/b", "/e/__proto__/timeline", "/e/c/sources", "/article/sha-0000", "/disputes",
                 "/graph?at=b#node=a", "/graph", "/search?q=b", "/search?q=%3Cimg%20src=x%20onerror=alert(5)%3E",
                 "/query?query=SELECT%20*%20%7B%20%3Fs%20rdfs:label%20%3Fl%20%7D"):  # fmt: skip
        page = visit(path, PHONE, hostile)
        page.wait_for_timeout(120)
        assert page.locator("img, b, i:has-text('x')").count() == 0, path
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
    page = visit("/graph?at=b#node=a", PHONE, hostile)
    page.keyboard.press("/")
    page.keyboard.type("مرفأ")
    page.wait_for_selector("#found [role=option]")
    assert "<b>" in page.inner_text("#found")


def test_json_of_a_page(client):
    """What a page shows can be had as JSON, and the thing itself as RDF, by the Accept header."""
    shown = json.loads(client.get("/e/northern-front", headers={"accept": "application/json"}).content)
    assert shown["label"] == "Northern Front"
    assert {group["label"] for group in shown["claims"]} == {"controls", "number of fighters"}
