"""Boilerplate: what stands in an article's text and is not the article. It is marked by spans and never removed.

Whole lines only, and rather one too few than one too many: a line of body text that is taken for boilerplate is not
counted any more. The rules for single lines are in :mod:`workbench.corpus.boilerplate_rules`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Final

import pandas as pd

from workbench.corpus import boilerplate_rules as rules
from workbench.corpus.boilerplate_rules import Where
from workbench.corpus.dates import parse_date
from workbench.domain.article import Article
from workbench.domain.columns import TABLES
from workbench.domain.progress import Progress, no_progress

VERSION: Final = 1
"""Raised when the rules change: boilerplate that was kept is looked for anew then."""

_SENTENCE_END: Final = re.compile(r"[.!?:;,…。！？][\s\"'`”’»)\]]*$")
_HEAD_LINES: Final = 6
_TAIL_LINES: Final = 4
_FEWEST_ARTICLES: Final = 3
"""So many different articles of one outlet must have a line for it to count as repeated."""
_ARTICLES_BETWEEN_REPORTS: Final = 50
_QUOTATION_MARKS: Final = "“\"‘'«„"
_WORD: Final = re.compile(r"\w+")

_LONGEST: Final = sorted({rule.longest for rule in rules.LINE_RULES})
_RULES: Final = [[rule for rule in rules.LINE_RULES if rule.longest >= longest] for longest in _LONGEST] + [[]]
"""For each entry of ``_LONGEST`` the rules for lines that are longer than the entry before it."""

Given = tuple[int, int, str, str]
"""A stretch that somebody else marked: start, end, kind, rule."""
_NOTHING_GIVEN: Final[Mapping[str, Sequence[Given]]] = MappingProxyType({})


@dataclass(slots=True)
class _Line:
    """A line that is not blank: where it is, its words, and what it was marked as."""

    start: int
    end: int
    text: str
    kind: str = ""
    rule: str = ""
    _key: str | None = None

    @property
    def key(self) -> str:
        """The line for comparing, see :func:`_key`."""
        if self._key is None:
            self._key = _key(self.text)
        return self._key

    def mark(self, kind: str, rule: str) -> None:
        if not self.kind:
            self.kind, self.rule = kind, rule

    @property
    def is_prose(self) -> bool:
        """Whether it reads like a paragraph: long, or of some length and ending as sentences do."""
        return len(self.text) >= 200 or (len(self.text) >= 80 and _SENTENCE_END.search(self.text) is not None)

    @property
    def is_label(self) -> bool:
        """Whether it reads like a link, a heading or a menu entry: short and not ending as sentences do."""
        return len(self.text) <= 120 and _SENTENCE_END.search(self.text) is None


def find_boilerplate(
    articles: Sequence[Article],
    *,
    given: Mapping[str, Sequence[Given]] = _NOTHING_GIVEN,
    progress: Progress = no_progress,
) -> pd.DataFrame:
    """The stretches of articles that are not part of them.

    What a source's format marks (a caption, a teaser) is taken as it stands; the rules judge only the rest of the text.

    Args:
        articles: the articles of a corpus; lines that come again in several articles of an outlet count as well.
        given: by document id, what the format marks; without an entry, the article's own ``format_boilerplate``.
        progress: told about every few articles.

    Returns:
        Columns ``document_id, start, end, kind, text, rule``; one row for each stretch of lines with the same kind and
        rule, in the order of the articles and of their text. Stretches do not overlap and ``text[start:end] == text``.
    """
    repeated = _repeated_lines(articles)
    rows: list[tuple[str, int, int, str, str, str]] = []
    for done, article in enumerate(articles):
        if done % _ARTICLES_BETWEEN_REPORTS == 0:
            progress(done, len(articles))
        known = _taken_in(article.text, given.get(article.document_id, article.format_boilerplate))
        rows.extend(_stretches(article, known, repeated.get(article.outlet, {})))
    progress(len(articles), len(articles))
    table = pd.DataFrame(rows, columns=list(TABLES["boilerplate"]))
    return table.astype({"start": "int64", "end": "int64"})


def _taken_in(text: str, given: Iterable[Given]) -> list[Given]:
    """What the format marks, in order, inside the text, without white space at the ends; of two that overlap the first."""
    taken: list[Given] = []
    last = 0
    for start, end, kind, rule in sorted(given):
        if place := _without_space(text, max(start, last), min(end, len(text))):
            taken.append((*place, kind, rule))
            last = place[1]
    return taken


def _without_space(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _stretches(
    article: Article, given: Sequence[Given], repeated: Mapping[str, int]
) -> Iterator[tuple[str, int, int, str, str, str]]:
    text = article.text
    found = [*given, *_by_rules(article, given, repeated)]
    found.sort()
    for start, end, kind, rule in found:
        yield article.document_id, start, end, kind, text[start:end], rule


def _by_rules(article: Article, given: Sequence[Given], repeated: Mapping[str, int]) -> Iterator[Given]:
    """What the rules find outside of what is given."""
    lines = [line for line in _lines(article.text) if not _covered(line, given)]
    _mark_headline(lines, article.title)
    _mark_comment_form(lines)
    _mark_single_lines(lines)
    _mark_appeals(lines)
    _mark_author(lines, article.author)
    _mark_repeated(lines, repeated)
    _mark_link_lists(lines)
    at = 0
    while at < len(lines):
        first = lines[at]
        last = at
        if first.kind:
            while last + 1 < len(lines) and (lines[last + 1].kind, lines[last + 1].rule) == (first.kind, first.rule):
                last += 1
            for start, end in _outside(article.text, first.start, lines[last].end, given):
                yield start, end, first.kind, first.rule
        at = last + 1


def _covered(line: _Line, given: Sequence[Given]) -> bool:
    """Whether all of a line is given."""
    at = bisect_right(given, line.start, key=_start_of) - 1
    return at >= 0 and given[at][1] >= line.end


def _outside(text: str, start: int, end: int, given: Sequence[Given]) -> Iterator[tuple[int, int]]:
    """The pieces of a stretch that are not given."""
    for other_start, other_end, _, _ in given[max(bisect_right(given, start, key=_start_of) - 1, 0) :]:
        if other_start >= end:
            break
        if place := _without_space(text, start, other_start):
            yield place
        start = max(start, other_end)
    if place := _without_space(text, start, end):
        yield place


def _start_of(stretch: Given) -> int:
    return stretch[0]


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            lead = len(raw) - len(raw.lstrip())
            found.append(_Line(start + lead, start + lead + len(stripped), stripped))
        start += len(raw) + 1
    return found


def _key(text: str) -> str:
    """A line for comparing: its words, whatever their case and what is between them."""
    return " ".join(_WORD.findall(text.casefold()))


def _mark_headline(lines: Sequence[_Line], title: str) -> None:
    """Further copies of the headline, and lines beside the headline that hold nothing but a date or names."""
    if not lines:
        return
    headline = _key(title)
    if not headline and lines[0].is_label and len(lines) > 1:
        headline = _key(lines[0].text)
    copies = 0
    if len(headline.split()) >= 3:
        for line in lines:
            if len(line.text) <= 300 and line.key == headline:
                copies += 1
                if copies > 1:
                    line.mark(rules.REPEATED_HEADLINE, "headline-again")
    for line in lines[:_HEAD_LINES]:
        if len(line.text) > 80:
            continue
        if re.search(r"\d{4}", line.text) and len(parse_date(line.text).iso) >= 7 and not line.text.isdecimal():
            line.mark(rules.DATE_LINE, "date-beside-headline")
        elif rules.BYLINE_PATTERN.match(line.text) and line.is_label:
            line.mark(rules.BYLINE, "byline-beside-headline")


def _mark_comment_form(lines: Sequence[_Line]) -> None:
    """The form for comments near the end and everything after it, unless paragraphs follow."""
    if not lines:
        return
    length = lines[-1].end
    opening = next(
        (n for n, line in enumerate(lines) if len(line.text) <= 120 and rules.COMMENT_FORM_OPENING.match(line.text)
         and (line.start > length * 0.4 or n >= len(lines) - 3)),
        None,
    )  # fmt: skip
    if opening is None:
        return
    after = lines[opening:]
    if sum(line.is_prose for line in after) > 1:
        # readers' comments or another article: only what is plainly the form
        for line in after:
            if len(line.text) <= 160 and (
                rules.COMMENT_FORM_OPENING.match(line.text) or rules.COMMENT_FORM_LINE.match(line.text)
            ):
                line.mark(rules.COMMENT_FORM, "comment-form-line")
        return
    navigation = next(rule for rule in rules.LINE_RULES if rule.rule == "story-navigation")
    past_form = False
    for line in after:
        past_form = past_form or navigation.found_in(line.text)
        if past_form:
            line.mark(rules.NAVIGATION, "after-comment-form")
        else:
            line.mark(rules.COMMENT_FORM, "comment-form-opening" if line is lines[opening] else "comment-form")


def _mark_single_lines(lines: Sequence[_Line]) -> None:
    """What :data:`workbench.corpus.boilerplate_rules.LINE_RULES` finds."""
    for number, line in enumerate(lines):
        if line.kind:
            continue
        size = len(line.text)
        in_head, in_tail = number < _HEAD_LINES, _unmarked_after(lines, number) < _TAIL_LINES
        for rule in _RULES[bisect_left(_LONGEST, size)]:
            place = rule.where
            if (place is Where.HEAD and not in_head) or (place is Where.TAIL and not in_tail):
                continue
            if rule.found_in(line.text):
                line.mark(rule.kind, rule.rule)
                break
    for number, line in enumerate(lines[:-1]):
        # the title of the story before or after stands under its label
        if (
            line.rule == "story-navigation"
            and re.match(r"\W*(?:previous|next)", line.text, re.IGNORECASE)
            and lines[number + 1].is_label
        ):
            lines[number + 1].mark(rules.NAVIGATION, "story-navigation")


def _unmarked_after(lines: Sequence[_Line], number: int) -> int:
    """How many lines after this one are not marked; as many as make no end of a text are not counted further."""
    unmarked = (1 for place in range(number + 1, len(lines)) if not lines[place].kind)
    return sum(islice(unmarked, _TAIL_LINES))


def _mark_appeals(lines: Sequence[_Line]) -> None:
    """Paragraphs that ask the reader for money, membership or an address."""
    for number, line in enumerate(lines):
        if line.kind or number == 0 or len(line.text) > 2500 or line.text[0] in _QUOTATION_MARKS:
            continue
        if not rules.ADDRESSES_READER.search(line.text) or not rules.SPEAKS_AS_OUTLET.search(line.text):
            continue
        cues = sum(cue.search(line.text) is not None for cue in rules.APPEAL_CUES)
        near_end = _unmarked_after(lines, number) < _TAIL_LINES
        # a long paragraph comes by two of the cues more easily
        if cues >= (2 if near_end or len(line.text) <= 300 else 3):
            line.mark(rules.APPEAL, "appeal-to-readers")


def _mark_author(lines: Sequence[_Line], author: str) -> None:
    """Lines about the author at the end."""
    unmarked = 0
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number]
        if line.kind:
            continue
        if unmarked >= _TAIL_LINES:
            return
        unmarked += 1
        if len(line.text) > 700:
            continue
        if rules.ABOUT_AUTHOR.match(line.text):
            for later in lines[number:]:
                later.mark(rules.AUTHOR_BOX, "about-the-author")
            continue
        first_person = rules.FIRST_PERSON_BIO.match(line.text)
        if first_person is not None:
            line.mark(rules.AUTHOR_BOX, "author-box-first-person")
            _mark_name_above(lines, number, first_person["name"])
            continue
        third_person = rules.THIRD_PERSON_BIO.match(line.text)
        if third_person is not None and _is_about_author(line.text, third_person, lines[:number], author):
            line.mark(rules.AUTHOR_BOX, "author-box")
            _mark_name_above(lines, number, third_person["name"])


def _is_about_author(text: str, bio: re.Match[str], before: Sequence[_Line], author: str) -> bool:
    """Whether ``NAME is a reporter ...`` is about the author: a person in the news was named before."""
    if rules.AUTHOR_ROLES.search(text[:260]) is None or re.search(r"[“\"]\s*\w.*\bsaid\b|\bsaid\b", text):
        return False
    surname = bio["name"].split()[-1].strip(".’'")
    surname = surname.removesuffix("’s").removesuffix("'s")
    if author and surname.casefold() in author.casefold():
        return True
    pattern = re.compile(rf"\b{re.escape(surname)}\b")
    return not any(pattern.search(line.text) for line in before if not line.kind and line.text != bio["name"])


def _mark_name_above(lines: Sequence[_Line], number: int, name: str) -> None:
    """The line before a box about the author when it is nothing but the name."""
    above = lines[number - 1]
    if _key(above.text) == _key(name) or (
        above.is_label and len(above.text) <= 60 and _key(name).endswith(_key(above.text))
    ):
        above.mark(rules.AUTHOR_BOX, "author-box-name")


def _mark_link_lists(lines: Sequence[_Line]) -> None:
    """Menus before the article, links under a heading for related articles, and lists of links after the end."""
    for number, line in enumerate(lines):
        if line.kind == rules.RELATED and (line.rule == "related-heading" or line.text.rstrip().endswith(":")):
            for later in lines[number + 1 : number + 9]:
                if (
                    not later.is_label
                    or later.is_prose
                    or (later.kind and later.kind != rules.RELATED)
                    or len(later.text) < 20
                ):
                    break
                later.mark(rules.RELATED, "related-link")
    menu = 0
    while menu < len(lines) and _is_menu_entry(lines[menu]):
        menu += 1
    if menu >= 3:
        for line in lines[:menu]:
            line.mark(rules.NAVIGATION, "menu")
    last_prose = max((n for n, line in enumerate(lines) if line.is_prose and not line.kind), default=-1)
    if last_prose < 0:
        return
    tail = [line for line in lines[last_prose + 1 :] if not line.kind]
    if len(tail) >= 3 and all(_is_link(line) for line in tail):
        for line in tail:
            line.mark(rules.NAVIGATION, "link-list")


def _is_menu_entry(line: _Line) -> bool:
    words = line.text.split()
    return len(words) <= 2 and len(line.text) <= 24 and line.is_label and line.text[0].isalpha()


def _is_link(line: _Line) -> bool:
    """Whether a line after the end may be the title of another article or a menu entry, not an entry of a list."""
    return line.is_label and line.text[0].isupper() and not re.search(r"\d+\s*[-–:]\s*\d+|\d%|\t|  ", line.text)


def _repeated_lines(articles: Sequence[Article]) -> dict[str, dict[str, int]]:
    """By outlet the lines that several different articles have, with the number of such articles.

    Copies and new versions of one article share most of their lines; they count as one.
    """
    by_outlet: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.outlet:
            by_outlet[article.outlet].append(article)
    found: dict[str, dict[str, int]] = {}
    for outlet, group in by_outlet.items():
        if len(group) < _FEWEST_ARTICLES:
            continue
        key_sets: list[set[str]] = []
        holders: dict[str, list[int]] = defaultdict(list)
        for n, article in enumerate(group):
            keys = {key for line in article.text.split("\n") if (key := _key(line))}
            key_sets.append(keys)
            for key in keys:
                holders[key].append(n)
        found[outlet] = {
            key: count
            for key, who in holders.items()
            if len(who) >= _FEWEST_ARTICLES and (count := _different([key_sets[n] for n in who])) >= _FEWEST_ARTICLES
        }
    return found


def _different(line_sets: Sequence[set[str]]) -> int:
    """How many different articles these are, up to :data:`_FEWEST_ARTICLES`: copies share half of their lines."""
    kept: list[set[str]] = []
    for lines in line_sets:
        if all(2 * len(lines & other) < min(len(lines), len(other)) for other in kept):
            kept.append(lines)
            if len(kept) == _FEWEST_ARTICLES:
                break
    return len(kept)


def _mark_repeated(lines: Sequence[_Line], repeated: Mapping[str, int]) -> None:
    """Lines that other articles of the outlet have too.

    Outlets also use background paragraphs again, which are body text: a line that ends as sentences do counts only
    before or after the article, and when it speaks of the outlet, its reader or its author.
    """
    if not repeated:
        return
    for number, line in enumerate(lines):
        if line.kind or line.text[0] in _QUOTATION_MARKS or line.key not in repeated:
            continue
        at_edge = number < 2 or _unmarked_after(lines, number) < _TAIL_LINES
        if line.is_label:
            about_outlet = at_edge or len(line.text.split()) >= 4
        else:
            about_outlet = at_edge and rules.SPEAKS_OF_ITSELF.search(line.text) is not None
        if about_outlet:
            line.mark(rules.NAVIGATION, "repeated-across-articles")
