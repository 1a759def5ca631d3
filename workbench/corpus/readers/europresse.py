"""Pages saved from Europresse (Eureka.cc), in the old layout of tables and in the newer ones of ``article`` elements.

In the old layout an article is a run of text: name of the publication, a line with section, day and page, the title,
perhaps the author, the paragraphs, copyright and document number. The newer ones keep the same class names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from workbench.corpus.boilerplate_rules import CREDIT, MEDIA_CAPTION
from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.export_page import flat_text, has_class, parse_page
from workbench.corpus.readers.factiva_layout import count_doubt, sentence
from workbench.corpus.readers.marked_text import joined_texts, marked_paragraph
from workbench.corpus.readers.month_names import find_date
from workbench.corpus.readers.page_blocks import page_blocks
from workbench.corpus.readers.plain_text import encoding_notes
from workbench.domain.article import Refusal
from workbench.text_decoding import Decoded

_PUBLICATION: Final = ("DocPublicationName", "rdp__DocPublicationName")
_HEADER: Final = ("DocHeader", "rdp__DocHeader")
_TITLES: Final = ("TitreArticleVisu", "titreArticleVisu", "rdp__articletitle")
_TITLE_BOX: Final = ("titreArticle",)
_AUTHORS: Final = ("docAuthors", "sm-margin-bottomNews", "rdp__authors")
_TEXTS: Final = ("docOcurrContainer", "DocText")
_NO_TEXT: Final = ("apd-wrapper", "docPublicationAPD")
_NUMBER: Final = re.compile(r"\b(?P<number>[a-z]{2,12}·(?P<day>\d{8})·[A-Z0-9_-]{1,12}·[\w.-]{1,60})")
_MOST_DAYS_APART: Final = 40
"""Days between the printed date and that of the document number; a magazine of a month may be filed weeks before."""
_NUMBER_LINE: Final = re.compile(
    r"[^\W\d][^:·]{3,40}:\s*[a-z]{2,12}·\d{8}·.*|[a-z]{2,12}·\d{8}·[A-Z0-9_-]{1,12}·[\w.-]{1,60}", re.DOTALL
)
_COPYRIGHT: Final = re.compile(r"(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_ISSUE: Final = re.compile(r",\s*(?P<issue>(?:no|nº|n°|num|nr|vol|issue)\b\.?\s*\S.*)\Z", re.IGNORECASE)
_PAGES: Final = re.compile(r"(?:\bpp?\.\s*|\bpages?\s+|\bS\.\s*)(?P<pages>[\w*–-]{1,12}(?:\s*[,;]\s*[A-Z]*\d{1,4})*)")
_WORDS: Final = re.compile(
    r"(?P<number>\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d{1,6})\s*(?:mots|words|palabras|wörter|parole|palavras|woorden)\b",
    re.IGNORECASE,
)
_NOTE_LABEL: Final = re.compile(r"(?P<note>notes?(?:\(s\))?|note\(s\))|illustrations?(?:\(s\))?", re.IGNORECASE)
_BY: Final = re.compile(r"(?:par|by|por|von|di)\s+(?=\S)", re.IGNORECASE)


@dataclass(slots=True)
class _Article:
    outlet: str = ""
    issue: str = ""
    header: str = ""
    kicker: str = ""
    title: str = ""
    author: str = ""
    number: str = ""
    body: list[str] = field(default_factory=list)
    after: list[tuple[str, str, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


class Europresse:
    """Reads ``.html`` saved from Europresse."""

    name = "Europresse (HTML)"
    binary = False
    rank = 10

    def recognises(self, data: bytes, path: str) -> bool:
        """By the class of the publication's name and that of the header or of the title."""
        if b"DocPublicationName" not in data:
            return False
        # the names stand in the style sheet of the page, too: an element must have one
        element = rb"class\s*=\s*[\"']?[^\"'<>]{0,100}\bDocPublicationName\b"
        return re.search(element, data) is not None and (b"DocHeader" in data or b"itreArticleVisu" in data)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each article."""
        page = parse_page(data)
        if isinstance(page, str):
            yield Refusal(path, "", page)
            return
        articles = [_new_layout(element) for element in _article_elements(page.root)] or list(_old_layout(page.root))
        if not articles:
            yield Refusal(path, "", "No article of this Europresse page could be read. Save it again from Europresse.")
            return
        for number, article in enumerate(articles, start=1):
            where = f"document {number} of {len(articles)}"
            yield _record(article, path=path, where=where, decoded=page.decoded)
        named = len(set(_document_numbers(page.root)))
        if named > len(articles):
            yield Remark(
                f"The page names {named:,} documents, but {len(articles):,} were found. Save it again from Europresse."
            )


def _article_elements(root: HtmlElement) -> list[HtmlElement]:
    """The ``article`` element around each name of a publication; none when they lie inside one another."""
    found: dict[HtmlElement, None] = {}
    for element in _all(root, *_PUBLICATION):
        around = next(element.iterancestors("article"), None)
        if around is not None:
            found[around] = None
    # elements that were never closed: the names of the publications tell the articles apart
    if any(outer in found for element in found for outer in element.iterancestors("article")):
        return []
    return list(found)


def _document_numbers(root: HtmlElement) -> Iterator[str]:
    """The numbers printed under the articles, by the certificate of each."""
    for element in root.iter():
        if isinstance(element.tag, str) and (
            has_class(element, "publiC-lblNodoc") or element.get("id") == "PubliC_lblNodoc"
        ):
            yield flat_text(element)


def _first(element: HtmlElement, *classes: str) -> HtmlElement | None:
    """The first element inside with one of the classes."""
    for inner in element.iter():
        if isinstance(inner.tag, str) and has_class(inner, *classes):
            return inner
    return None


def _all(element: HtmlElement, *classes: str) -> list[HtmlElement]:
    return [inner for inner in element.iter() if isinstance(inner.tag, str) and has_class(inner, *classes)]


def _new_layout(element: HtmlElement) -> _Article:
    article = _Article()
    header = next(element.iter("header"), element)
    _set_outlet(article, flat_text(_first(element, *_PUBLICATION)))
    article.header = flat_text(_first(element, *_HEADER))
    box = _first(header, *_TITLE_BOX)
    title = _first(element, *_TITLES)
    article.title = flat_text(title) or flat_text(box)
    _read_header(article, header, box, title)
    article.body = _texts(_body_blocks(element, header))
    for aside in element.iter("aside"):
        _read_aside(article, aside)
    found = _NUMBER.search(flat_text(next(element.iter("footer"), None))) or _NUMBER.search(flat_text(element))
    article.number = found["number"] if found else ""
    return article


def _read_header(article: _Article, header: HtmlElement, box: HtmlElement | None, title: HtmlElement | None) -> None:
    """Kicker and author: lines above the title, and lines below the box with the title."""
    named = _first(header, *_AUTHORS)
    if named is not None:
        article.author = flat_text(named)
    kickers: list[str] = []
    below_title = False
    skipped = {
        *_all(header, *_PUBLICATION),
        *_all(header, *_HEADER),
        *_all(header, *_AUTHORS),
        *_all(header, *_NO_TEXT),
    }
    around = {element.getparent() for element in skipped}
    for block in page_blocks(header):
        above = {block.element, *block.element.iterancestors()}
        if above & skipped or block.element in around:
            continue
        if title is not None and title in above:
            below_title = True
        elif box is not None and box in above:
            if not below_title and title is not None:
                kickers.append(block.text)
        elif below_title and not article.author and len(block.text) <= 200:
            article.author = " ".join(block.text.split())
        elif not below_title:
            kickers.append(block.text)
    article.kicker = "; ".join(" ".join(kicker.split()) for kicker in kickers)


def _body_blocks(element: HtmlElement, header: HtmlElement) -> list[HtmlElement]:
    """The elements that hold the text."""
    for name in _TEXTS:
        if found := _all(element, name):
            outer = set(found)
            return [one for one in found if not any(parent in outer for parent in one.iterancestors())]
    return list(element.iter("section")) or [
        child for child in element if child.tag not in ("header", "aside", "footer")
    ]


def _texts(elements: Iterable[HtmlElement]) -> list[str]:
    return [block.text for element in elements for block in page_blocks(element)]


def _read_aside(article: _Article, aside: HtmlElement) -> None:
    """Captions and notes beside the text; their labels (``Illustration(s) :``) are no text."""
    kind, rule = MEDIA_CAPTION, "europresse-illustration"
    for block in page_blocks(aside):
        text = " ".join(block.text.split())
        label, colon, rest = text.partition(":")
        match = _NOTE_LABEL.fullmatch(label.strip()) if colon else None
        if match is not None:
            kind, rule = (CREDIT, "europresse-note") if match["note"] else (MEDIA_CAPTION, "europresse-illustration")
            text = rest.strip()
        if text:
            article.after.append((text, kind, rule))


@dataclass(slots=True)
class _Line:
    text: str
    role: str = ""
    alone: bool = False
    """Whether a line break and then a new paragraph follow."""


class _Run:
    """Text coming together between the breaks of the old layout."""

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self._parts: list[str] = []

    def add(self, text: str | None) -> None:
        """Text; its line ends are spaces."""
        if text:
            self._parts.append(text.replace("\n", " ").replace("\r", " "))

    def line_break(self) -> None:
        """A forced line break."""
        self._parts.append("\n")

    def take(self) -> None:
        """End the paragraph."""
        text = "".join(self._parts).strip(" \u00a0\t")
        self._parts.clear()
        flat = " ".join(text.split())
        if flat:
            inside = text.strip()
            self.lines.append(_Line(flat, alone=text.endswith("\n") and "\n" not in inside))

    def mark(self, text: str, role: str) -> None:
        """A line whose class says what it is."""
        self.take()
        if text:
            self.lines.append(_Line(text, role))


def _old_layout(root: HtmlElement) -> Iterator[_Article]:
    """The articles of the layout of tables.

    Each begins with the name of a publication and ends with its cell, or with the table of the certificate in it.
    """
    run: _Run | None = None
    outlet = ""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        publication = has_class(node, *_PUBLICATION)
        if event == "start":
            if publication or (run is not None and node.tag in ("table", "article")):
                if run is not None:
                    yield _old_article(outlet, run)
                run = _Run() if publication else None
            if publication:
                outlet = flat_text(node)
                walk.skip_subtree()
            elif run is None:
                continue
            elif has_class(node, *_HEADER, *_TITLES):
                run.mark(flat_text(node), "header" if has_class(node, *_HEADER) else "title")
                walk.skip_subtree()
            elif node.tag in ("script", "style"):
                walk.skip_subtree()
            elif node.tag == "br":
                run.line_break()
            else:
                if node.tag in ("p", "div"):
                    run.take()
                run.add(node.text)
        elif run is not None:
            if node.tag in ("p", "div"):
                run.take()
            elif node.tag in ("td", "body"):
                yield _old_article(outlet, run)
                run = None
                continue
            run.add(node.tail)
    if run is not None:
        yield _old_article(outlet, run)


def _old_article(outlet: str, run: _Run) -> _Article:
    run.take()
    article = _Article()
    _set_outlet(article, outlet)
    article.header = " ".join(line.text for line in run.lines if line.role == "header")
    title_at = next((n for n, line in enumerate(run.lines) if line.role == "title"), -1)
    if title_at >= 0:
        article.title = run.lines[title_at].text
    article.kicker = "; ".join(line.text for line in run.lines[: max(0, title_at)] if not line.role)
    body = [line for line in run.lines[title_at + 1 :] if not line.role]
    # an author stands in a line of its own: a line break and a new paragraph follow, nothing else stands beside
    if len(body) > 1 and body[0].alone and len(body[0].text) <= 200:
        article.author = body.pop(0).text
    end = next((n for n, line in enumerate(body) if _NUMBER_LINE.fullmatch(line.text)), len(body))
    found = _NUMBER.search(body[end].text) if end < len(body) else None
    article.number = found["number"] if found else ""
    if end and _COPYRIGHT.match(body[end - 1].text):
        end -= 1
    article.body = [line.text for line in body[:end]]
    return article


def _set_outlet(article: _Article, name: str) -> None:
    """The publication without the number of its issue: ``Magazine, no. 5968``."""
    match = _ISSUE.search(name)
    article.outlet = name[: match.start()] if match else name
    article.issue = match["issue"] if match else ""


def _record(article: _Article, *, path: str, where: str, decoded: Decoded) -> RawRecord | Refusal:
    body = [paragraph for paragraph in article.body if paragraph.strip()]
    if not body:
        named = f"“{article.title}” " if article.title else ""
        return Refusal(path, where, f"The article {named}has no text in this export. Export it with its full text.")
    marked = joined_texts([*map(marked_paragraph, body), *(marked_paragraph(*behind) for behind in article.after)])
    text = marked.text
    fields, notes = _fields(article)
    doubts = list(article.doubts)
    doubts += [f"no {name} was found" for name in ("title", "outlet", "date") if not fields.get(name)]
    if doubt := count_doubt(fields.get("words", ""), text, article.title):
        doubts.append(doubt)
    if doubt := _day_doubt(fields.get("date", ""), article.number):
        doubts.append(doubt)
    labels = {"outlet": "the name of the publication", "title": "the title of the page", "author": "the line with the author",
              "edition": "the name of the publication"}  # fmt: skip
    sources = {name: labels.get(name, "the line under the publication's name") for name in fields}
    if notes:
        sources["date"] = "the document number"
    return RawRecord(
        text=text,
        record=where,
        document_id=article.number,
        fields=fields,
        sources=sources,
        encoding=decoded.encoding_in_words,
        encoding_certain=decoded.certain,
        notes=(*encoding_notes(decoded), *notes),
        review=sentence(doubts),
        boilerplate=marked.boilerplate,
    )


def _day_of(number: str) -> str:
    """The day in a document number: ``news·20170310·LP·0q1503``."""
    found = _NUMBER.search(number)
    return f"{found['day'][:4]}-{found['day'][4:6]}-{found['day'][6:]}" if found else ""


def _day_doubt(printed: str, number: str) -> str:
    """What is odd about the printed date beside the day in the document number, or ``""``."""
    day = _day_of(number)
    try:
        apart = abs((date.fromisoformat(printed[:10]) - date.fromisoformat(day)).days)
    except ValueError:
        return ""
    if apart <= _MOST_DAYS_APART:
        return ""
    return f"the document number says {day}, the line under the publication's name {printed[:10]}"


def _fields(article: _Article) -> tuple[dict[str, str], Sequence[str]]:
    """The metadata, and what was assumed."""
    notes: list[str] = []
    header = article.header
    words = _WORDS.search(header)
    pages = _PAGES.search(header)
    found = find_date(header)
    iso = found.iso if found else ""
    section = header[: found.start].strip(" ,;•|") if found else ""
    if not iso and (iso := _day_of(article.number)):
        notes.append("The date is that of the document number: the page prints none that could be read.")
    values = {
        "title": article.title,
        "outlet": article.outlet,
        "author": _BY.sub("", article.author, count=1) if len(article.author.split()) > 2 else article.author,
        "date": iso or header,
        "section": section,
        "kicker": article.kicker,
        "edition": article.issue,
        "pages": pages["pages"] if pages else "",
        "words": re.sub(r"\D", "", words["number"]) if words else "",
    }
    return {name: " ".join(value.split()) for name, value in values.items() if value.strip()}, notes
