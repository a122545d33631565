"""Markdown and HTML."""

import io

import pytest

from kg.errors import ReadError
from kg.readers import html, markdown

POST = """\
---
title: "Mayor opens bridge"
date: 4 March 2018
source: Example Gazette
tags: [a, b]
---
# Mayor opens bridge

*By Jane Doe*

SAMPLEVILLE (EG) -- The mayor opened the [new bridge](http://x.example) on **Sunday**,
and walked *across* it.

![A bridge](x.png)

* The bridge cost $4 million.
* It took two years.

| a | b |
|---|---|
| 1 | 2 |

```
code
```

> "It is ours," she said.

Read more: Other bridges
"""
HEAD = """\
<html lang="en-GB"><head><meta charset="{charset}"><title>Port reopens after strike | The Example Post</title>
<meta property="og:site_name" content="The Example Post"><meta name="author" content="Jane Doe">
<link rel="canonical" href="https://post.example/port-reopens">{more}</head><body><nav><a href="/">Home</a></nav>"""
BODY = """\
<article><h1>Port reopens after strike</h1>
<p>The port of Sampleville reopened on Sunday after a strike of nine days, café owners said.</p>
<p>Dock workers accepted a pay rise of four percent, the union said in a <a href="/x">statement</a>.</p>
<p>Dock workers accepted a pay rise of four percent, the union said in a statement.</p>
<p>Read more: Nine days without ships</p>
<figure><img src="x"><figcaption>Ships wait. (Example Photo)</figcaption></figure>
<p>Ships had waited off the coast since 2018-02-24, and two of them turned back on the way.</p></article>
<div class="comments"><p>First! This port should never have been closed at all, honestly.</p></div>
<footer>© 2018 The Example Post</footer></body></html>"""


def read_markdown(page: str):
    """Return the article of a Markdown text."""
    [(_, found)] = markdown.articles(io.BytesIO(page.encode()), "page.md", pytest.fail)
    return found


def read_html(charset: str = "utf-8", more: str = "", body: str = BODY):
    """Return the article of a web page saved in the encoding it declares."""
    page = (HEAD.format(charset=charset, more=more) + body).encode(charset)
    [(_, found)] = html.articles(io.BytesIO(page), "page.html", pytest.fail)
    return found


def test_markdown_becomes_plain_paragraphs():
    """Links give their text, lists paragraphs; pictures, code, tables and furniture go."""
    assert read_markdown(POST).text.split("\n\n") == [
        "Mayor opens bridge",
        "SAMPLEVILLE (EG) -- The mayor opened the new bridge on Sunday, and walked across it.",
        "The bridge cost $4 million.",
        "It took two years.",
        '"It is ours," she said.',
    ]


def test_front_matter_gives_the_fields():
    """What the front matter says counts before what the page says."""
    found = read_markdown(POST)
    assert (found.title, found.published, found.publisher, found.author) == (
        "Mayor opens bridge",
        "2018-03-04",
        "Example Gazette",
        "Jane Doe",
    )


@pytest.mark.parametrize(
    ("line", "published"),
    [("published: 2018-03-04T10:00:00Z", "2018-03-04T10:00:00Z"), ("date: 2018-03", "2018-03"), ("date: soon", "")],
)
def test_dates_of_front_matter(line, published):
    """A date that is none is left out rather than guessed."""
    assert markdown.front_matter(line).get("published", "") == published


def test_markdown_without_front_matter_has_its_heading_as_title():
    """The first heading is the title; a rule at the start is no front matter."""
    found = read_markdown("# Bridge opens\n\nThe mayor opened it at noon.\n\n---\n\nIt was late.\n")
    assert (found.title, found.text) == ("Bridge opens", "Bridge opens\n\nThe mayor opened it at noon.\n\nIt was late.")


def test_a_web_page_gives_its_article():
    """Navigation, captions, comments and repeats go; the metadata is read."""
    found = read_html(more='<meta property="article:published_time" content="2018-03-04T09:30:00+01:00">')
    assert found.text.split("\n\n") == [
        "Port reopens after strike",
        "The port of Sampleville reopened on Sunday after a strike of nine days, café owners said.",
        "Dock workers accepted a pay rise of four percent, the union said in a statement.",
        "Ships had waited off the coast since 2018-02-24, and two of them turned back on the way.",
    ]
    assert (found.title, found.published, found.publisher, found.author, found.url, found.language) == (
        "Port reopens after strike",
        "2018-03-04T09:30:00+01:00",
        "The Example Post",
        "Jane Doe",
        "https://post.example/port-reopens",
        "en",
    )


@pytest.mark.parametrize(
    ("more", "published"),
    [
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2018-03-05"}</script>',
            "2018-03-05",
        ),
        ('<meta name="date" content="5 March 2018">', "2018-03-05"),
        ("", ""),
    ],
)
def test_a_date_comes_from_the_metadata_never_from_the_prose(more, published):
    """A day that the article speaks of is not its date of publication."""
    assert read_html(more=more).published == published


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-8-sig"])
def test_the_declared_encoding_is_honoured(charset):
    """The same page in another encoding is the same article."""
    assert read_html(charset).id == read_html().id


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (b"", "byte 0xe9 at offset 8 is not UTF-8"),
        (b'<meta charset="klingon">', "declares the unknown encoding 'klingon'"),
        (b'<meta charset="ascii-85">', "declares the unknown encoding"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=shift_jis">', "is not SHIFT_JIS"),
    ],
)
def test_a_wrong_encoding_is_an_error(head, message):
    """What cannot be decoded as declared is told, not guessed."""
    page = head + b"<p>A caf\xe9<p>"
    with pytest.raises(ReadError, match=message):
        list(html.articles(io.BytesIO(page), "page.html", pytest.fail))


@pytest.mark.parametrize(("tag", "code"), [("<html lang='fr-FR'>", "fr"), ("<html>", "en"), ('<HTML LANG="de">', "de")])
def test_the_language_is_that_of_the_html_element(tag, code):
    """English where the page says nothing."""
    assert html.language(f"<!DOCTYPE html>{tag}<body>") == code
