"""Pages saved from Factiva, in the indexed layout and in the article layout, in any interface language.

What is not told by words but by the structure of the page is used wherever there is some: classes name the headline,
the author and the paragraphs in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.export_page import Page, flat_text, has_class, parse_page
from workbench.corpus.readers.factiva_layout import (
    ACCESSION,
    ACCESSION_LINE,
    CODES,
    FactivaArticle,
    after_body,
    is_publisher,
    read_codes,
    read_lines,
    to_record,
)
from workbench.corpus.readers.page_blocks import page_blocks
from workbench.domain.article import Refusal

_ARTICLE_CLASS: Final = re.compile(rb"class\s*=\s*[\"']?article [a-z]{2,8}Article\b")
_LANGUAGE_CLASS: Final = re.compile(r"\barticle [a-z]{2,8}Article\b")
_HEADLINE_CLASS: Final = re.compile(r"\b[a-z]{2,8}Headline\b")
_PARAGRAPH_CLASS: Final = re.compile(r"\barticleParagraph\b", re.IGNORECASE)
_ARTICLE_ID: Final = re.compile(r"""\bid\s*=\s*["']?article-([A-Z][A-Za-z0-9]{12,40})""")
_COUNTER: Final = re.compile(r"(?P<number>\d{1,4})\)\s+")
_MOST_INSIDE: Final = 10
_TOTAL: Final = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d{1,7}")


class FactivaHtml:
    """Reads ``.html`` saved from Factiva."""

    name = "Factiva (HTML)"
    binary = False
    rank = 10

    def recognises(self, data: bytes, path: str) -> bool:
        """By the classes that mark an article."""
        return _ARTICLE_CLASS.search(data) is not None and b"Headline" in data

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each article; remarks when the file prints other numbers than were found."""
        page = parse_page(data)
        if isinstance(page, str):
            yield Refusal(path, "", page)
            return
        containers = _containers(page.root)
        if not containers:
            yield Refusal(path, "", "No article of this Factiva page could be read. Save it again from Factiva.")
            return
        articles = [_article(container) for container in containers]
        numbered = _strip_counters(articles)
        records = 0
        for number, article in enumerate(articles, start=1):
            where = f"document {number} of {len(articles)}"
            item = to_record(article, path=path, where=where, decoded=page.decoded)
            records += isinstance(item, RawRecord)
            yield item
        if numbered:
            yield Remark("The headlines in this file are numbered (“1) …”, “2) …”); the numbers were left out.")
        yield from _count_remarks(page, containers, records)


def _containers(root: HtmlElement) -> list[HtmlElement]:
    """The element around each article: the one that has the class of a language."""
    found = [div for div in root.iter("div") if _LANGUAGE_CLASS.search(div.get("class", ""))]
    outer = set(found)
    return [div for div in found if outer.isdisjoint(div.iterancestors())]


def _article(container: HtmlElement) -> FactivaArticle:
    rows = _coded_rows(container)
    article = FactivaArticle()
    if len(rows) >= 4:
        read_codes(article, rows)
        return article
    _read_article_layout(article, container)
    return article


def _coded_rows(container: HtmlElement) -> list[tuple[str, Sequence[str]]]:
    """The rows of the indexed layout: a code in bold and its paragraphs."""
    rows: list[tuple[str, Sequence[str]]] = []
    taken: set[etree._Element] = set()
    for row in container.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if len(cells) < 2 or not taken.isdisjoint(row.iterancestors("tr")):
            continue
        code = _short_text(cells[0])
        if code in CODES:
            taken.add(row)
            rows.append((code, [block.text for cell in cells[1:] for block in page_blocks(cell)]))
    return rows


def _short_text(cell: HtmlElement) -> str:
    """The text of a cell that holds no more than a few elements; ``""`` for any other."""
    few = list(islice(cell.iter(), _MOST_INSIDE + 1))
    return flat_text(cell) if len(few) <= _MOST_INSIDE else ""


def _read_article_layout(article: FactivaArticle, container: HtmlElement) -> None:
    before: list[str] = []
    header: list[str] = []
    loose: list[str] = []  # paragraphs without the class, which stand before and behind the body
    headline_seen = False
    headlines = _headline_elements(container)
    for block in page_blocks(container):
        element = block.element
        text = block.text
        if _is_paragraph(element, container):
            article.body += loose
            loose = []
            article.body.append(text)
        elif not headline_seen and element in headlines:
            headline_seen = True
            article.headline = " ".join(text.split())
            article.labels["headline"] = "the headline of the page"
        elif not article.body and has_class(element, "author"):
            article.author = " ".join(text.split())
            article.labels["author"] = "the author's line of the page"
        elif not article.body and element.tag == "div":
            (header if headline_seen else before).append(" ".join(text.split()))
        else:
            loose.append(text)
    _take_tail(article, loose, header, _accession_of(container))
    if not headline_seen:
        header, before = before, []
    read_lines(article, before, header)
    # A page that was saved in another way may have no classes on its paragraphs
    if not article.body and article.after:
        article.body = [text for text, _, _ in article.after]
        article.after = []
        article.doubts.append("the paragraphs were told by their place alone")


def _take_tail(article: FactivaArticle, loose: list[str], header: Sequence[str], accession: str) -> None:
    """What follows the body: further paragraphs, the publisher, and the line with the accession number."""
    place = next((n for n in range(len(loose) - 1, -1, -1) if ACCESSION_LINE.fullmatch(loose[n].strip())), -1)
    article.accession = accession
    if place >= 0:
        match = ACCESSION_LINE.fullmatch(loose[place].strip())
        article.accession = match["number"] if match else accession
        before = loose[:place]
        if before and is_publisher(before[-1], header):
            before.pop()
        loose = [*before, *loose[place + 1 :]]
    after_body(article, loose)


def _is_paragraph(element: HtmlElement, container: HtmlElement) -> bool:
    """Whether an element or one right above it has the class of a paragraph."""
    at: etree._Element | None = element
    for _ in range(6):
        if at is None or at is container:
            return False
        if _PARAGRAPH_CLASS.search(at.get("class", "")):
            return True
        at = at.getparent()
    return False


def _headline_elements(container: HtmlElement) -> set[etree._Element]:
    """The elements with the class or the id of a headline, and those right around them."""
    found: set[etree._Element] = set()
    for element in container.iter():
        if isinstance(element.tag, str) and (
            element.get("id") == "hd" or _HEADLINE_CLASS.search(element.get("class", ""))
        ):
            found.add(element)
            parent = element.getparent()
            if element is not container and parent is not None and parent is not container:
                found.add(parent)
    return found


def _accession_of(container: HtmlElement) -> str:
    """The accession number in the id of the element around an article, or ``""``."""
    for element in (container, *islice(container.iterancestors(), 3)):
        identifier = element.get("id", "")
        if identifier.startswith("article-") and ACCESSION.fullmatch(identifier[8:]):
            return identifier[8:]
    return ""


def _strip_counters(articles: Sequence[FactivaArticle]) -> bool:
    """Whether the headlines were numbered from 1 on by the page; the numbers are taken away."""
    matches = [_COUNTER.match(article.headline) for article in articles]
    if len(articles) < 2 or any(m is None or int(m["number"]) != n for n, m in enumerate(matches, start=1)):
        return False
    for article in articles:
        article.headline = _COUNTER.sub("", article.headline, count=1)
    return True


def _count_remarks(page: Page, containers: Sequence[HtmlElement], records: int) -> Iterator[Remark]:
    """What the file says about the number of its articles, beside what was found."""
    named = len(set(_ARTICLE_ID.findall(page.source)))
    if named and named != len(containers):
        yield Remark(
            f"The page names {named:,} articles, but {len(containers):,} were found. Save it again from Factiva."
        )
    total = _search_total(page.root)
    if total and total != records:
        yield Remark(f"The search behind this file found {total:,} articles; the file gave {records:,}.")


def _search_total(root: HtmlElement) -> int:
    """The number of results in the summary of the search at the end of the page, or 0.

    Its label is in the interface language; it is the only row with nothing but a number.
    """
    for table in root.iter("table"):
        if not has_class(table, "searchPreview"):
            continue
        for row in table.iter("tr"):
            cells = [_short_text(cell) for cell in row if cell.tag == "td"]
            if len(cells) == 2 and _TOTAL.fullmatch(cells[1]):
                return int(re.sub(r"\D", "", cells[1]))
        return 0
    return 0
