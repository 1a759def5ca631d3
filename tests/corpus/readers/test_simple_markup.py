from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.readers.simple_markup import Heading, markup_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("plain &lt;b&gt; text", "plain <b> text"),
        ("a <b>bold</b>\n  word", "a bold word"),
        ("one<br><br>two<br>three", "one\n\ntwo\nthree"),
        ("<ul><li>a<li>b</ul>", "a\n\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb"),
        ("<!-- gone --><p>x<!-- gone -->y</p>", "xy"),
        ("<script>if (a<b) {}</script><style>p{}</style>x", "x"),
        ("<div style='display: none'>gone<div>gone</div></div>x", "x"),
        ("<pre>a\n b</pre>", "a\nb"),
        ("<p>a<![CDATA[<b>&amp;]]></p>", "a<b>&amp;"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("<p>unclosed <a href='x", "unclosed <a href='x"),
        ("<script>never closed", "never closed"),
        ("<head><title>T</title><meta></head><body>B</body>", "B"),
        ("", ""),
    ],
)
def test_markup_becomes_paragraphs(markup: str, text: str) -> None:
    assert markup_text(markup).text == text


def test_titles_and_headings_are_known() -> None:
    found = markup_text("<title>The <i>title</i></title><h2>A &amp; B</h2><h1>C<br>D</h1><p id='p1'>x</p>")
    assert found.title.startswith("The")
    assert found.headings == (Heading(2, "A & B"), Heading(1, "C D"))


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<script>", "<a b='", "<![CDATA[", "&", "<div>", "<?", "<style", "<title>"]
)
def test_hostile_markup_takes_no_more_time_than_its_length(piece: str) -> None:
    began = time.process_time()
    markup_text(piece * (400_000 // len(piece)))
    assert time.process_time() - began < 5


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<br>",
                "<div hidden>",
                "</div>",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "a",
                " ",
                "&amp;",
                "<",
                ">",
            ]
        )
    )
)
def test_no_markup_makes_it_fail(pieces: list[str]) -> None:
    text = markup_text("".join(pieces)).text
    assert "\n\n\n" not in text
