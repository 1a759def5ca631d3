"""The article on a web page: which of its blocks are the text, and which of those only furnish it.

trafilatura names the blocks; what it overlooked between them is added, what the markup calls a teaser, a caption or an
appeal is marked. Where it finds nothing or far too little, the densest part of the page is taken, and a person is told.
Metadata does not belong here (see :mod:`workbench.corpus.readers.page_metadata`), nor do rules about the words of single
lines, which hold for all formats (:mod:`workbench.corpus.boilerplate_rules`).
"""

from __future__ import annotations

import copy
import logging
import re
import socket
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import ModuleType
from typing import Final

from lxml.html import HtmlElement

from workbench.corpus import boilerplate_rules as rules
from workbench.corpus.readers.page_blocks import Block, page_blocks

for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what they have to say is said here in plain words

_MOST_ELEMENTS: Final = 60_000
"""A page with more is not given to trafilatura, whose time grows faster than the page."""
_FEW_WORDS: Final = 60
_DENSE_PARAGRAPH: Final = 60
"""Characters from which a block counts as a paragraph when looking for the densest part."""
_MUCH_MORE: Final = 1.25
"""With so many times the words, the densest part of the page holds something that trafilatura missed."""
_MOST_LINKED: Final = 0.5
_LIVE_ARTICLE: Final = 0.1
"""What stands above the entries of a live page is an article when it has this share of their length."""
_LINK_PARAGRAPH: Final = 0.8
_MOST_LEVELS: Final = 4
"""How many elements up the parts of one article meet."""
_NEAR: Final = 0.8
_WORD: Final = re.compile(r"\w+")
_CLASS_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

# Words in the names of classes that say what a part of a page is for. Each is left out of account on a page where much
# of the article itself stands under it.
_FURNITURE_WORDS: Final[Mapping[str, str]] = {
    word: kind
    for kind, words in (
        (
            rules.RELATED,
            "promo promos promotion promotional related recirc recirculation recommended recommendation recommendations"
            " outbrain taboola readmore trending popular seealso moreon",
        ),
        (
            rules.NAVIGATION,
            "breadcrumb breadcrumbs toolbar navigation nav menu sitemap tags tag pagination pager footer",
        ),
        (rules.NAVIGATION, "advert advertisement advertorial ads sponsor sponsored cookie cookies consent lightbox"),
        (rules.NAVIGATION, "modal popup overlay tooltip scrim print noprint banner"),
        (
            rules.APPEAL,
            "newsletter newsletters subscribe subscription subscriptions signup cta donate donation paywall",
        ),
        (rules.APPEAL, "registration login membership"),
        (rules.COMMENT_FORM, "comment comments commenting disqus livefyre respond"),
        (rules.SHARE, "share sharing sharebar sharetools addthis sharedaddy"),
        (rules.AUTHOR_BOX, "bio bios authorbio"),
        (rules.BYLINE, "byline bylines dateline timestamp"),
        (rules.CREDIT, "disclosure disclaimer copyright legal"),
        (rules.MEDIA_CAPTION, "caption captions figcaption gallery slideshow carousel videoplayer playlist"),
    )
    for word in words.split()
}
_FURNITURE_TAGS: Final[Mapping[str, str]] = {
    "nav": rules.NAVIGATION,
    "footer": rules.NAVIGATION,
    "form": rules.NAVIGATION,
    "figcaption": rules.MEDIA_CAPTION,
}
_EMBEDDED_POST: Final = re.compile(
    r"twitter-tweet|twitter-video|instagram-media|bluesky-embed|mastodon-embed|tiktok-embed"
)
_SHARE_FOR_A_WORD: Final = 0.3
"""With so much of the article under a class word, the word says nothing on this page."""


@dataclass(frozen=True, slots=True)
class MainText:
    """The article's text, what in it is furniture, how it was found, and why a person should look at it."""

    text: str
    boilerplate: tuple[tuple[int, int, str, str], ...] = ()
    how: str = ""
    review: str = ""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Choice:
    """The blocks of a page, which of them are taken, and which of those are furniture."""

    blocks: Sequence[Block]
    taken: list[bool]
    furniture: dict[int, tuple[str, str]] = field(default_factory=dict)

    def article(self) -> Iterator[int]:
        """The numbers of the blocks that are the article."""
        return (n for n, taken in enumerate(self.taken) if taken and n not in self.furniture)

    def words(self) -> int:
        """How many words the article has."""
        return sum(len(_WORD.findall(self.blocks[n].text)) for n in self.article())

    def words_with(self, other: _Choice) -> int:
        """How many of these words the other choice has, too."""
        return sum(len(_WORD.findall(self.blocks[n].text)) for n in self.article() if other.taken[n])


def main_text(
    root: HtmlElement, *, titles: Iterable[str] = (), bodies: Sequence[str] = (), live_posts: Sequence[str] = ()
) -> MainText:
    """Find the article on a page.

    Args:
        root: the page. It is not changed.
        titles: the headline in the forms in which the page's metadata gives it; it is left out of the text.
        bodies: what the page's own data (JSON-LD ``articleBody``) calls the text, without markup.
        live_posts: the texts of the entries when the page was written live.

    Returns:
        Paragraphs with a blank line between them, lines of a list or table with a line end. Nothing is invented; a page
        without any text gives an empty text.
    """
    blocks = page_blocks(root)
    if not blocks:
        return MainText("")
    taken = _by_trafilatura(root, blocks)
    how, review, notes = "trafilatura", "", []
    choice = _Choice(blocks, taken if taken is not None else [False] * len(blocks))
    if taken is None:
        notes.append("The page was too large or too irregular for the usual way of finding its text.")
    dense = _Choice(blocks, _densest(blocks))
    _add_overlooked(choice)
    _add_overlooked(dense)
    if _is_far_too_little(choice, dense):
        found = choice.words()
        choice, how = dense, "the densest part of the page"
        review = (
            "The usual way of finding the text of a page gave "
            + (f"only {found:,} words" if found else "nothing")
            + ", so the densest part of the page was taken. Look at where the text begins and ends."
        )
    elif dense.words() >= _MUCH_MORE * choice.words() and dense.words_with(choice) >= choice.words() / 2:
        # seen with articles in several parts, of which one was found
        choice.taken = [one or other for one, other in zip(choice.taken, dense.taken, strict=True)]
        how = "trafilatura and the densest part of the page"
    if not any(choice.taken):
        choice.taken = [block.link_share < _MOST_LINKED and not block.hidden for block in blocks]
        how = "all text of the page that is not a link"
        review = (
            "No article could be told from the rest of the page: all its text was taken. Look at what belongs to it."
        )
        return _written(choice, how, review, notes)
    _add_bodies(choice, bodies)
    _leave_out_headline(choice, titles)
    _leave_out_copies(choice)
    _mark_by_markup(choice)
    _mark_links(choice)
    posts = _mark_live_posts(choice, live_posts)
    if posts:
        review = " ".join(
            filter(
                None, (review, f"The page was written live: its {posts:,} dated entries are marked and not counted.")
            )
        )
    return _written(choice, how, review, notes)


def _written(choice: _Choice, how: str, review: str, notes: Sequence[str]) -> MainText:
    """The text of the blocks that are taken, with the places of those that are furniture."""
    parts: list[str] = []
    spans: list[tuple[int, int, str, str]] = []
    at = 0
    before: Block | None = None
    for n, block in enumerate(choice.blocks):
        if not choice.taken[n]:
            continue
        if before is not None:
            gap = "\n" if _in_one_list(before, block) else "\n\n"
            parts.append(gap)
            at += len(gap)
        if n in choice.furniture:
            spans.append((at, at + len(block.text), *choice.furniture[n]))
        parts.append(block.text)
        at += len(block.text)
        before = block
    return MainText("".join(parts), tuple(spans), how, review, tuple(notes))


def _in_one_list(before: Block, block: Block) -> bool:
    one, other = before.element, block.element
    return one.tag == other.tag and one.tag in ("li", "tr") and one.getparent() is other.getparent()


# finding blocks


def _library() -> ModuleType:
    """trafilatura, loaded when the first page needs it, for that is slow.

    It brings urllib3 for downloads, which are never made here. urllib3 opens a socket when it is loaded, to see whether the
    machine has IPv6; told that it has none, it leaves that out.
    """
    had_ipv6 = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        # a plain import, so that the frozen app's builder sees it
        import trafilatura  # noqa: PLC0415

        return trafilatura
    finally:
        socket.has_ipv6 = had_ipv6


def _by_trafilatura(root: HtmlElement, blocks: Sequence[Block]) -> list[bool] | None:
    """Which blocks trafilatura takes for the article; ``None`` when it can't be asked."""
    trafilatura = _library()

    if sum(1 for _ in zip(root.iter(), range(_MOST_ELEMENTS + 1), strict=False)) > _MOST_ELEMENTS:
        return None
    try:
        found = trafilatura.bare_extraction(
            copy.deepcopy(root), include_comments=False, with_metadata=False, deduplicate=False
        )
    except Exception:
        return None
    text = getattr(found, "text", None) or ""
    return _blocks_in(blocks, [text], shortest=5)


def _blocks_in(blocks: Sequence[Block], texts: Sequence[str], *, shortest: int) -> list[bool]:
    """Which blocks stand in one of the texts: as lines of their own, or with most of their runs of three words.

    A line that is a block by itself speaks for no other: the first paragraph comes again in the teasers of other pages.
    """
    lines = Counter(key for text in texts for line in text.split("\n") if (key := _key(line)))
    keys = [[key for line in block.text.split("\n") if (key := _key(line))] for block in blocks]
    found = [bool(own) and all(key in lines for key in own) for own in keys]
    matched = {key for own, there in zip(keys, found, strict=True) if there for key in own}
    _choose_among_copies(blocks, [" ".join(own) for own in keys], found, lines)
    runs = {run for key in lines if key not in matched for run in _runs(key.split())}
    for n, own in enumerate(keys):
        words = " ".join(own).split()
        if not found[n] and len(words) >= shortest:
            own_runs = list(_runs(words))
            found[n] = sum(run in runs for run in own_runs) >= _NEAR * len(own_runs)
    return found


def _choose_among_copies(
    blocks: Sequence[Block], keys: Sequence[str], found: list[bool], lines: Mapping[str, int]
) -> None:
    """Of short blocks that are the same, such as headings, those nearest to the paragraphs."""
    long_ones = [n for n, there in enumerate(found) if there and len(blocks[n].text) >= _DENSE_PARAGRAPH]
    if not long_ones:
        return
    first, last = long_ones[0], long_ones[-1]
    by_key: dict[str, list[int]] = {}
    for n, there in enumerate(found):
        if there and len(blocks[n].text) < _DENSE_PARAGRAPH:
            by_key.setdefault(keys[n], []).append(n)
    for key, places in by_key.items():
        nearest = sorted(places, key=lambda n: max(0, first - n, n - last))
        for n in nearest[max(1, lines.get(key, 1)) :]:
            found[n] = False


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(words, words[1:], words[2:], strict=False)


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold().replace("_", " ")))


def _densest(blocks: Sequence[Block]) -> list[bool]:
    """The blocks of the element with the most text in paragraphs that are not links.

    Each paragraph speaks for its parent and, half as much, for the parent of that; the element with the most is taken,
    with all its blocks that are not mostly links.
    """
    weight: Counter[HtmlElement] = Counter()
    for block in blocks:
        if (
            len(block.text) < _DENSE_PARAGRAPH
            or block.link_share > 0.3
            or block.hidden
            or _tag_furniture(block.element)
        ):
            continue
        score = int(len(block.text) * (1 - block.link_share))
        parents = block.element.iterancestors()
        # a paragraph written straight into a division speaks for the division itself
        near = (
            block.element if block.element.tag in ("div", "td", "article", "section", "body") else next(parents, None)
        )
        far = next(parents, None)
        if near is not None:
            weight[near] += score
        if far is not None:
            weight[far] += score // 2
    if not weight:
        return [False] * len(blocks)
    best = max(weight, key=lambda element: weight[element])
    inside = set(best.iter())
    return [
        block.element in inside
        and block.link_share < _MOST_LINKED
        and not block.hidden
        and not _tag_furniture(block.element)
        for block in blocks
    ]


def _tag_furniture(element: HtmlElement) -> str:
    if element.tag in _FURNITURE_TAGS:
        return _FURNITURE_TAGS[str(element.tag)]
    return next((_FURNITURE_TAGS[str(a.tag)] for a in element.iterancestors("nav", "footer", "form", "figcaption")), "")


def _is_far_too_little(choice: _Choice, dense: _Choice) -> bool:
    here, there = choice.words(), dense.words()
    if not here:
        return there > 0
    return (here < _FEW_WORDS and there >= 2 * here) or (there >= 5 * here)


# adding blocks


def _add_bodies(choice: _Choice, bodies: Sequence[str]) -> None:
    """Paragraphs that the page's own data counts to the text, when that text is a whole one."""
    if not bodies or sum(len(_WORD.findall(body)) for body in bodies) < _FEW_WORDS:
        return
    for n, there in enumerate(_blocks_in(choice.blocks, bodies, shortest=8)):
        if there and not choice.blocks[n].hidden:
            choice.taken[n] = True


def _add_overlooked(choice: _Choice) -> None:
    """Blocks beside those that are taken and of the same make, and posts of social networks among them."""
    article = list(choice.article())
    if not article:
        return
    places: Counter[tuple[object, ...]] = Counter()
    parents: Counter[HtmlElement] = Counter()
    for n in article:
        element = choice.blocks[n].element
        if len(choice.blocks[n].text) >= _DENSE_PARAGRAPH:
            places[_place(element)] += 1
            if (parent := element.getparent()) is not None:
                parents[parent] += 1
    first, last = article[0], article[-1]
    blocks = choice.blocks
    meeting = set(_ancestors(blocks[last].element, _MOST_LEVELS))
    for n, block in enumerate(blocks):
        if choice.taken[n] or block.hidden or not _WORD.search(block.text):
            continue
        element = block.element
        if first < n < last and _is_embedded_post(element):
            choice.taken[n] = True
            continue
        if block.link_share >= _MOST_LINKED and not (first < n < last and element.tag == "li"):
            continue
        parent = element.getparent()
        beside = parent is not None and parents[parent] >= 2
        alike = (
            n > first
            and len(block.text) >= _DENSE_PARAGRAPH
            and places[_place(element)] >= 2
            and not meeting.isdisjoint(_ancestors(element, _MOST_LEVELS))
        )
        if element.tag in _PARAGRAPH_TAGS and ((beside and first <= n <= last) or alike):
            choice.taken[n] = True


def _ancestors(element: HtmlElement, most: int) -> Iterator[HtmlElement]:
    """The nearest elements around one, but not the whole page."""
    return (a for a in islice(element.iterancestors(), most) if a.tag not in ("body", "html"))


_PARAGRAPH_TAGS: Final = frozenset(["p", "div", "blockquote", "pre", "h2", "h3", "h4", "li", "dd", "dt", "section"])


def _place(element: HtmlElement) -> tuple[object, ...]:
    """An element's make and its parent's: paragraphs of one article share it, wherever they stand."""
    parent = element.getparent()
    up = (parent.tag, parent.get("class")) if parent is not None else ()
    return (element.tag, element.get("class"), *up)


def _is_embedded_post(element: HtmlElement) -> bool:
    quotes = [element] if element.tag == "blockquote" else []
    quotes += element.iterancestors("blockquote")
    return any(_EMBEDDED_POST.search(quote.get("class", "")) for quote in quotes)


# leaving out and marking


def _leave_out_headline(choice: _Choice, titles: Iterable[str]) -> None:
    """The headline: it is the title, and counted words should not count it a second time."""
    keys = {key for title in titles if len((key := _key(title)).split()) >= 2}
    keys |= {
        key for n, b in enumerate(choice.blocks) if b.element.tag == "h1" and len((key := _key(b.text)).split()) >= 2
    }
    first_prose = next((n for n in choice.article() if len(choice.blocks[n].text) >= 100), len(choice.blocks))
    for n in list(choice.article()):
        block = choice.blocks[n]
        if (block.element.tag == "h1" and n <= first_prose) or (len(block.text) <= 300 and _key(block.text) in keys):
            choice.taken[n] = False


def _leave_out_copies(choice: _Choice) -> None:
    """A paragraph that stands twice on the page, as for small and large screens."""
    seen: set[str] = set()
    for n in list(choice.article()):
        key = _key(choice.blocks[n].text)
        if key in seen and len(key.split()) >= 8:
            choice.taken[n] = False
        seen.add(key)


def _mark_by_markup(choice: _Choice) -> None:
    """Blocks under a class or an element that says what they are for."""
    names: dict[HtmlElement, frozenset[str]] = {}
    above: dict[int, list[frozenset[str]]] = {}
    held: Counter[str] = Counter()
    total = 0
    for n in choice.article():
        block = choice.blocks[n]
        line = [_furniture_names(element, names) for element in (block.element, *block.element.iterancestors())]
        above[n] = line
        total += len(block.text)
        for name in frozenset().union(*line):
            held[name] += len(block.text)
    useless = {name for name, size in held.items() if size > _SHARE_FOR_A_WORD * total}
    for n, line in above.items():
        for found in line:
            usable = sorted(found - useless)
            if usable and not _is_embedded_post(choice.blocks[n].element):
                name = usable[0]
                kind = _FURNITURE_TAGS.get(name[1:-1], "") if name[0] == "<" else _FURNITURE_WORDS[name]
                choice.furniture[n] = (kind, f"markup-{name.strip('<>')}")
                break


def _furniture_names(element: HtmlElement, known: dict[HtmlElement, frozenset[str]]) -> frozenset[str]:
    if element not in known:
        words = {
            word.lower()
            for word in _CLASS_WORD.findall(f"{element.get('class', '')} {element.get('id', '')}"[:1000])
            if word.lower() in _FURNITURE_WORDS
        }
        if element.tag in _FURNITURE_TAGS:
            words.add(f"<{element.tag!s}>")
        if element.tag in ("body", "html"):
            words.clear()
        known[element] = frozenset(words)
    return known[element]


def _mark_links(choice: _Choice) -> None:
    """Paragraphs and headings that are a link and hardly more: the way to another article.

    On a page that is made of them they are the text.
    """
    article = list(choice.article())
    links = [
        n
        for n in article
        if (block := choice.blocks[n]).link_share >= _LINK_PARAGRAPH
        and not block.row
        and block.element.tag not in ("li", "td", "dd", "dt")
        and len(block.text.split()) >= 4
        and not _is_embedded_post(block.element)
    ]
    if 2 * sum(len(choice.blocks[n].text) for n in links) > sum(len(choice.blocks[n].text) for n in article):
        return
    for n in links:
        choice.furniture[n] = (rules.RELATED, "paragraph-is-a-link")


def _mark_live_posts(choice: _Choice, live_posts: Sequence[str]) -> int:
    """The entries of a page that was written live, when an article stands above them; how many there are.

    Where there are no more than a few lines above them, the entries are the article.
    """
    if not live_posts:
        return 0
    there = _blocks_in(choice.blocks, live_posts, shortest=6)
    first = next((n for n in choice.article() if there[n]), len(choice.blocks))
    sizes = [len(choice.blocks[n].text) for n in choice.article()]
    above = sum(size for n, size in zip(choice.article(), sizes, strict=True) if n < first)
    if first == len(choice.blocks) or above < _LIVE_ARTICLE * (sum(sizes) - above):
        return 0
    for n in list(choice.article()):
        if n >= first:
            choice.furniture[n] = (rules.LIVE_POST, "entry-of-a-live-page")
    return len(live_posts)
