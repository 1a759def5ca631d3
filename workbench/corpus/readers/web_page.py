"""Web pages and saved pages (HTML, XHTML): one article each.

Which part of the page is the article is found by :mod:`workbench.corpus.readers.main_text`, what the page says about it
by :mod:`workbench.corpus.readers.page_metadata`. Pages that hold a download of many articles have readers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml.html import HtmlElement

from workbench.corpus.readers.contract import Item, RawRecord
from workbench.corpus.readers.main_text import main_text
from workbench.corpus.readers.page_blocks import page_blocks
from workbench.corpus.readers.page_metadata import page_metadata
from workbench.corpus.readers.page_source import decode_page, inner_source, page_tree, plain_page_text
from workbench.corpus.readers.plain_text import encoding_notes
from workbench.domain.article import Refusal
from workbench.text_decoding import Decoded

_SUFFIXES: Final = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml.html")
_HEAD: Final = 4_096
_TOP: Final = re.compile(
    rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|frameset)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG: Final = re.compile(
    rb"<(?:html|head|body|div|p|article|table|h1|title|meta|frameset)\b[^<>]{0,500}>", re.IGNORECASE
)
_ENTITIES: Final = re.compile(r"<!DOCTYPE[^>]{0,1000}\[\s*<!ENTITY|<!ENTITY\s", re.IGNORECASE)
_EMBEDDED: Final = re.compile(r"data:[\w.+-]{1,40}/[\w.+-]{1,60};base64,[A-Za-z0-9+/=]{100,}")
"""Pictures and fonts inside the page, as saving to a single file leaves them."""
_LARGEST: Final = 20_000_000
"""Characters; a tree takes many times the memory of its page."""
_MOST_MARKS: Final = 500_000
"""``<`` in a page: each can be an element, which takes a thousand bytes and more. Long articles have some thousand."""
_FEW_WORDS: Final = 25
_FEW_WORDS_BESIDE_FRAMES: Final = 60
_TOO_LARGE: Final = (
    f"The page is too large: more than {_LARGEST / 1e6:,.0f} million characters or {_MOST_MARKS:,} elements are not read."
    " Save its text as plain text (.txt)."
)
_FRAMES: Final = (
    "The page has no article of its own: it shows other pages in frames. Save the frame with the article by itself."
)


class WebPage:
    """Reads ``.html`` and ``.xhtml``."""

    name = "web page"
    binary = False
    rank = 50

    def recognises(self, data: bytes, path: str) -> bool:
        """By the beginning of the page; by the ending of the name when there are tags at least."""
        raw = data[:_HEAD]
        head = raw.replace(b"\x00", b"")  # the letters of UTF-16 as far as a tag goes
        if _TOP.match(head):
            return True
        if not path.lower().endswith(_SUFFIXES) or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
            return False
        return _ANY_TAG.search(head) is not None

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record: the article on the page."""
        yield read_page(decode_page(data), path)


def read_page(
    decoded: Decoded, path: str, *, url: str = "", record: str = "", notes: tuple[str, ...] = ()
) -> RawRecord | Refusal:
    """The article on a page.

    Args:
        decoded: the page's source.
        path: its name, for refusals.
        url: where it came from, when its container says so.
        record: where in its container it stood.
        notes: what to tell about it besides.
    """
    source = decoded.text.removeprefix("\ufeff")
    source = _EMBEDDED.sub("data:,", source)
    if len(source) > _LARGEST or source.count("<") > _MOST_MARKS:
        return Refusal(path, record, _TOO_LARGE)
    if _ENTITIES.search(source[:20_000]):
        return Refusal(
            path, record, "The page declares entities of its own, which is not safe to read. Save it again as HTML."
        )
    tree = page_tree(source)
    root = tree.root
    if root is not None and (inner := inner_source(root)):
        source = inner
        notes = (*notes, "The file is a saved view of a page's source; the page itself was read.")
        tree = page_tree(source)
        root = tree.root
    if root is None or not tree.whole:
        return _without_tree(decoded, source, path, record, notes)
    metadata = page_metadata(root, source=source, url=url)
    text = main_text(
        root,
        titles=metadata.titles,
        bodies=(metadata.body,) if metadata.body else (),
        live_posts=metadata.live_posts,
    )
    words = len(text.text.split())
    if words < _FEW_WORDS_BESIDE_FRAMES and next(root.iter("frame"), None) is not None:
        return Refusal(path, record, _FRAMES)
    if not words:
        if not page_blocks(root) and next(root.iter("frame", "iframe"), None) is None and plain_page_text(source):
            return _without_tree(decoded, source, path, record, notes)
        return Refusal(path, record, _why_no_text(root))
    review = text.review
    if not review and words < _FEW_WORDS:
        count = f"{words:,} word" if words == 1 else f"{words:,} words"
        review = f"The article on the page has only {count}. Look at whether the page was saved whole."
    return RawRecord(
        text=text.text,
        record=record,
        fields=metadata.fields,
        sources=metadata.sources,
        encoding=decoded.encoding_in_words,
        encoding_certain=decoded.certain,
        notes=(*encoding_notes(decoded), *notes, *metadata.notes, *text.notes),
        review=review,
        boilerplate=text.boilerplate,
    )


def _without_tree(decoded: Decoded, source: str, path: str, record: str, notes: tuple[str, ...]) -> RawRecord | Refusal:
    """All the text of a page whose structure can't be made out."""
    text = plain_page_text(source)
    if not text:
        return Refusal(path, record, "The page holds no text. Open it in a browser and save it again.")
    return RawRecord(
        text=text,
        record=record,
        encoding=decoded.encoding_in_words,
        encoding_certain=decoded.certain,
        notes=(*encoding_notes(decoded), *notes),
        review=(
            "The structure of the page can't be made out (it may be nested without end), so all its text was taken."
            " Look at what belongs to the article."
        ),
    )


def _why_no_text(root: HtmlElement) -> str:
    if page_blocks(root):
        return "The page holds no text that is not a link or a label. Save the page of the article itself."
    if any(frame.get("src") or frame.get("srcdoc") for frame in root.iter("iframe")):
        return "The page has no text of its own: it shows another page inside. Save that page by itself."
    if next(root.iter("script"), None) is not None:
        return "The page holds programs and no text: it was saved before they had run. Save it again from the browser's menu."
    return "The page holds no text. Open it in a browser and save it again."
