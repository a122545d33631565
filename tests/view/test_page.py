"""The page in a real browser, without a network."""

import pytest
from browsing import eventually, painted

from kg.view.atlas import Pin, map_svg
from kg.view.clusters import overview
from kg.view.html import html
from kg.view.picture import GROUP
from kg.view.timeline import Happening, timeline_svg
from kg.view.told import Item, Sheet, Told, page_of

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def visit(browser, tmp_path):
    """Return a function that opens a picture's page; whatever the page complains of fails the test."""
    complaints, contexts = [], []

    def opened(picture, size=DESK, fragment=""):
        context = browser.new_context(viewport=size, offline=True, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda asked: asked.url.startswith(("file:", "data:")) or complaints.append(asked.url))
        (tmp_path / "graph.html").write_bytes(html(picture))
        page.goto((tmp_path / "graph.html").as_uri() + fragment)
        page.wait_for_selector("html[data-ready]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def edge_id(picture, label):
    return next(edge.id for edge in picture.edges if edge.label == label)


def canvas_darkness(page):
    """Return how many pixels of the drawing are not background."""
    return page.evaluate(
        """() => {
            const layers = [...document.querySelectorAll('#stage canvas')];
            const { width, height } = layers[0];
            const copy = Object.assign(document.createElement("canvas"), { width, height });
            const pen = copy.getContext('2d', { willReadFrequently: true });
            layers.forEach((layer) => pen.drawImage(layer, 0, 0));
            const pixels = pen.getImageData(0, 0, width, height).data;
            return pixels.filter((one, at) => at % 4 === 3 && one > 0).length;
        }"""
    )


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_opens(visit, drawn, size):
    """The page opens without a complaint, tells its counts, draws, and does not run off the screen."""
    page = visit(drawn, size)
    assert page.inner_text("#counts") == "4 articles · 18 facts · 4 claims · 2 denied"
    assert eventually(page, lambda: canvas_darkness(page) > 5000)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_search_goes_to_a_name(visit, drawn):
    """Typing finds a name by its alias; arrow and Enter choose it; the panel shows its statements."""
    page = visit(drawn)
    page.keyboard.press("/")
    page.keyboard.type("selda")
    assert page.locator("#found [role=option]").first.inner_text().startswith("Port Selda")
    page.keyboard.press("ArrowDown")
    assert page.locator("#found [aria-selected=true] .name").inner_text() == "Selda Accord"
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2:text-is('Selda Accord')")
    assert page.evaluate("location.hash") == "#node=selda-accord"


def test_click_on_a_line_shows_its_sentences(visit, drawn):
    """A click on the middle of a line opens its statement, with every sentence, publisher and marked word."""
    page = visit(drawn)
    box, shown = page.locator("#stage").bounding_box(), False
    for across in range(20, int(box["width"]), 12):
        page.mouse.move(box["x"] + across, box["y"] + box["height"] / 2)
        if page.locator("#stage.pointing").count():
            page.mouse.click(box["x"] + across, box["y"] + box["height"] / 2)
            page.wait_for_function("location.hash.length > 2")
            shown = page.locator("#panel blockquote").count() > 0
        if shown:
            break
    assert shown
    assert page.locator("#panel mark.subject").count() >= 2
    assert page.locator("#panel .source strong").first.inner_text() != ""


def test_statement_shows_who_says_so(visit, drawn):
    """A claim's panel says that it is one, who says so, and how."""
    page = visit(drawn, fragment=f"#edge={edge_id(drawn, 'acquired')}")
    assert page.inner_text("#panel .kicker span") == "Claim"
    assert page.locator("#panel .chips").all_inner_texts() == ["Planned", "According to Ralf Benn"]
    assert page.locator("#panel blockquote").first.inner_text() == "Kestrel plans to buy Nordal Shipping this year."
    assert page.locator("#panel blockquote").first.locator("mark").all_inner_texts() == [
        "Kestrel",
        "buy",
        "Nordal Shipping",
    ]


def test_only_web_addresses_are_links(visit, drawn):
    """An article's http address is a link, a script address is not."""
    page = visit(drawn, fragment=f"#edge={edge_id(drawn, 'expelled')}")
    assert page.locator("#panel .source a").evaluate_all("all => all.map((one) => one.getAttribute('href'))") == [
        "https://meridian.example/selda",
        "https://courier.example/2024/harbour?a=1&b=2",
    ]
    page.evaluate(f"location.hash = '#edge={edge_id(drawn, 'accused')}'")
    page.wait_for_selector("#panel .triple:has-text('accused')")
    assert page.locator("#panel .source a").count() == 0


def test_filter_hides_claims(visit, drawn):
    """Switching claims off takes them out of the drawing and of the panel; choosing one brings them back."""
    page = visit(drawn, fragment="#node=northern-front")
    assert page.locator("#panel .row .icon[aria-label=Claim]").count() == 2
    assert eventually(page, lambda: canvas_darkness(page) > 5000)
    painted(page)
    before = canvas_darkness(page)
    page.locator("#filters .check:has-text('Claims')").click()
    assert page.locator("#panel .row .icon[aria-label=Claim]").count() == 0
    assert "2 statements hidden" in page.inner_text("#panel")
    assert eventually(page, lambda: canvas_darkness(page) < before)
    page.evaluate(f"location.hash = '#edge={edge_id(drawn, 'controls')}'")
    page.wait_for_selector("#panel .kicker :text-is('Claim')")
    assert page.locator("#filters input[type=checkbox]:not(:checked)").count() == 0


def test_relations_of_one_label_are_told_apart(visit, paper):
    """Where two relations are labelled alike, the filters name their ids as well."""
    for id_ in ("ada", "ben"):
        paper.entity(id_, id_.title(), "Person")
    for relation in ("metWith", "met with", "praised"):
        paper.say("ada", relation, "ben", "{s:Ada} {t:met} {o:Ben}.")
    shown = visit(paper.picture()).locator("#filters .check:has([data-kind=relation]) .what").all_inner_texts()
    assert shown == ["met with (news:met with)", "met with (news:metWith)", "praised"]


def test_panel_works_from_the_keyboard(visit, drawn):
    """From a name to its statement and back with keys alone; Escape closes."""
    page = visit(drawn, fragment="#node=ralf-benn")
    page.locator("#panel .row").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel blockquote")
    page.go_back()
    page.wait_for_selector("#panel h2:text-is('Ralf Benn')")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel.start")


def test_filters_open_on_a_phone(visit, drawn):
    """On a phone the filters open from a button and close by it."""
    page = visit(drawn, PHONE)
    assert not page.locator("#filters").is_visible()
    page.click("#show-filters")
    assert page.locator("#filters").is_visible()
    page.click("#show-filters")
    assert not page.locator("#filters").is_visible()


def test_hostile_labels_are_inert(visit, paper):
    """Markup in names, relations and sentences is shown as text and runs nothing."""
    image = "</script><img src=x onerror=alert(1)>"
    for id_, label in (("a", image), ("b", "'\"><b>مرفأ</b>"), ("c", "long " * 2000), ("__proto__", "Pro")):
        paper.entity(id_, label, "Person", aliases=("<i>x</i>",))
    for one, other in (("a", "b"), ("b", "c"), ("c", "__proto__")):
        paper.say(one, "<svg onload=alert(2)>", other, "{s:<b>One</b>} {t:did} {o:<img src=x onerror=alert(3)>}.")
    page = visit(paper.picture(title=image), PHONE)
    for id_ in ("a", "b", "c", "__proto__"):
        page.evaluate(f"location.hash = '#node={id_}'")
        page.wait_for_timeout(150)
    page.locator("#panel .row").first.click()
    page.wait_for_selector("#panel blockquote")
    assert "<img src=x onerror=alert(3)>" in page.inner_text("#panel blockquote")
    assert page.inner_text("h1") == image
    assert page.locator("img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_unknown_fragment_starts_afresh(visit, drawn):
    """An address that names nothing in the graph, or is broken, shows the start."""
    page = visit(drawn, fragment="#node=%E0%A4%A")
    assert page.locator("#panel.start").count() == 1


@pytest.fixture(scope="module")
def crowd(story_of):
    """An overview of a story of 200 names."""
    return overview(story_of(200).picture(), 40)


def test_a_group_unfolds_into_its_names(visit, crowd):
    """A click on a group draws its names in its place; the counts stay, and Fold puts them back."""
    group = max((node for node in crowd.nodes if node.root == GROUP), key=lambda node: node.members)
    page = visit(crowd)
    before = page.inner_text("#counts")
    page.evaluate("id => { location.hash = `#node=${encodeURIComponent(id)}` }", group.id)
    page.wait_for_selector("#panel button:text-is('Fold')")
    names = {node.label for place, node in crowd.inside.members if place == group.id}
    assert page.locator("#panel .row").count() == len(names) == group.members
    assert page.inner_text("#counts") == before
    page.locator("#panel .row").first.click()
    page.wait_for_selector("#panel button:text-is('Its group')")
    assert page.inner_text("#panel h2") in names
    page.click("#panel button:text-is('Its group')")
    page.click("#panel button:text-is('Fold')")
    page.wait_for_selector("#panel.start")
    assert page.inner_text("#counts") == before


def test_a_folded_name_can_be_found_and_sent(visit, crowd):
    """Search finds what is folded away; its address unfolds the group, and so does that of a statement."""
    _, node = crowd.inside.members[-1]
    page = visit(crowd)
    page.keyboard.press("/")
    page.keyboard.type(node.label)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#panel h2:text-is('{node.label}')")
    assert page.locator("#panel .row").count() >= 1
    edge = crowd.inside.edges[0]
    assert "Its group" not in visit(crowd, fragment=f"#edge={edge.id}").inner_text("#panel")
    sent = visit(crowd, PHONE, f"#node={node.id}")
    assert sent.inner_text("#panel h2") == node.label


def test_a_mark_shows_its_sentences(browser, tmp_path, drawn):
    """A click, or Enter, on a mark of a timeline or a map opens its sentences; the address holds the choice."""
    passages = next(edge.passages for edge in drawn.edges if edge.passages[0].marks)
    hostile = "<img src=x onerror=alert(1)>"
    items = {"1": Item("Ada met Ben", (Told(f"Ada met {hostile}", "claim", passages),), 2), hostile: Item("Malta", ())}
    happened = Happening("2024", "2024-01-01", "2024-12-31", False, "claim", "Ada met Ben", "Post", "Ada met Ben.", "1")
    timeline = Sheet(timeline_svg("Ada", [happened]), "Ada", items, drawn.citations)
    (tmp_path / "t.html").write_bytes(page_of(timeline))
    places = Sheet(
        map_svg("Places", [Pin("Malta", 380, 96, 1, (hostile,), hostile)], 0), "Places", {hostile: Item("Malta", ())}
    )
    (tmp_path / "m.html").write_bytes(page_of(places))
    complaints = []
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.goto((tmp_path / "t.html").as_uri())
        assert "Every mark has its sentences" in page.inner_text("#panel")
        page.locator("[data-item][role=button]").click()
        page.wait_for_selector("#panel h2:text-is('Ada met Ben')")
        assert hostile in page.inner_text("#panel")
        assert page.locator("#panel blockquote").inner_text() == passages[0].text.strip()
        assert "3 statements" in page.inner_text("#panel")
        assert page.evaluate("location.hash") == "#item=1"
        page.keyboard.press("Escape")
        page.wait_for_selector("#panel h2:text-is('Every mark has its sentences')")
        page.goto((tmp_path / "m.html").as_uri())
        page.locator("[data-item][role=button]").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#panel h2:text-is('Malta')")
    assert complaints == []
