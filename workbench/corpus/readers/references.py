"""Reference lists (RIS, BibTeX, EndNote's tagged format): what is known about articles; an abstract is no article."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from workbench.corpus.canonical import canonical_text
from workbench.corpus.readers.agency_fields import given
from workbench.corpus.readers.contract import Item, MetadataRecord, Remark
from workbench.domain.article import Refusal
from workbench.text_decoding import decode

_Entry = dict[str, list[str]]
"""The values by tag, in their order."""

_RIS_LINE: Final = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  ?-(?: (?P<value>.*))?")
_RIS_START: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:Provider:[^\n]*\n(?:[^\n]*\n){0,5})?\s*TY  ?- ?\w")
_ENW_LINE: Final = re.compile(r"%(?P<tag>[A-Z0-9@!#$&(+<>?\[^~=*])(?: (?P<value>.*))?")
_ENW_START: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*%[A0TDJB] [^\n]*(?:\r?\n%[A-Z0-9@] ?[^\n]*){2}")
_BIBTEX_START: Final = re.compile(rb"@(?:article|book|online|misc|inproceedings|incollection|newspaper|www|techreport"
                                  rb"|unpublished|report|electronic|phdthesis|mastersthesis)\s*[{(]", re.IGNORECASE)  # fmt: skip


class Ris:
    """Reads RIS."""

    name = "RIS references"
    binary = False
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By the tag that begins each reference."""
        return _RIS_START.match(data[:4096]) is not None

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """What is known about each reference."""
        yield from _metadata(
            list(_tagged(canonical_text(decode(data).text), _RIS_LINE, first="TY", last="ER")), path, _RIS
        )


class EndNote:
    """Reads EndNote's tagged format (``.enw``)."""

    name = "EndNote references"
    binary = False
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By lines that begin with a percent sign and a letter."""
        return _ENW_START.match(data[:4096]) is not None

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """What is known about each reference."""
        yield from _metadata(
            list(_tagged(canonical_text(decode(data).text), _ENW_LINE, first="0", last="")), path, _ENW
        )


class BibTex:
    """Reads BibTeX and BibLaTeX."""

    name = "BibTeX references"
    binary = False
    rank = 30

    def recognises(self, data: bytes, path: str) -> bool:
        """By the beginning of a reference; in the first lines, unless the name says that it is BibTeX."""
        start = data[: 65_536 if path.lower().endswith(".bib") else 2000]
        match = _BIBTEX_START.search(start)
        return match is not None and (path.lower().endswith(".bib") or not start[: match.start()].strip())

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """What is known about each reference."""
        entries, broken = _bibtex(canonical_text(decode(data).text))
        yield from (Refusal(path, where, reason) for where, reason in broken)
        if entries or not broken:
            yield from _metadata(entries, path, _BIB)


# For each field the tags that can hold it, the best first.
_RIS: Final = {
    "title": ("TI", "T1", "CT"), "outlet": ("T2", "JO", "JF", "JA", "BT", "PB"), "author": ("AU", "A1"),
    "date": ("DA", "PY", "Y1"), "url": ("UR", "L2"), "language": ("LA",), "section": ("SE",), "abstract": ("AB", "N2"),
}  # fmt: skip
_ENW: Final = {
    "title": ("T",), "outlet": ("J", "B", "I"), "author": ("A",), "date": ("8", "D"), "url": ("U",), "language": ("G",),
    "abstract": ("X",),
}  # fmt: skip
_BIB: Final = {
    "title": ("title",), "outlet": ("journaltitle", "journal", "newspaper", "booktitle", "publisher", "organization"),
    "author": ("author",), "date": ("date", "year"), "url": ("url",), "language": ("langid", "language"),
    "abstract": ("abstract",),
}  # fmt: skip


def _metadata(
    entries: list[tuple[str, _Entry]], path: str, tags: Mapping[str, tuple[str, ...]]
) -> Iterator[MetadataRecord | Refusal | Remark]:
    abstracts = found = 0
    for where, entry in entries:
        values: dict[str, tuple[str, str]] = {}
        for field, names in tags.items():
            name = next((name for name in names if any(value.strip() for value in entry.get(name, ()))), "")
            if name and field == "abstract":
                abstracts += 1
            elif name:
                several = entry[name] if field == "author" else entry[name][:1]
                values[field] = (
                    "; ".join(" ".join(value.split()) for value in several if value.strip()),
                    f"reference {name}",
                )
        if "date" in values:
            values["date"] = (_date(values["date"][0], entry), values["date"][1])
        fields, sources = given(values)
        if fields:
            found += 1
            yield MetadataRecord(where, fields, sources)
    if not found:
        yield Refusal(path, "", "The list holds no reference with a title, an author or an address. Export it again.")
        return
    also = (
        f" {abstracts:,} of them have an abstract; abstracts are not articles and were not read." if abstracts else ""
    )
    yield Remark(
        f"A list of references holds no texts. What it says about {found:,} {'article' if found == 1 else 'articles'} was"
        f" taken; read the texts themselves as well.{also}"
    )


def _date(raw: str, entry: _Entry) -> str:
    """``2024/03/05/`` is ``2024-03-05``; a year alone is completed from the fields for month and day."""
    raw = re.sub(r"\s*\(.*\)$", "", raw.strip())
    match = re.fullmatch(r"(\d{4})/(\d{1,2})?/?(\d{1,2})?/?.*", raw)
    if match:
        parts = [match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)]
        return "-".join(parts)
    month = next(iter(entry.get("month", ())), "").strip()
    if re.fullmatch(r"\d{4}", raw) and month:
        day = next(iter(entry.get("day", ())), "").strip()
        if month.isdecimal() and 1 <= int(month[:3]) <= 12:
            return f"{raw}-{int(month):02}" + (f"-{int(day):02}" if day.isdecimal() and len(day) <= 2 else "")
        return f"{day} {month} {raw}".strip()
    return raw


def _tagged(text: str, line_pattern: re.Pattern[str], *, first: str, last: str) -> Iterator[tuple[str, _Entry]]:
    """The references of a format with one tag on each line; a line without a tag continues the one before."""
    entry: dict[str, list[list[str]]] = {}
    began = 1
    tag = ""
    blank = False

    def whole() -> tuple[str, _Entry]:
        return f"reference at line {began}", {tag: [" ".join(value) for value in entry[tag]] for tag in entry}

    for number, line in enumerate(text.split("\n"), start=1):
        match = line_pattern.fullmatch(line.rstrip())
        if match is None:
            blank = blank or not line.strip()
            if tag and line.strip():
                entry[tag][-1].append(line.strip())
            continue
        tag = match["tag"]
        if entry and (tag in {first, last} or (blank and not last)):
            yield whole()
            entry = {}
        blank = False
        if tag == last:
            tag = ""
            continue
        if not entry:
            began = number
        entry.setdefault(tag, []).append([match["value"] or ""])
    if entry:
        yield whole()


_MONTHS: Final = {
    name: str(number)
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)  # noqa: SIM905
}
_LONGEST_VALUE: Final = 200_000
_MOST_BROKEN: Final = 100  # each may have been looked through to the longest value


def _bibtex(text: str) -> tuple[list[tuple[str, _Entry]], list[tuple[str, str]]]:
    """The references of a BibTeX file, and what could not be read with the reason."""
    entries: list[tuple[str, _Entry]] = []
    broken: list[tuple[str, str]] = []
    strings = dict(_MONTHS)
    line = 1
    lines_to = counted = unclosed = 0
    for match in _BIBTEX_ENTRY.finditer(text):
        if match.start() < counted:
            continue  # inside a value of the reference before
        line += text.count("\n", lines_to, match.start())
        lines_to = counted = match.start()
        kind = match["kind"].casefold()
        parser = _BibTexValues(text, match.end(), strings)
        if kind in {"comment", "preamble"}:
            if unclosed < _MOST_BROKEN:
                behind = parser.skipped(opening=match.end() - 1)
                unclosed += not behind
                counted = behind or counted
            continue
        where = f"reference at line {line}"
        try:
            values = parser.values(with_key=kind != "string")
        except ValueError as error:
            broken.append((where, f"The reference could not be read: {error}. Repair it in the file."))
            if len(broken) >= _MOST_BROKEN:
                broken.append(
                    ("", "So many references are broken that the rest of the file was not read. Export it again.")
                )
                break
            continue
        counted = parser.at
        if kind == "string":
            strings.update({name: value[0] for name, value in values.items()})
        else:
            entries.append((where, {name: _people(name, value) for name, value in values.items()}))
    return entries, broken


_BIBTEX_ENTRY: Final = re.compile(r"@\s{0,20}(?P<kind>[A-Za-z]{1,30})\s{0,20}[{(]")
_NAME: Final = re.compile(r"\s*(?:,\s*)*(?P<name>[A-Za-z_][\w\-:.+/]{0,60})\s*=\s*")
_KEY: Final = re.compile(r"\s*[^\s,{}()=]{0,200}\s*(?=[,})])")
_WORD: Final = re.compile(r"[\w.\-:]{1,80}")
_JOIN: Final = re.compile(r"\s*#\s*")
_BRACE_OR_END: Final = re.compile(r'[{}"]')


class _BibTexValues:
    """Takes the values of one reference, from behind its opening brace."""

    def __init__(self, text: str, at: int, strings: Mapping[str, str]) -> None:
        self._text = text
        self.at = at
        self._strings = strings

    def values(self, *, with_key: bool) -> _Entry:
        """All values by name. ``ValueError`` says in words what is wrong."""
        if with_key:
            key = _KEY.match(self._text, self.at)
            self.at = key.end() if key else self.at
        found: _Entry = {}
        while (match := _NAME.match(self._text, self.at)) is not None:
            self.at = match.end()
            name = match["name"].casefold()
            clean = _address if name == "url" else _without_tex
            found.setdefault(name, []).append(clean(self._value()))
        end = re.compile(r"[\s,]*[})]").match(self._text, self.at)
        if end is None:
            raise ValueError("its braces don't fit together")
        self.at = end.end()
        return found

    def _value(self) -> str:
        value = self._piece()
        while (joint := _JOIN.match(self._text, self.at)) is not None:
            self.at = joint.end()
            value += self._piece()
            if len(value) > _LONGEST_VALUE:
                raise ValueError("a value is longer than any title or name")
        return value

    def skipped(self, *, opening: int) -> int:
        """Behind what is in braces and no reference; 0 when it is never closed."""
        self.at = opening
        try:
            self._enclosed("{")
        except ValueError:
            return 0
        return self.at

    def _piece(self) -> str:
        opening = self._text[self.at : self.at + 1]
        if opening in {"{", '"'}:
            return self._enclosed(opening)
        word = _WORD.match(self._text, self.at)
        if word is None:
            raise ValueError("a value is missing")
        self.at = word.end()
        return self._strings.get(word[0].casefold(), word[0])

    def _enclosed(self, opening: str) -> str:
        start = self.at + 1
        depth = 1 if opening == "{" else 0
        limit = min(len(self._text), start + _LONGEST_VALUE)
        for match in _BRACE_OR_END.finditer(self._text, start, limit):
            if self._text[match.start() - 1] == "\\" and match[0] != '"':
                continue
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
                if depth == 0 and opening == "{":
                    self.at = match.end()
                    return self._text[start : match.start()]
            elif opening == '"' and depth == 0:
                self.at = match.end()
                return self._text[start : match.start()]
        raise ValueError("a value is never closed")


_ACCENTS: Final = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
                   "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a"}  # fmt: skip
_ACCENT: Final = re.compile(
    r"""\\(?:(?P<sign>['`^"~=.])\s?|(?P<letter>[cvuHkr])(?=[\s{]))\s?\{?\s?\\?(?P<base>[A-Za-z])\}?"""
)
_LETTERS: Final = {"ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "aa": "å", "AA": "Å", "oe": "œ", "OE": "Œ",
                   "l": "ł", "L": "Ł", "i": "ı", "textendash": "–", "textemdash": "—", "textquoteright": "’",
                   "textquoteleft": "‘", "ldots": "…", "dots": "…", "textasciitilde": "~"}  # fmt: skip
_COMMAND: Final = re.compile(r"\\(?P<name>[A-Za-z]{1,30})(?:\{\}|\s|(?=[^A-Za-z]|$))")


def _address(value: str) -> str:
    """A web address, in which signs may be escaped and nothing else is a command."""
    return re.sub(r"\\([_%&#~])", r"\1", value).strip()


def _without_tex(value: str) -> str:
    """A value without braces and commands, accents as letters."""
    if "\\" in value:
        value = _ACCENT.sub(
            lambda match: unicodedata.normalize("NFC", match["base"] + _ACCENTS[match["sign"] or match["letter"]]),
            value,
        )
        value = _COMMAND.sub(lambda match: _LETTERS.get(match["name"], ""), value)
        value = re.sub(r"\\([&%$#_{}])", lambda match: match[1] if match[1] not in "{}" else "", value)
    value = value.replace("{", "").replace("}", "").replace("~", " ").replace("---", "—").replace("--", "–")
    return " ".join(value.split())


def _people(name: str, values: list[str]) -> list[str]:
    """Names of several authors are joined with ``and``."""
    if name != "author":
        return values
    return [person.strip() for value in values for person in re.split(r"\s+and\s+", value) if person.strip()]
