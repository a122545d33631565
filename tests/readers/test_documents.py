"""PDF, Word, feeds, web archives, e-books, mails, tables, and all of them compressed."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from email.message import EmailMessage
from itertools import pairwise

import pyarrow
import pytest
from docx import Document
from pyarrow import parquet

from kg.errors import ReadError
from kg.readers import mapping, read

LINES = [
    "Ferry returns to Northport",
    "March 5, 2018",
    "NORTHPORT (Harbor News) -- The ferry returned to Northport on Monday after a week at",
    "sea, the harbor office said, and four hundred people walked off in the rain.",
    "The captain said that the engine had failed off the coast and that nobody was hurt in",
    "the seven days that followed.",
]
TITLE, _, FIRST, *REST = LINES
PROSE = [FIRST.partition("-- ")[2] + " " + REST[0], " ".join(REST[1:])]
FEED = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbor News</title>
<language>en-us</language>
<item><title>Ferry returns &amp; docks</title><link>https://harbor.example/ferry</link>
<pubDate>Mon, 05 Mar 2018 10:30:00 +0100</pubDate><author>Jane Doe</author>
<description>A teaser.</description>
<content:encoded><![CDATA[<p>The caf\u00e9 ferry <b>returned</b> on Monday.</p>
<script>alert(1)</script><p>Nobody was hurt.</p>]]></content:encoded>
</item><item><title>Nothing here</title></item></channel></rss>"""
PAGE = (
    '<html lang="en"><head><title>Ferry returns</title></head><body><article><h1>Ferry returns</h1>'
    "<p>The ferry returned to Northport on Monday after a week at sea, the harbor office said in the morning.</p>"
    "<p>Four hundred people walked off in the rain, and nobody was hurt in the days that followed.</p>"
    "</article></body></html>"
)


def pdf(pages: list[list[str]], title: str = "", encrypted: bool = False) -> bytes:
    """Return a PDF of these lines, 16 points apart."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"1 0 0 1 40 {780 - 16 * n} Tm ({line}) Tj\n" for n, line in enumerate(lines))
        content = f"BT /F1 10 Tf\n{shown}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 800] /Resources << /Font << /F1 3 0 R >> >> "
        page += "/Contents {} 0 R >>"
        objects.append(page.format(len(objects)).encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(f"<< /Title ({title}) /Author (Jane Doe) >>".encode())
    trailer = f"/Size {len(objects) + 2} /Root 1 0 R /Info {len(objects)} 0 R"
    if encrypted:
        key = "00" * 32
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{key}> /U <{key}> >>".encode())
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<00> <00>]"
    body, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return body + f"{table}trailer\n<< {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n".encode()


def word(lines: list[str]) -> bytes:
    """Return a Word document whose first line is its title."""
    document = Document()
    document.core_properties.author = "Jane Doe"
    document.add_heading(lines[0], 0)
    for line in lines[1:]:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def zipped(files: dict[str, bytes | str]) -> bytes:
    """Return a .zip of these files, in this order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def epub(chapters: dict[str, str]) -> bytes:
    """Return an e-book of these chapters, in HTML, the cover first."""
    names = list(chapters)
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(names)))
    package = f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>Harbor News</dc:title><dc:date>2018-03-05</dc:date><dc:language>en</dc:language></metadata>
<manifest>{items}</manifest><spine>{spine}</spine></package>"""
    container = '<container><rootfiles><rootfile full-path="in/book.opf"/></rootfiles></container>'
    inside = {f"in/{name}": content for name, content in chapters.items()}
    return zipped({"META-INF/container.xml": container, "in/book.opf": package, **inside})


@pytest.fixture
def articles(tmp_path):
    """Give a function that saves a file and returns its articles and the errors."""

    def run(name, content, **options):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        errors = []
        return list(read([str(path)], errors.append, **options)), [
            str(error).removeprefix(f"{tmp_path}/") for error in errors
        ]

    return run


def test_a_pdf_gives_its_paragraphs_title_author_and_date(articles):
    """Wrapped lines are joined, also over a page's end; what stands on all pages is left out."""
    pages = [["Harbor News", *LINES[:4], "page 1"], ["Harbor News", *LINES[4:], "page 2"]]
    [[found], errors] = articles("a.pdf", pdf(pages, TITLE))
    assert (found.title, found.published, found.author) == (TITLE, "2018-03-05", "Jane Doe")
    assert [one for one in PROSE if one not in found.text] == []
    assert "page" not in found.text
    assert errors == []


def test_a_word_document_gives_its_paragraphs_title_author_and_date(articles):
    """The title is the one that its style marks."""
    [[found], _] = articles("a.docx", word([TITLE, "March 5, 2018", *PROSE]))
    assert (found.title, found.published, found.author) == (TITLE, "2018-03-05", "Jane Doe")
    assert found.text == "\n\n".join([TITLE, *PROSE])


@pytest.mark.parametrize(
    ("said", "encoding"),
    [("utf-8", "utf-8"), ("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("utf-16", "utf-8"), ("nonsense", "cp1252")],
)
def test_a_feed_gives_an_article_an_entry(articles, said, encoding):
    """The whole content is taken before the teaser; one that lies about its encoding is read, too."""
    [found], errors = articles("news.rss", FEED.format(encoding=said).encode(encoding))
    assert found.text == "Ferry returns & docks\n\nThe café ferry returned on Monday.\n\nNobody was hurt."
    assert (found.publisher, found.author, found.url) == ("Harbor News", "Jane Doe", "https://harbor.example/ferry")
    assert found.published == "2018-03-05T09:30:00Z"
    assert errors == ["news.rss: entry 2: no text; expected content or a summary; it is skipped"]


def test_a_feed_that_lies_is_read_as_western_text(articles):
    """What is not in UTF-8 as it says is in windows-1252, and not in whatever its letters look like."""
    feed = FEED.format(encoding="utf-8").replace("Nobody", "\u201cSe\u00f1or\u201d Muñoz")
    [found], _ = articles("news.rss", feed.encode("cp1252"))
    assert "“Señor” Muñoz was hurt." in found.text


def test_a_feed_reads_no_other_file(articles, tmp_path):
    """External entities are not looked up."""
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words", encoding="utf-8")
    entity = f'<!DOCTYPE rss [<!ENTITY out SYSTEM "file://{secret}">]>'
    feed = FEED.format(encoding="utf-8").replace("<rss", f"{entity}<rss").replace("A teaser.", "&out; A teaser.")
    found, _ = articles("news.xml", feed.replace("content:encoded", "left-out"))
    assert found
    assert "hidden" not in json.dumps([one.text for one in found])


def test_entities_that_a_feed_declares_are_left_out(articles):
    """A text has no trace of "billion laughs", and one line says so."""
    laughs = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise("abcdefghij"))
    bomb = f'<!DOCTYPE rss [ <!ENTITY a "lol"> {laughs} ]>\n'
    feed = FEED.format(encoding="utf-8").replace("<rss", f"{bomb}<rss").replace("docks", "docks&j;")
    [found], errors = articles("news.rss", feed)
    assert found.text == "Ferry returns & docks\n\nThe café ferry returned on Monday.\n\nNobody was hurt."
    assert "it declares &j; itself" in errors[0]


def archive(pages, packed=True):
    """Return a web archive of these answers (WARC 1.0, each record compressed by itself)."""
    records = []
    for address, (status, kind, body) in pages.items():
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2018-03-09T00:00:00Z\r\n"
        head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        record = head.encode() + answer + b"\r\n\r\n"
        records.append(gzip.compress(record) if packed else record)
    return b"".join(records)


PAGES = {
    "https://harbor.example/2018/03/05/ferry": ("200 OK", "text/html; charset=utf-8", PAGE.encode()),
    "https://harbor.example/gone": ("404 Not Found", "text/html", PAGE.replace("Ferry", "Gone").encode()),
    "https://harbor.example/ship.png": ("200 OK", "image/png", b"x"),
}


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True)])
def test_a_web_archive_gives_an_article_a_page(articles, name, packed):
    """Other answers and other kinds are passed over; the address tells the day if the page does not."""
    [found], errors = articles(name, archive(PAGES, packed))
    assert (found.title, found.url, found.published) == ("Ferry returns", next(iter(PAGES)), "2018-03-05")
    assert errors == []


@pytest.mark.parametrize("cut", [40, 120, 250, 330, 400])
@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True)])
def test_a_web_archive_that_breaks_off_gives_what_came_before(articles, name, packed, cut):
    """One line tells so, wherever in the second record it is: where one file lacks an article, another may be old."""
    second = archive({"https://harbor.example/2": ("200 OK", "text/html", PAGE.encode())}, packed)
    found, errors = articles(name, archive(PAGES, packed) + second[: min(cut, len(second) - 20)])
    assert [one.url for one in found] == [next(iter(PAGES))]
    assert len(errors) == 1
    assert errors[0].startswith(f"{name}: the archive breaks off (it ends within a record)")


def test_an_e_book_gives_an_article_a_chapter(articles):
    """In reading order, without the cover."""
    chapter = (
        "<html><body><h1>{}</h1>"
        + "<p>The ferry returned to Northport on Monday after a week at sea.</p>" * 1
        + "{}</body></html>"
    )
    prose = "".join(f"<p>{one} Then {one.lower()}</p>" for one in (*PROSE, "Nobody was hurt in the rain."))
    book = epub(
        {
            "cover.xhtml": "<html><body>Harbor News</body></html>",
            "z.xhtml": chapter.format("Z", prose),
            "a.xhtml": chapter.format("A", prose),
        }
    )
    found, _ = articles("paper.epub", book)
    assert [(one.title, one.publisher, one.published) for one in found] == [
        ("Z", "Harbor News", "2018-03-05"),
        ("A", "Harbor News", "2018-03-05"),
    ]


ENTITY = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def test_a_short_chapter_is_an_article(articles):
    """Two sentences are; a chapter that declares entities is read without them, and named."""
    page = f"{ENTITY}<html><body><h1>Z</h1><p>{PROSE[0]} &x; {PROSE[0]}</p></body></html>"
    [found], errors = articles("paper.epub", epub({"z.xhtml": page}))
    assert found.text == f"Z\n\n{PROSE[0]} {PROSE[0]}"
    assert [one.partition(";")[0] for one in errors] == ["paper.epub: in/z.xhtml: it declares &x"]


def test_words_that_a_word_file_would_lose_are_not_lost_silently(articles):
    """Where it declares an entity, all that follows in the paragraph would be gone."""
    with zipfile.ZipFile(io.BytesIO(word([TITLE, *PROSE]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode().partition("?>")[2].replace(PROSE[0], f"{PROSE[0]} &x; {PROSE[0]}")
    found, errors = articles("a.docx", zipped({**parts, "word/document.xml": ENTITY + body}))
    assert found == []
    assert [one.partition(",")[0] for one in errors] == ["a.docx: it declares &x; itself"]


def letter(subject="Ferry returns", body=PAGE, kind="html"):
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Harbor Office <press@harbor.example>"
    message["Date"] = "Mon, 05 Mar 2018 10:30:00 +0100"
    message.set_content("\n".join(PROSE) if kind == "plain" else body, subtype=kind)
    return bytes(message)


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_mail_is_an_article(articles, kind):
    """Who sends it publishes it."""
    [[found], _] = articles("a.eml", letter(kind=kind))
    assert (found.title, found.publisher) == ("Ferry returns", "Harbor Office")
    assert found.published == "2018-03-05T10:30:00+01:00"
    assert "The ferry returned to Northport on Monday" in found.text


def test_a_mailbox_gives_an_article_a_mail(articles):
    """A mail without text is told, and the next is read."""
    box = b"".join(
        b"From x Mon Mar  5 10:30:00 2018\n" + one + b"\n\n"
        for one in (letter("One"), letter("Two", "<p></p>"), letter("Three"))
    )
    found, errors = articles("a.mbox", box)
    assert [one.title for one in found] == ["One", "Three"]
    assert [error.partition(";")[0] for error in errors] == ["a.mbox: mail 2: no text"]


ROWS = [
    {
        "headline": "Ferry returns",
        "Body": "The ferry returned.\n\nNobody was hurt.",
        "date": "5 March 2018",
        "source": "Harbor News",
    },
    {"headline": "Ferry leaves", "Body": "The ferry left, he said.", "date": "2018-03-12", "source": "Harbor News"},
]
CSV = (
    "headline;Body;date;source\n"
    'Ferry returns;"The ferry returned.\n\nNobody was hurt.";5 March 2018;Harbor News\n'
    "Ferry leaves;The ferry left, he said.;2018-03-12;Harbor News\n"
)


def parquet_file(rows):
    stream = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "\ufeff" + CSV),
        ("a.tsv", CSV.replace(";", "\t")),
        (
            "a.json",
            json.dumps({"status": "ok", "articles": [{**row, "source": {"name": row["source"]}} for row in ROWS]}),
        ),
        ("a.json", json.dumps(ROWS)),
        ("a.parquet", parquet_file(ROWS)),
        ("a.parquet.gz", gzip.compress(parquet_file(ROWS))),
    ],
)
def test_a_table_gives_an_article_a_row(articles, name, content):
    """Columns are known by their usual names."""
    found, errors = articles(name, content)
    assert [(one.title, one.published, one.publisher) for one in found] == [
        ("Ferry returns", "2018-03-05", "Harbor News"),
        ("Ferry leaves", "2018-03-12", "Harbor News"),
    ]
    assert found[0].text == "Ferry returns\n\nThe ferry returned.\n\nNobody was hurt."
    assert errors == []


def test_columns_of_other_names_can_be_named(articles):
    """Also what stands inside another value."""
    rows = [{"nr": 7, "page": {"story": "<p>The ferry returned.</p><p>Nobody was hurt.</p>"}}]
    [found], _ = articles("a.json", json.dumps(rows), columns=mapping("id=nr, text=page.story"))
    assert (found.id, found.text) == ("7", "The ferry returned.\n\nNobody was hurt.")


@pytest.mark.parametrize("name", ["text", "story=x", "text="])
def test_a_mapping_that_is_none_is_refused(name):
    """What is expected is told."""
    with pytest.raises(ReadError, match=r"--columns: .*expected FIELD=COLUMN"):
        mapping(name)


TEXT = f"{TITLE}\n\n{PROSE[0]}\n"


def tar(files):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as made:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            made.addfile(info, io.BytesIO(content))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt.gz", gzip.compress(TEXT.encode())),
        ("a.txt.bz2", bz2.compress(TEXT.encode())),
        ("a.txt.xz", lzma.compress(TEXT.encode())),
        ("a.zip", zipped({"b/picture.png": "x", "b/a.txt": TEXT})),
        ("a.zip", zipped({"b/a.txt.gz": gzip.compress(TEXT.encode())})),
        ("a.tar.gz", tar({"b/a.txt": TEXT.encode(), "b/x.png": b"x"})),
        ("a.tgz", tar({"b/a.txt": TEXT.encode()})),
    ],
)
def test_compressed_files_are_read_like_others(articles, name, content):
    """One file, or an archive of several; nothing is unpacked to disk."""
    found, errors = articles(name, content)
    assert [one.title for one in found] == [TITLE]
    assert errors == []


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2018-03-05-ferry.txt", "2018-03-05"),
        ("harbor_20180305.md", "2018-03-05"),
        ("harbor-5Mar2018Doe12.txt", "2018-03-05"),
        ("2018/03/05/ferry.txt", "2018-03-05"),
        ("2018-13-05-ferry.txt", ""),
        ("2018-02-30-ferry.txt", ""),
        ("a20180305b.txt", ""),
    ],
)
def test_the_name_of_a_file_tells_the_day(articles, name, day):
    """It counts where nothing else says when the article was published."""
    [[found], _] = articles(name, TEXT)
    assert found.published == day


def test_what_the_page_says_goes_before_its_file_name(articles):
    """The day in the name may be that of saving."""
    [[found], _] = articles("2018-03-09-ferry.txt", f"{TITLE}\n\nMarch 5, 2018\n\n{PROSE[0]}\n")
    assert found.published == "2018-03-05"


BOMB = zipped({"word/document.xml": b"\0" * 300_000_000})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"x", "a.pdf: no PDF; expected"),
        ("a.pdf", pdf([LINES], TITLE)[:300], "a.pdf: a damaged PDF; expected"),
        ("a.pdf", pdf([LINES], TITLE, encrypted=True), "a.pdf: a locked PDF; expected one without a password"),
        ("a.pdf", pdf([[]]), "a.pdf: pages without text; expected text, not pictures"),
        ("a.pdf", pdf([["x"]] * 201), "a.pdf: 201 pages; expected an article of at most 200"),
        ("a.docx", b"x", "a.docx: a damaged file"),
        ("a.docx", BOMB, "a.docx: it unpacks to 300,000,000 bytes; expected a document of at most"),
        ("a.docx", zipped({"a": "b"}), "a.docx: no Word document, or a damaged one"),
        ("a.docx", b"\xd0\xcf\x11\xe0rest", "a.docx: an old Word document (.doc), or one with a password"),
        ("a.epub", BOMB, "a.epub: it unpacks to 300,000,000 bytes"),
        ("a.epub", zipped({"a": "b"}), "a.epub: no e-book, or a damaged"),
        ("a.epub", epub({"a.xhtml": "<p>Harbor News</p>"}), "a.epub: no chapter with 120 characters of sentences"),
        ("a.rss", "just words", "a.rss: no feed; expected RSS or Atom"),
        ("a.rss", "", "a.rss: the file is empty"),
        ("a.warc", "just words", "a.warc: no web archive"),
        ("a.eml", b"Subject: x\n\n", "a.eml: no text"),
        ("a.mbox", b"nothing", "a.mbox: no mail; expected a mailbox"),
        ("a.csv", "head,day\nx,y\n", "a.csv: no column with the text; the columns are head, day; name the columns"),
        ("a.csv", "text,date\nThe ferry left.,soon\n", "a.csv:2: the date 'soon'; expected one such as"),
        ("a.csv", 'text,date\n"The ferry left', "a.csv: no whole table (it ends within quotation marks)"),
        (
            "a.csv.gz",
            gzip.compress(b"text\n" + b"a " * 11_000_000),
            "a.csv.gz: no whole table (a line longer than 20,000,000",
        ),
        ("a.csv", b"text\n\xff\xfe\n", "a.csv: not UTF-8"),
        ("a.json", "{", "a.json: not JSON"),
        ("a.parquet", b"x", "a.parquet: no Parquet file"),
        ("a.txt.gz", b"x", "a.txt.gz: a damaged file"),
        ("a.txt.gz", gzip.compress(TEXT.encode() * 50)[:-20], "a.txt.gz: a damaged file"),
        ("a.txt.gz", gzip.compress(b"a " * 11_000_000), "a.txt.gz: the page is longer than 20,000,000 bytes"),
        ("a.zip", zipped({"a.txt": TEXT})[:-30], "a.zip: a damaged file"),
        ("a.tar", b"x" * 2000, "a.tar: a damaged file"),
        ("a.zip", zipped({"b.zip": zipped({"a.txt": TEXT})}), "a.zip/b.zip: an archive within an archive"),
    ],
)
def test_bad_input_is_one_clear_line(articles, name, content, message):
    """The line names the file, what was found and what to do."""
    found, errors = articles(name, content)
    assert found == []
    assert len(errors) == 1
    assert errors[0].startswith(message)
