"""Which blocks of a page are its article. All pages here are made up."""

from __future__ import annotations

import subprocess
import sys

import pytest
from lxml.html import HtmlElement, document_fromstring

from workbench.corpus.boilerplate_rules import KINDS, LIVE_POST
from workbench.corpus.readers import main_text as module
from workbench.corpus.readers.main_text import MainText, main_text
from workbench.corpus.readers.page_blocks import page_blocks

STORY = (
    "The harbour council voted on Tuesday evening to close the old ferry line between the two islands for the winter.",
    "“Nobody asked the people who cross every morning,” said Ana Brandt, who runs a bakery beside the northern pier.",
    "The council answered that the ferry had carried fewer than forty passengers a day since a bridge was opened nearby.",
    "The company that runs the boats has asked for more money each year, and its last two requests were turned down.",
    "A decision on the summer timetable is expected in March, when the accounts of the company are to be published.",
)


def tree(body: str) -> HtmlElement:
    return document_fromstring(f"<html><body>{body}</body></html>")


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def marked(found: MainText) -> dict[str, tuple[str, str]]:
    """Kind and rule by the text that is marked."""
    return {found.text[start:end]: (kind, rule) for start, end, kind, rule in found.boilerplate}


def counted(found: MainText) -> str:
    text = found.text
    for start, end, _, _ in reversed(found.boilerplate):
        text = text[:start] + text[end:]
    return "\n\n".join(part for part in text.split("\n\n") if part.strip())


def test_the_headline_is_left_out_wherever_it_stands() -> None:
    headline = "Council closes ferry line for the winter"
    body = f"<article><h1>{headline}</h1>{paragraphs(*STORY[:2])}<p>{headline}</p>{paragraphs(*STORY[2:])}</article>"
    found = main_text(tree(body), titles=[headline])
    assert found.text == "\n\n".join(STORY)


def test_a_paragraph_that_holds_nothing_but_a_link_is_marked_and_kept() -> None:
    link = '<p><a href="/b">Bridge opens after nine years of building</a></p>'
    found = main_text(tree(f"<article>{paragraphs(*STORY[:3])}{link}{paragraphs(*STORY[3:])}</article>"))
    assert marked(found) == {"Bridge opens after nine years of building": ("related", "paragraph-is-a-link")}
    assert counted(found) == "\n\n".join(STORY)


def test_a_page_made_of_links_keeps_them_as_its_text() -> None:
    body = "".join(f'<p><a href="/{n}">{text}</a></p>' for n, text in enumerate(STORY))
    found = main_text(tree(f"<article>{body}</article>"))
    assert found.text
    assert found.boilerplate == ()


@pytest.mark.parametrize(
    ("wrap", "kind"),
    [
        ('<div class="newsletter-signup"><p>{}</p></div>', "appeal"),
        ('<div class="relatedPromo"><p>{}</p></div>', "related"),
        ('<div id="comments-area"><p>{}</p></div>', "comment_form"),
        ('<div class="c-share-tools share"><p>{}</p></div>', "share"),
    ],
)
def test_a_part_whose_class_says_what_it_is_for_is_not_counted(wrap: str, kind: str) -> None:
    words = "Here stands a sentence of some length that has the look of one more paragraph of the article itself."
    body = f"<article>{paragraphs(*STORY[:3])}{wrap.format(words)}{paragraphs(*STORY[3:])}</article>"
    found = main_text(tree(body))
    assert words not in counted(found)
    for text, (kind_found, _) in marked(found).items():
        assert text == words
        assert kind_found == kind


def test_a_class_under_which_the_article_itself_stands_says_nothing() -> None:
    found = main_text(tree(f'<div class="paywall subscription promo">{paragraphs(*STORY)}</div>'))
    assert counted(found) == "\n\n".join(STORY)


def test_posts_of_networks_inside_the_article_belong_to_it() -> None:
    post = (
        '<div class="embed"><blockquote class="twitter-tweet"><p lang="en">The ferry was late again. <a href="x">pic</a></p>'
        '— Ana B. (@anab) <a href="y">3 May 2024</a></blockquote></div>'
    )
    found = main_text(tree(f"<article>{paragraphs(*STORY[:3])}{post}{paragraphs(*STORY[3:])}</article>"))
    assert "The ferry was late again." in counted(found)
    assert "@anab" in counted(found)


def test_an_article_in_several_parts_is_found_whole() -> None:
    first = "".join(f'<div class="chunk"><div class="body">{paragraphs(text)}</div></div>' for text in STORY)
    more = "".join(
        f'<div class="chunk"><div class="body">{paragraphs(text.replace("council", f"board {n}"), text[::-1])}</div></div>'
        for n, text in enumerate(STORY)
    )
    found = main_text(tree(f'<div class="story">{first}{more}</div>'))
    for text in STORY:
        assert text in found.text
        assert text[::-1] in found.text


def test_the_teaser_of_the_article_in_a_list_is_not_taken_for_its_first_paragraph() -> None:
    teasers = "".join(
        f"<li><a href='/{n}'>Something else happened in town</a> <span>{text} And there is more of it to be read inside.</span>"
        for n, text in enumerate(reversed(STORY))
    )
    found = main_text(tree(f"<div><ul>{teasers}</ul></div><article>{paragraphs(*STORY)}</article>"))
    assert counted(found) == "\n\n".join(STORY)


def test_lists_and_tables_of_the_article_keep_their_lines() -> None:
    items = "<ul><li>Monday: no ferry at all</li><li>Tuesday: two ferries a day</li></ul>"
    rows = "".join(f"<tr><td>{day}</td><td>{boats}</td></tr>" for day, boats in (("Monday", 0), ("Tuesday", 2)))
    table = f"<table><tr><th>Day</th><th>Boats</th></tr>{rows}</table>"
    found = main_text(tree(f"<article>{paragraphs(*STORY[:3])}{items}{table}{paragraphs(*STORY[3:])}</article>"))
    assert "Monday: no ferry at all\nTuesday: two ferries a day" in found.text
    assert "Day | Boats\nMonday | 0\nTuesday | 2" in found.text


def test_a_paragraph_for_small_and_one_for_large_screens_are_one() -> None:
    found = main_text(tree(f"<article>{paragraphs(*STORY)}{paragraphs(STORY[4])}</article>"))
    assert found.text == "\n\n".join(STORY)


def test_entries_of_a_live_page_are_marked_when_an_article_stands_above_them() -> None:
    entries = [f"Entry {n}. The {word} boat has left the pier with all its passengers on board." for n, word in
               enumerate(("first", "second", "third"))]  # fmt: skip
    body = f"<article>{paragraphs(*STORY)}<div>{paragraphs(*entries)}</div></article>"
    found = main_text(tree(body), live_posts=entries)
    assert counted(found) == "\n\n".join(STORY)
    assert {kind for kind, _ in marked(found).values()} == {LIVE_POST}
    assert "3 dated entries" in found.review


def test_entries_of_a_live_page_are_the_article_when_there_is_no_other() -> None:
    entries = [f"{text} Now." for text in STORY] + [f"{text} Later." for text in STORY]
    found = main_text(
        tree(f"<article><p>All of it, as it happened.</p>{paragraphs(*entries)}</article>"), live_posts=entries
    )
    assert all(entry in counted(found) for entry in entries)


def test_paragraphs_that_the_page_s_own_data_holds_are_taken() -> None:
    lost = "One more thing was said that evening, and it stood in a corner of the page where nobody would look for it."
    body = f"<article>{paragraphs(*STORY)}</article><section><span>{lost}</span></section>"
    found = main_text(tree(body), bodies=["\n".join([*STORY, lost])])
    assert lost in counted(found)


def test_where_the_usual_way_finds_nothing_the_densest_part_is_taken_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: None)
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(20))
    found = main_text(
        tree(f"<nav><ul>{menu}</ul></nav><div class='x'>{paragraphs(*STORY)}</div><footer><p>{'© ' * 40}</p></footer>")
    )
    assert found.text == "\n\n".join(STORY)
    assert "densest part" in found.review
    assert found.how == "the densest part of the page"


def test_a_failure_of_the_usual_way_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    found = main_text(tree(f"<div>{paragraphs(*STORY)}</div>"))
    assert found.text == "\n\n".join(STORY)
    assert any("irregular" in note for note in found.notes)


def test_kinds_are_those_of_the_boilerplate_table() -> None:
    assert set(module._FURNITURE_WORDS.values()) | set(module._FURNITURE_TAGS.values()) <= set(KINDS)


def test_the_tree_is_not_changed() -> None:
    root = tree(f"<article><h1>Head</h1>{paragraphs(*STORY)}<form><input></form></article>")
    before = sum(1 for _ in root.iter())
    main_text(root, titles=["Head"])
    assert sum(1 for _ in root.iter()) == before


# blocks


def test_two_line_breaks_part_paragraphs_and_one_parts_lines() -> None:
    texts = [
        block.text
        for block in page_blocks(tree("<div>One line<br>and another<br><br>A paragraph<b> with bold</b></div>"))
    ]
    assert texts == ["One line\nand another", "A paragraph with bold"]


def test_text_after_an_inner_block_is_a_block_of_its_own() -> None:
    texts = [block.text for block in page_blocks(tree("<div>before<p>inside</p>after<!-- x --> it</div>"))]
    assert texts == ["before", "inside", "after it"]


def test_the_share_of_links_and_hidden_parts_is_known() -> None:
    linked, hidden = page_blocks(tree('<p>ab <a href="x">cd ef</a></p><div style="display:none"><p>gone</p></div>'))
    assert 0.5 < linked.link_share < 0.7
    assert not linked.hidden
    assert hidden.hidden


def test_a_table_that_only_lays_out_a_page_gives_its_paragraphs() -> None:
    table = f"<table><tr><td>{paragraphs(*STORY)}</td><td>Side</td></tr></table>"
    assert [block.text for block in page_blocks(tree(table))] == [*STORY, "Side"]


def test_loading_the_library_for_pages_opens_no_socket() -> None:
    watch = (
        "import sys\n"
        "def hook(event, arguments):\n"
        "    assert not event.startswith('socket.'), (event, arguments)\n"
        "sys.addaudithook(hook)\n"
        "from workbench.corpus.readers.main_text import _library\n"
        "import socket\n"
        "had = socket.has_ipv6\n"
        "_library().bare_extraction('<html><body><p>The ferry sails.</p></body></html>')\n"
        "assert socket.has_ipv6 is had\n"
    )
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
