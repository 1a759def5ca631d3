"""Guesses at the outlet of articles that name none, each with its evidence in the source. Never applied by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from workbench.corpus.file_names import FileNames
from workbench.corpus.known_outlets import AGENCY_BY_NAME, OUTLET_BY_HOST, OUTLET_NAMES
from workbench.domain.article import Article, OutletSuggestion

_EVERYDAY_WORDS: Final = """
article articles text texts txt data dataset corpus corpora news story stories file files doc docs document documents
download downloads desktop sample samples test tests input inputs export exports raw clean new untitled page item copy
final draft temp tmp json csv md markdown
"""
_GENERIC: Final = frozenset(_EVERYDAY_WORDS.split())

_DOMAIN: Final = r"(?:[\w-]+\.)+(?:co\.uk|com\.au|com|org|net|co|uk|de|fr|it|es|eu|tv|news|ua|ru|in|io|info)"
_KNOWN: Final = "|".join(sorted((re.escape(name.removeprefix("The ")) for name in OUTLET_NAMES), key=len, reverse=True))
_NAME_WORD: Final = r"[^\W\d_a-z][\w&-]*(?:\.[\w&-]+)*"
_NAME: Final = rf"{_NAME_WORD}(?: (?:of|the|and|de|la|{_NAME_WORD})){{0,5}}"
_MONTHS: Final = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)

# Lines and phrases in which an article names the outlet it is from. Credits to a news agency are no such evidence.
_CREDITS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:Source|SOURCE|Publication|Publisher|Outlet|Newspaper)\s*:\s*(?P<outlet>{_DOMAIN}|{_NAME})\s*\.?$",
        r"(?:^|[.!?”] )\W*(?:This|The) (?:article|story|piece|post|report|essay) (?:was )?(?:first |originally )*"
        r"(?:appeared|published|ran)"
        rf"(?: first| originally)? (?:in|on|at|by) (?P<outlet>{_DOMAIN}|{_NAME})",
        rf"^[(\[]?(?:Originally|First) (?:published|appeared) (?:in|on|at|by) (?P<outlet>{_DOMAIN}|{_NAME})",
        r"^\W*(?:©|\(c\)|\(C\)|[Cc]opyright)\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?,?\s*)"
        rf"(?P<outlet>{_DOMAIN}|{_NAME})",
    )
)
_CREDIT_WORD: Final = re.compile(
    r"(?:Source|SOURCE|Publication|Publisher|Outlet|Newspaper)\s*:|ublished |ppeared |©|\([cC]\)|opyright| ran "
)
_WEAK: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:told|tells|speaking to|spoke to|interview with|interview to) (?P<outlet>{_DOMAIN})",
        rf"\b(?:told|tells) (?:[Tt]he )?(?P<outlet>{_KNOWN})\b",
        rf"\bin (?:a|an) (?:exclusive )?(?P<outlet>{_KNOWN})"
        r"(?: (?:Television|TV|News|Radio))? (?:interview|podcast|analysis)\b",
        rf"\b(?:seen|obtained|reviewed|compiled|analysed|analyzed|conducted) by (?:[Tt]he )?(?P<outlet>{_KNOWN})\b",
    )
)
_DOCUMENT: Final = re.compile(r"\.(?:docx|docm|dotx|eml|msg|mbox|mht|mhtml|epub|wacz|warc|arc|gz)\Z", re.IGNORECASE)
"""Files with parts that have names which no person gave."""
_FILE_WITH_FILES: Final = re.compile(rf"\.zip\Z|{_DOCUMENT.pattern}", re.IGNORECASE)
_KNOWN_BY_FOLDED: Final = {name.casefold().removeprefix("the "): name for name in OUTLET_NAMES}


def suggest_outlets(articles: Sequence[Article]) -> tuple[OutletSuggestion, ...]:
    """Suggestions for the articles whose outlet is not known, strongest evidence first for each article.

    Looked at are the host of the URL, the name of the folder, a line that says where the article appeared, the file's
    name together with the texts and the other files' names, and, as weak evidence, phrases like ``told Express.co.uk``.
    """
    names = FileNames(article for article in articles if not article.outlet)
    prefixes = Counter(prefix for path in {a.path for a in articles} if (prefix := _prefix(path)))
    folders = {_folder(a.path) for a in articles}
    found: list[OutletSuggestion] = []
    for article in articles:
        if article.outlet:
            continue
        seen: set[str] = set()
        for outlet, evidence in _evidence(article, prefixes, names, several_folders=len(folders) > 1):
            if outlet and outlet.casefold() not in seen:
                seen.add(outlet.casefold())
                found.append(OutletSuggestion(article.document_id, outlet, evidence))
    return tuple(found)


def _evidence(
    article: Article, prefixes: Counter[str], names: FileNames, *, several_folders: bool
) -> Iterator[tuple[str, str]]:
    host = _host(article.url)
    if host:
        yield _outlet_of_host(host), f"The address is on {host}: {article.url}"
    folder = _folder(article.path)
    if _is_name(folder) and (several_folders or _usual(_spaced(folder)) in OUTLET_NAMES):
        yield _usual(_spaced(folder)), f"The folder is called “{folder}”."
    if _CREDIT_WORD.search(article.text) is not None:
        for line in article.text.split("\n"):
            for pattern in _CREDITS:
                match = pattern.search(line.strip())
                if match is not None and _may_be_outlet(_plain(match["outlet"])):
                    yield _usual(_plain(match["outlet"])), f"“{_quoted(line.strip(), match)}”"
    prefix = _prefix(article.path)
    if prefix and (prefix.casefold() in _KNOWN_BY_FOLDED or (prefixes[prefix] > 1 and len(prefixes) > 1)):
        yield _usual(prefix), f"The file’s name begins with “{prefix}”."
    for name, evidence in names.evidence(article):
        yield _usual(name), evidence
    weak: Counter[str] = Counter()
    words: dict[str, str] = {}
    for pattern in _WEAK:
        for match in pattern.finditer(article.text):
            outlet = _usual(match["outlet"])
            weak[outlet] += 1
            words.setdefault(outlet, _quoted(article.text, match))
    if len(weak) == 1:  # with several such names the article may quote them all
        (outlet,) = weak
        yield outlet, f"Weak: “{words[outlet]}”"


def _host(url: str) -> str:
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    return host if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host) else ""


def _outlet_of_host(host: str) -> str:
    """The usual name for a host or one of the hosts above it, or the host itself."""
    parts = host.split(".")
    for start in range(len(parts) - 1):
        if (name := OUTLET_BY_HOST.get(".".join(parts[start:]))) is not None:
            return name
    return host


def _usual(name: str) -> str:
    """A name as it is usually written: ``express.co.uk`` and ``the guardian`` are Daily Express and The Guardian."""
    name = name.strip(" .,")
    if re.fullmatch(_DOMAIN, name, re.IGNORECASE):
        return _outlet_of_host(name.casefold().removeprefix("www."))
    return _KNOWN_BY_FOLDED.get(name.casefold().removeprefix("the "), name)


def _plain(name: str) -> str:
    return name.strip(" .,")


def _may_be_outlet(name: str) -> bool:
    """Whether a name in a credit may be an outlet's: agencies are credited too, and stories appear in months."""
    return name not in AGENCY_BY_NAME and name.split(" ", maxsplit=1)[0] not in _MONTHS


def _spaced(name: str) -> str:
    return " ".join(re.split(r"[_\s]+", name.strip()))


def _folder(path: str) -> str:
    """The folder in which a file lies; empty where that is a file (an archive, a mail) or a part of a document."""
    *above, folder = PurePosixPath(path).parts[:-1] or ("",)
    return "" if _FILE_WITH_FILES.search(folder) or any(map(_DOCUMENT.search, above)) else folder


def _is_name(folder: str) -> bool:
    """Whether a folder's name may be an outlet's: it has letters and is no everyday word for files, no date."""
    words = re.findall(r"[^\W\d_]+", folder.casefold())
    return bool(words) and not any(char.isdecimal() for char in folder) and not all(word in _GENERIC for word in words)


def _prefix(path: str) -> str:
    """What a file's name begins with before ``_`` or `` - ``, when that may be an outlet's name."""
    name = PurePosixPath(path).stem
    match = re.match(r"(?P<prefix>[^\W\d_][^\W_]*(?: [^\W\d_]+){0,3})(?:_| - |--)", name)
    if match is None or len(match["prefix"]) < 2 or match["prefix"].casefold() in _GENERIC:
        return ""
    return match["prefix"]


def _quoted(text: str, match: re.Match[str], around: int = 40) -> str:
    """The match with some words around it, as it stands in the text, within its line."""
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - around)
    end = text.find("\n", match.end())
    end = min(len(text) if end < 0 else end, match.end() + around)
    while start > 0 and start < match.start() and not text[start - 1].isspace():
        start += 1
    while end < len(text) and end > match.end() and not text[end].isspace():
        end -= 1
    return text[start:end].strip()
