"""Whole web pages inside something else (an e-mail, an entry of a feed), and simple HTML there.

Only markup that has the parts of a page is read as one: newsletters are set in tables, and looking for one article in them
would lose the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.readers.marked_text import Boilerplate
from workbench.corpus.readers.web_page import read_page
from workbench.text_decoding import Decoded

_TOP: Final = re.compile(
    r"\s*(?:<!--.{0,500}?-->\s*)?(?:<\?xml[^<>]{0,300}>\s*)?<(?:!doctype\s+html|html|head)\b", re.DOTALL | re.IGNORECASE
)
_PARTS: Final = (
    re.compile(r"<(?:article|main)\b", re.IGNORECASE),
    re.compile(r"<(?:nav|aside)\b", re.IGNORECASE),
    re.compile(r"<(?:header|footer)\b", re.IGNORECASE),
    re.compile(r"property\s*=\s*[\"']?(?:og|article):|itemprop\s*=\s*[\"']?articleBody", re.IGNORECASE),
    re.compile(r"application/ld\+json|rel\s*=\s*[\"']?canonical", re.IGNORECASE),
)
"""What web pages have and e-mails have not; two of them are asked for."""
_LOOKED_AT: Final = 2_000_000
_FEW_WORDS: Final = 25


@dataclass(frozen=True, slots=True)
class Embedded:
    """The text of a piece of HTML, what of it is no part of the article, and why a person should look at it."""

    text: str
    boilerplate: Boilerplate = ()
    review: str = ""
    notes: tuple[str, ...] = ()


def embedded_text(markup: str, otherwise: Callable[[str], str]) -> Embedded:
    """The article on a whole page, or the text of simple HTML.

    Args:
        markup: the HTML.
        otherwise: gives the text of what is no whole page, or a page on which no article is found.
    """
    if _TOP.match(markup) and sum(part.search(markup, 0, _LOOKED_AT) is not None for part in _PARTS) >= 2:
        found = read_page(Decoded(markup, "", True), "")
        if isinstance(found, RawRecord) and len(found.text.split()) >= _FEW_WORDS:
            return Embedded(found.text, found.boilerplate, found.review, found.notes)
    return Embedded(otherwise(markup))
