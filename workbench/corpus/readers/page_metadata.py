"""Title, outlet, author, date, address, language and section of a web page, each with the place in its markup.

Places are asked in a fixed order, the more exact first. A page that says nothing about a field leaves it empty: its
text is not searched for it here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from workbench.corpus.dates import parse_date
from workbench.corpus.known_outlets import AGENCY_BY_NAME
from workbench.corpus.readers.columns import words_in_digits
from workbench.corpus.readers.linked_data import LinkedArticle, linked_article
from workbench.corpus.readers.page_blocks import element_text

_TITLE_NAMES: Final = (
    "og:title", "citation_title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "twitter:title",
    "headline", "hdl", "title",
)  # fmt: skip
_SITE_NAMES: Final = ("og:site_name", "citation_journal_title", "prism.publicationname", "cre", "application-name",
                      "apple-mobile-web-app-title")  # fmt: skip
_PUBLISHER_NAMES: Final = ("dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "article:publisher")
_AUTHOR_NAMES: Final = (
    "citation_author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc.contributor", "author",
    "article:author", "article:author_name", "og:article:author", "byl", "byline", "creator", "twitter:data1:author",
)  # fmt: skip
_DATE_NAMES: Final = (
    "article:published_time", "og:article:published_time", "article:published", "citation_online_date",
    "citation_publication_date", "citation_date", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "prism.publicationdate",
    "pubdate", "publishdate", "publish-date", "publish_date", "published-date", "published_time", "publication_date",
    "ptime", "displaydate", "originalpublicationdate", "rnews:datepublished", "article.published",
    "article_date_original", "cxenseparse:recs:publishtime", "date", "og:pubdate", "og:published_time",
)  # fmt: skip
_SECTION_NAMES: Final = ("article:section", "og:article:section", "parsely-section", "dc.subject.section", "section",
                         "cg", "article.section")  # fmt: skip
_LANGUAGE_NAMES: Final = ("content-language", "dc.language", "dcterms.language", "citation_language", "og:locale",
                          "language")  # fmt: skip
_SOURCE_NAMES: Final = ("dc.source", "source", "article:source", "news_source", "article.source", "provider")
_WORD_NAMES: Final = ("parsely-word-count", "article:word_count", "wordcount", "word_count")

_BYLINE_START: Final = re.compile(
    r"^(?:(?:(?:written|posted|published|reported|story|words|text|article)\s+)?by|von|par|por|di|door|av|af|от|автор|текст|фото)\s*:?\s+",
    re.IGNORECASE,
)
_BYLINE_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|article-author|story-author)(?:[\s_-]*name)?(?:\s|$)", re.IGNORECASE
)
_EMAIL: Final = re.compile(r"\S+@\S+\.\w+")
_POST: Final = re.compile(
    r"\s+(?:[A-Z]\w+\s+){0,2}(?:Writers?|Reporters?|Correspondents?|Editors?|Staff|News Agency)$", re.IGNORECASE
)
_NO_AUTHOR: Final = re.compile(
    r"^(?:admin|administrator|editor|webmaster|staff|guest|user|root|null|none|undefined|unknown|n/a|wordpress)$",
    re.IGNORECASE,
)
_LONGEST_NAME: Final = 200
_LONGEST_TITLE: Final = 500
_LONGEST_SECTION: Final = 80
_MOST_PROPERTIES: Final = 5_000
_MOST_CANDIDATES: Final = 30
_TITLE_ENDS: Final = re.compile(r"\s+[|–—·•»\-:]\s+")
_SAVED_FROM: Final = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)\s*(?P<url>https?://[^\s>]+)", re.IGNORECASE
)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says about its article."""

    fields: Mapping[str, str]
    """By name of the field, the date as it is written; ``section`` and ``words`` where the page gives them."""
    sources: Mapping[str, str]
    """For each field the place in the page, in words."""
    titles: tuple[str, ...] = ()
    """Every form of the headline."""
    body: str = ""
    """The text that the page's own data holds, without markup."""
    live_posts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    """Values by field with their places; the first that is set counts."""

    fields: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def set(self, name: str, value: str, source: str) -> None:
        value = " ".join(value.split())
        if value and name not in self.fields:
            self.fields[name], self.sources[name] = value, source


def page_metadata(root: HtmlElement, *, source: str = "", url: str = "") -> PageMetadata:
    """Read the metadata of a page.

    Args:
        root: the page.
        source: its source text, for the comment in which browsers note where a page was saved from.
        url: where the page came from, when its container says so.
    """
    metas = _metas(root)
    found = _Found()
    notes: list[str] = []
    own_url, url_source = _url(root, metas, source, url)
    article = linked_article(root, url=own_url)
    found.set("url", own_url, url_source)
    if article is not None and not own_url:
        found.set("url", article.url, "JSON-LD url")
    titles = _titles(root, metas, article, found)
    _outlet(metas, article, found, notes)
    _author(root, metas, article, found)
    _date(root, metas, article, found)
    _language(root, metas, article, found)
    if article is not None:
        found.set("section", _short(article.section), "JSON-LD articleSection")
        found.set("words", words_in_digits(article.words), "JSON-LD wordCount")
    for name, value in _named(metas, _SECTION_NAMES):
        found.set("section", _short(value), f"meta {name}")
    for name, value in _named(metas, _WORD_NAMES):
        found.set("words", words_in_digits(value), f"meta {name}")
    _wire_agency(metas, article, found)
    return PageMetadata(
        fields=found.fields,
        sources=found.sources,
        titles=tuple(dict.fromkeys(titles)),
        body=article.body if article is not None else "",
        live_posts=article.live_posts if article is not None else (),
        notes=tuple(notes),
    )


def _short(section: str) -> str:
    """A section's name; a list of keywords is none."""
    return section if len(section) <= _LONGEST_SECTION else ""


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    """The contents of ``meta`` elements by name, property or ``http-equiv``, in small letters."""
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = " ".join((meta.get("content") or meta.get("value") or "").split())
        for key in ("name", "property", "itemprop", "http-equiv"):
            if content and (name := (meta.get(key) or "").strip().lower()):
                metas.setdefault(name if key != "itemprop" else f"itemprop {name}", []).append(content)
    return metas


def _named(metas: Mapping[str, Sequence[str]], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        for value in metas.get(name, ()):
            yield name, value


def _url(root: HtmlElement, metas: Mapping[str, Sequence[str]], source: str, given: str) -> tuple[str, str]:
    saved = _SAVED_FROM.search(source[:20_000])
    base = given or (saved["url"] if saved else "")
    candidates = [(link.get("href", ""), "link rel=canonical") for link in root.iter("link")
                  if "canonical" in (link.get("rel") or "").lower().split()]  # fmt: skip
    candidates += [
        (value, f"meta {name}") for name, value in _named(metas, ("og:url", "parsely-link", "dc.identifier"))
    ]
    candidates += [(saved["url"], "comment of the browser that saved the page")] if saved else []
    candidates += [(given, "address in the archive")] if given else []
    for value, where in candidates:
        address = value.strip()
        if base and address and not address.startswith(("http://", "https://")):
            try:
                address = urljoin(base, address)
            except ValueError:
                continue
        if _is_page_address(address):
            return address, where
    return "", ""


def _is_page_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc and len(address) <= 2000


def _titles(
    root: HtmlElement, metas: Mapping[str, Sequence[str]], article: LinkedArticle | None, found: _Found
) -> list[str]:
    """Sets the title and gives every form of it."""
    site = next((value for _, value in _named(metas, ("og:site_name",))), "")
    publisher = article.publisher if article is not None else ""
    head = next((element_text(t) for t in root.iter("title") if next(t.iterancestors("svg"), None) is None), "")
    headings = [text for h1 in root.iter("h1") if (text := element_text(h1))]
    candidates: list[tuple[str, str]] = []
    if article is not None and article.kind != "WebPage":
        candidates.append((article.headline, "JSON-LD headline"))
    candidates += [(_without_site(v, (site, publisher)), f"meta {name}") for name, v in _named(metas, _TITLE_NAMES)
                   if name != "title"]  # fmt: skip
    candidates += [(element_text(e), "itemprop headline") for e in _itemprop(root, "headline")][:1]
    candidates += [(headings[0], "heading h1")] if headings else []
    candidates.append((_without_site(head, (site, publisher), headings), "element title"))
    candidates += [(v, f"meta {name}") for name, v in _named(metas, ("title",))]
    for value, where in candidates:
        found.set("title", value, where)
    titles = [value for value, _ in candidates if value] + [head]
    if article is not None:
        titles += article.other_headlines
    return [title for title in titles if title]


def _without_site(title: str, sites: Sequence[str], headings: Sequence[str] = ()) -> str:
    """A title without the outlet's name at its end (``Headline | The Example``) or beginning."""
    if len(title) > _LONGEST_TITLE or _TITLE_ENDS.search(title) is None:
        return title
    known = {_plain(site) for site in sites if site}
    ends = [match.span() for match in _TITLE_ENDS.finditer(title)]
    starts = [start for start, _ in ends] + [len(title)]
    for (start, after), until in zip(ends, starts[1:], strict=True):
        front = title[:start]
        if _plain(title[after:until]) in known or _plain(front) in {_plain(heading) for heading in headings}:
            return front.strip()
    first = title[: ends[0][0]]
    return title[ends[0][1] :].strip() if _plain(first) in known else title


def _plain(text: str) -> str:
    return re.sub(r"^(?:the|www)\W+|\.(?:com|org|net|co\.uk)$|[\W_]+", "", text.casefold())


def _outlet(metas: Mapping[str, Sequence[str]], article: LinkedArticle | None, found: _Found, notes: list[str]) -> None:
    """The name under which readers know the site comes before the firm that publishes it."""
    sites = [(_first_part(value), f"meta {name}") for name, value in _named(metas, _SITE_NAMES)]
    site = next((item for item in sites if _is_outlet_name(item[0])), ("", ""))
    firm = (article.publisher, "JSON-LD publisher") if article is not None and article.publisher else ("", "")
    is_host = bool(re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+", site[0]))
    firm_first = is_host and _is_outlet_name(firm[0]) and firm[0] not in AGENCY_BY_NAME
    for value, where in (firm, site) if firm_first else (site, firm):
        found.set("outlet", value, where)
    for name, value in _named(metas, _PUBLISHER_NAMES):
        if _is_outlet_name(value):
            found.set("outlet", value, f"meta {name}")
    if not site[0] or not firm[0] or firm[0] in AGENCY_BY_NAME:
        return  # an agency that supplied the article is no other outlet
    if _plain(site[0]) not in _plain(firm[0]) and _plain(firm[0]) not in _plain(site[0]):
        taken, left = (firm[0], site[0]) if firm_first else (site[0], firm[0])
        notes.append(f"The page names two outlets: “{taken[:80]}” was taken, “{left[:80]}” was not.")


def _first_part(name: str) -> str:
    """The name without what is strung to it (``The Example | News | Sport``)."""
    return name.split(" | ", 1)[0].strip()


def _is_outlet_name(value: str) -> bool:
    return bool(value) and len(value) <= 80 and not value.startswith(("http://", "https://", "//", "@"))


def _author(
    root: HtmlElement, metas: Mapping[str, Sequence[str]], article: LinkedArticle | None, found: _Found
) -> None:
    if article is not None:
        found.set("author", _joined(article.authors), "JSON-LD author")
    for name in _AUTHOR_NAMES:
        found.set("author", _joined(metas.get(name, ())), f"meta {name}")
    found.set("author", _joined(_people(_itemprop(root, "author"))), "itemprop author")
    links = [a for a in root.iter("a") if "author" in (a.get("rel") or "").lower().split()]
    found.set("author", _joined(element_text(a) for a in links[:8]), "link rel=author")
    named = (e for e in root.iter("p", "span", "div", "address", "a", "li") if _BYLINE_CLASS.search(e.get("class", "")))
    for element in islice(named, _MOST_CANDIDATES):
        if not _in_form_or_comment(element):
            text = element_text(element)
            if 3 < len(text) <= 80 and (_BYLINE_START.match(text) or len(text.split()) <= 4):
                found.set("author", _joined([text]), f"element of class {element.get('class', '').strip()[:60]}")
                if "author" in found.fields:
                    return


def _in_form_or_comment(element: HtmlElement) -> bool:
    return any(
        a.tag in ("form", "aside", "nav", "footer") or "comment" in f"{a.get('class', '')} {a.get('id', '')}".lower()
        for a in (element, *element.iterancestors())
        if a.tag not in ("body", "html")
    )


def _people(elements: Iterable[HtmlElement]) -> Iterator[str]:
    for element in elements:
        inside = islice(element.iter(), _MOST_CANDIDATES)
        names = [e for e in inside if "name" in (e.get("itemprop") or "").split()]
        yield from (e.get("content") or element_text(e) for e in names or [element])


def _joined(names: Iterable[str]) -> str:
    """Several authors in one line, without ``By``, addresses and doublets."""
    kept: dict[str, str] = {}
    for raw in names:
        for part in re.split(r"\s*[;|\n]\s*", raw[:2000]):
            name = _EMAIL.sub("", " ".join(part.split()))
            name = _BYLINE_START.sub("", name).strip(" ,.-–—·|\u200b")
            if not name or name.startswith(("http:", "https:", "www.", "/")) or len(name) > _LONGEST_NAME:
                continue
            if _NO_AUTHOR.match(name) or not any(map(str.isalpha, name)):
                continue
            kept.setdefault(_plain(name), name)
    return "; ".join(kept.values())


def _date(root: HtmlElement, metas: Mapping[str, Sequence[str]], article: LinkedArticle | None, found: _Found) -> None:
    """The first date that can be read; one with a time zone for the same minute comes before one without."""
    candidates: list[tuple[str, str]] = []
    if article is not None:
        candidates.append((article.published, "JSON-LD datePublished"))
    candidates += [(value, f"meta {name}") for name, value in _named(metas, _DATE_NAMES)]
    candidates += [
        (value, f"meta {name}") for name, value in _named(metas, ("itemprop datepublished", "itemprop datecreated"))
    ]
    for element in _itemprop(root, "datePublished"):
        candidates.append(
            (element.get("content") or element.get("datetime") or element_text(element), "itemprop datePublished")
        )
    times = [t for t in root.iter("time") if not _is_about_another(t)]
    times.sort(key=lambda t: "pubdate" not in t.attrib)
    for time in times[:5]:
        candidates.append((time.get("datetime") or element_text(time), "element time"))
    read = [(value, where, iso) for value, where in candidates if value and (iso := parse_date(value).iso)]
    for value, where, iso in read:
        zoned = next((c for c in read if _has_zone(c[2]) and c[2][:16] == iso[:16]), None)
        if "T" in iso and not _has_zone(iso) and zoned is not None:
            value, where, _ = zoned  # noqa: PLW2901 - the same minute, said more exactly
        found.set("date", value, where)
        return
    for value, where in candidates:
        found.set("date", value, where)  # whoever reads it is told why it can't be used


def _has_zone(iso: str) -> bool:
    return bool(re.search(r"T.*(?:Z|[+-]\d\d:\d\d)$", iso))


def _is_about_another(element: HtmlElement) -> bool:
    """Whether a time stands in a list, a menu or beside the article."""
    return any(a.tag in ("aside", "nav", "footer", "li") for a in element.iterancestors())


def _language(
    root: HtmlElement, metas: Mapping[str, Sequence[str]], article: LinkedArticle | None, found: _Found
) -> None:
    top = root.getroottree().getroot()
    candidates = [(top.get("lang") or top.get("xml:lang") or top.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
                   "attribute lang")]  # fmt: skip
    if article is not None:
        candidates.append((article.language, "JSON-LD inLanguage"))
    candidates += [(value, f"meta {name}") for name, value in _named(metas, _LANGUAGE_NAMES)]
    for value, where in candidates:
        if _LANGUAGE.fullmatch(value.strip()):
            found.set("language", value.strip().replace("_", "-"), where)


def _wire_agency(metas: Mapping[str, Sequence[str]], article: LinkedArticle | None, found: _Found) -> None:
    """An agency that the page's data names as author or source, unless the page is the agency's own."""
    named: list[tuple[str, str]] = []
    if article is not None:
        named += [(name, "JSON-LD author") for name in article.authors]
        named += [(article.publisher, "JSON-LD publisher")]
        named += [(name, "JSON-LD source") for name in article.credited]
    named += [(value, f"meta {name}") for name, value in _named(metas, _SOURCE_NAMES)]
    named += [(name, found.sources["author"]) for name in found.fields.get("author", "").split("; ") if name]
    outlet = found.fields.get("outlet", "")
    for name, where in named:
        agency = _agency(name)
        if agency and AGENCY_BY_NAME.get(outlet, outlet) != agency and _plain(agency) not in _plain(outlet):
            found.set("wire_agency", agency, where)


def _agency(name: str) -> str:
    """The agency that a byline names: alone, after a person (``A. Person, Associated Press``) or with a post."""
    for part in reversed(_BYLINE_START.sub("", name).split(", ")):
        plain = _POST.sub("", part.strip(" ."))
        known = AGENCY_BY_NAME.get(plain) or AGENCY_BY_NAME.get(plain.title())
        if known:
            return known
    return ""


def _itemprop(root: HtmlElement, name: str) -> list[HtmlElement]:
    """Elements with a property, those left out that stand in a comment or beside the article."""
    found = root.xpath("descendant-or-self::*[@itemprop and not(self::meta)]")[:_MOST_PROPERTIES]
    named = [e for e in found if name in e.get("itemprop", "").split()][:_MOST_CANDIDATES]
    return [
        e
        for e in named
        if not any(a.tag in ("aside", "nav", "footer") or a.get("itemprop") == "comment" for a in e.iterancestors())
    ]
