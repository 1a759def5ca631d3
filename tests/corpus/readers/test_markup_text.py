"""Paragraphs from HTML and XML elements."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.readers.marked_text import Mark, MarkedText, joined_texts
from workbench.corpus.readers.markup_text import (
    element_text,
    html_or_plain_text,
    html_text,
    indented_paragraphs,
)
from workbench.corpus.readers.safe_xml import Element, local_name, parse_xml


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One\n  two</p><p>three</p>", "One two\n\nthree"),
        ("<p>One<p>two", "One\n\ntwo"),
        ("one<br>two<br/><br>three", "one\ntwo\n\nthree"),
        ("A &amp; B &eacute; &#8217; &nbsp;x", "A & B é ’ \u00a0x"),
        ("<b>bo</b>ld <i>and</i> more", "bold and more"),
        ('<a href="x>y" title=\'">\'>link</a> text', "link text"),
        ("x <script>if (a<b) {}</script><style>p{}</style><!-- <p>no</p> -->y", "x y"),
        ("5 < 6 and <3 and a<b", "5 < 6 and <3 and a<b"),
        ("<ul><li>a</li><li>b</li></ul>c", "a\n\nb\n\nc"),
        (
            "<table><tr><th>Team</th><th>Wins</th></tr><tr><td><p>Reds</p></td><td>3</td></tr></table>",
            "Team\tWins\nReds\t3",
        ),
        ("<svg>never closed <p>kept</p>", "never closed\n\nkept"),
        ("text <b", "text <b"),
        ("text <!-- never closed", "text"),
        ("<![CDATA[x]]><?php y ?>z", "z"),
        ("", ""),
    ],
)
def test_html_becomes_paragraphs(markup: str, text: str) -> None:
    assert html_text(markup) == text


def test_text_without_tags_keeps_its_lines() -> None:
    assert html_or_plain_text("one &amp; two\r\nthree\r\n\r\n\r\nfour <5") == "one & two\nthree\n\nfour <5"


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<!--",
        "<svg>",
        '<a "',
        "<a '>",
        "<script>",
        "&",
        "<td>",
        "<br>",
        "</",
        "<a b='",
        "\t",
        " \n",
        "<!",
        "</script ",
    ],
)
def test_time_grows_with_the_length_whatever_is_in_it(piece: str) -> None:
    markup = piece * (600_000 // len(piece))
    began = time.perf_counter()
    html_or_plain_text(markup)
    assert time.perf_counter() - began < 5  # a quarter of a second where the square of the length would take minutes


@given(st.text("ab <>/!-=\"'&;ptdr\n\t", max_size=80))
def test_any_html_gives_tidy_paragraphs(markup: str) -> None:
    text = html_text(markup)
    assert text == text.strip()
    assert "\n\n\n" not in text
    assert "\r" not in text


@given(st.lists(st.text("abcxyz.,", min_size=1, max_size=12), min_size=1, max_size=6))
def test_paragraphs_come_out_as_they_went_in(paragraphs: list[str]) -> None:
    expected = "\n\n".join(paragraphs)
    assert html_text("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)) == expected
    root = parse_xml(("<r>" + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs) + "</r>").encode())
    assert element_text(root).text == expected


def mark_media(element: Element) -> Mark | None:
    return ("media_caption", "a caption") if local_name(element) == "media" else None


def test_what_is_no_part_of_the_article_is_marked_and_stays() -> None:
    root = parse_xml(b"<r><p>One.</p><media><p>Photo: A</p>\n<p>B</p></media>tail<p>Two.</p><media>C</media></r>")
    found = element_text(root, mark_of=mark_media)
    assert found.text == "One.\n\nPhoto: A\n\nB\n\ntail\n\nTwo.\n\nC"
    assert [(found.text[start:end], kind, rule) for start, end, kind, rule in found.boilerplate] == [
        ("Photo: A\n\nB", "media_caption", "a caption"),
        ("C", "media_caption", "a caption"),
    ]


def test_texts_are_joined_with_their_marks() -> None:
    marked = MarkedText("ab cd", ((3, 5, "credit", "x"),))
    joined = joined_texts([MarkedText("one"), MarkedText(""), marked])
    assert joined.text == "one\n\nab cd"
    assert [joined.text[start:end] for start, end, _, _ in joined.boilerplate] == ["cd"]


def test_a_story_whose_paragraphs_are_indented_lines_is_taken_apart() -> None:
    story = '(Adds detail)\n    Rain fell on the\nwhole town on Monday.\n    "It was wet," the\nmayor said.'
    root = parse_xml(f"<r><p>{story}</p></r>".encode())
    assert element_text(root).text == (
        '(Adds detail)\n\nRain fell on the whole town on Monday.\n\n"It was wet," the mayor said.'
    )


def test_xml_that_is_printed_with_indents_stays_one_paragraph() -> None:
    text = "\n      one\n      two\n      three\n      four\n    five"
    assert list(indented_paragraphs(text)) == [text]


def test_scripts_and_media_objects_are_left_out_with_what_follows_kept() -> None:
    root = parse_xml(b"<r><p>a<script>x<b>y</b></script>b</p><pre>c\nd</pre></r>")
    assert element_text(root).text == "ab\n\nc\nd"
