"""XML from Factiva: ``article`` elements with the accession number, headline, lead and tail paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from workbench.corpus.boilerplate_rules import CREDIT, MEDIA_CAPTION
from workbench.corpus.readers.contract import Item, Remark
from workbench.corpus.readers.export_page import flat_text
from workbench.corpus.readers.factiva_layout import FactivaArticle, to_record
from workbench.corpus.readers.month_names import iso_date, iso_time
from workbench.corpus.readers.safe_xml import (
    Element,
    XmlError,
    child,
    children,
    decoded_xml,
    descendants,
    local_name,
    parse_xml,
    xml_head,
)
from workbench.domain.article import Refusal

_MARKS: Final = ("ppsarticle", "leadParagraph", "accessionNo", "factiva.com")
_HEAD: Final = 200_000
# an article up to its end; the next one beginning first means that this one is not whole
_WHOLE_ARTICLE: Final = re.compile(r"<article\b[^<]*(?:<(?!/?article\b)[^<]*)*</article\s*>")
_ANNOUNCED: Final = re.compile(
    r"<(?:[\w.-]{1,40}:)?ppsarticleResultSet\b[^<>]{0,500}?\bcount\s*=\s*[\"'](\d{1,7})[\"']"
)
_SIMPLE: Final = {
    "byline": "author",
    "credit": "credit",
    "wordCount": "words",
    "sourceName": "source",
    "edition": "edition",
    "accessionNo": "accession",
}
_MOMENT: Final = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:T(?P<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(?P<zone>Z|[+-]\d{2}:\d{2})?)?"
)


class FactivaXml:
    """Reads ``.xml`` from Factiva."""

    name = "Factiva (XML)"
    binary = False
    rank = 10

    def recognises(self, data: bytes, path: str) -> bool:
        """By at least three of the names that its elements have."""
        head = xml_head(data, _HEAD)
        return "<article" in head and sum(mark in head for mark in _MARKS) >= 3

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each article; a remark when the file announces another number."""
        damage = ""
        try:
            root = parse_xml(data)
        except XmlError as error:
            repaired = _whole_articles(data)
            if repaired is None:
                yield Refusal(path, "", str(error))
                return
            root, damage = repaired, str(error)
        articles = [
            element for element in _articles(root) if child(element, "headline") is not None or _has_text(element)
        ]
        if not articles:
            yield Refusal(
                path, "", damage or "This Factiva XML holds no article. Export the articles with their full text."
            )
            return
        decoded = decoded_xml(data)
        for number, element in enumerate(articles, start=1):
            where = f"document {number} of {len(articles)}"
            yield to_record(_article(element), path=path, where=where, decoded=decoded)
        if damage:
            yield Remark(f"The file is damaged; {len(articles):,} articles that are whole were read. {damage}")
        announced = _ANNOUNCED.findall(decoded.text)
        total = sum(map(int, announced))
        if announced and total != len(articles):
            yield Remark(
                f"The file announces {total:,} articles, but {len(articles):,} were found. Export it again from Factiva."
            )


def _articles(root: Element) -> Iterator[Element]:
    """The elements called article that lie in no other one."""
    for element in (root, *descendants(root, "article")):
        if local_name(element) == "article" and not any(local_name(e) == "article" for e in element.iterancestors()):
            yield element


def _has_text(element: Element) -> bool:
    return any(True for _ in children(element, "leadParagraph", "tailParagraphs"))


def _whole_articles(data: bytes) -> Element | None:
    """The articles that a damaged file holds from beginning to end, under a root of their own; ``None`` without any."""
    text = decoded_xml(data).text.removeprefix("\ufeff")
    if "<!DOCTYPE" in text[:_HEAD]:
        return None
    whole = [match[0] for match in _WHOLE_ARTICLE.finditer(text)]
    if not whole:
        return None
    try:
        return parse_xml(f"<articles>{''.join(whole)}</articles>".encode("utf-8", "replace"))
    except XmlError:
        return None


def _article(element: Element) -> FactivaArticle:
    article = FactivaArticle()
    sections: list[str] = []
    for part in children(element):
        name = local_name(part)
        value = flat_text(part)
        if name in _SIMPLE:
            if value and not getattr(article, _SIMPLE[name]):
                setattr(article, _SIMPLE[name], value)
                article.labels[_SIMPLE[name]] = f"element {name}"
        elif name == "headline" and not article.headline:
            article.headline = " ".join(filter(None, map(flat_text, children(part)))) or value
            article.labels["headline"] = "element headline"
        elif name in ("sectionName", "columnName") and value:
            sections.append(value)
            article.section = "; ".join(sections)
            article.labels["section"] = f"element {name}"
        elif name == "publicationDate":
            _read_date(article, part)
        elif name == "publicationTime" and value and not article.time:
            article.time = iso_time(value)
            article.labels["time"] = "element publicationTime"
        elif name == "baseLanguage":
            article.language = value.casefold().replace("zhcn", "zh").replace("zhtw", "zh")
            article.labels["language"] = "element baseLanguage"
        elif name == "pages":
            article.page = ", ".join(filter(None, map(flat_text, children(part)))) or value
            article.labels["page"] = "element pages"
        elif name in ("leadParagraph", "tailParagraphs", "body"):
            article.body += _paragraphs(part)
        elif name in ("artWork", "art"):
            article.after += [(text, MEDIA_CAPTION, "factiva-art") for text in _paragraphs(part)]
        elif name == "contact":
            article.after += [(text, CREDIT, "factiva-contact") for text in _paragraphs(part)]
        elif name in ("notes", "corrections") and value:
            article.notes.append(f"The source's {name}: {value[:500]}")
    return article


def _read_date(article: FactivaArticle, element: Element) -> None:
    value = flat_text(element)
    article.labels["date"] = "element publicationDate"
    match = _MOMENT.match(value)
    if match is None or not iso_date(match["day"]):
        article.date = value
        return
    article.date = match["day"]
    if match["time"]:
        article.time = match["time"] + (match["zone"] or "")
        article.labels["time"] = "element publicationDate"


def _paragraphs(element: Element) -> list[str]:
    """The paragraphs of a part; preformatted ones keep their lines."""
    found: list[str] = []
    for paragraph in children(element):
        if paragraph.get("display", "") == "Fixed":
            lines = "".join(map(str, paragraph.itertext())).split("\n")
            text = "\n".join(" ".join(line.split()) for line in lines if line.strip())
        else:
            text = flat_text(paragraph)
        if text:
            found.append(text)
    if not found and (text := flat_text(element)):
        found.append(text)
    return found
