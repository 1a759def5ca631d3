"""Where a term stands in each article: one strip an article, from its first word to its last."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from workbench.charts.fonts import BOLD, PIXELS_PER_POINT, REGULAR, plain_text
from workbench.charts.hit_boxes import pixel_box
from workbench.charts.panel import SMALL, Panel
from workbench.charts.rows import first
from workbench.charts.style import Style, highlighted
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.wording import counted, listing, number, outlet_name, quoted, times
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap, Mark
from workbench.domain.palette import ALL_OUTLETS
from workbench.domain.spans import Span

COLUMNS: Final = ("document_id", "outlet", "title", "words", "position", "start", "end")
"""One row a hit; an article without a hit has one row with ``position`` NaN. ``position`` is 0 to 1."""

MOST: Final = 60
"""Articles that are ever drawn at once."""

_CHOOSE: Final = "Choose a term, a name or a frame to see where it stands in each article."

_MARK: Final = 1.05
"""The room for an outlet's mark, in sizes of text."""
_LEAST: Final = 1.25
"""The least height of a row, in sizes of text."""
_GAP: Final = 0.4
"""The space between two outlets, in sizes of text."""
_HEADING: Final = 1.5
"""The height of the line that says what is shown, in sizes of text."""
_ENDS: Final = 1.25
"""The height of the line that says which end of a strip is which, in sizes of text."""
_READABLE: Final = 15.0
"""The length at which a title tells its article apart; where outlets leave it less, they get lines of their own."""
_REACH: Final = 4.0
"""Pixels on each side of a tick that belong to it, unless its neighbour is nearer."""


@dataclass(frozen=True, slots=True)
class _Hit:
    position: float
    span: Span


@dataclass(frozen=True, slots=True)
class _Spread:
    """What holds of all articles of an outlet, or of all outlets, whichever of them are drawn."""

    hits: int
    having: int
    articles: int
    words: int
    dp_norm: float

    @property
    def briefest(self) -> str:
        """For the row below an outlet's name."""
        uneven = "" if math.isnan(self.dp_norm) else f"DPnorm {self.dp_norm:.2f}, "
        return f"{uneven}{number(self.having)} of {number(self.articles)}"

    @property
    def brief(self) -> str:
        """For the heading of an outlet."""
        uneven = "" if math.isnan(self.dp_norm) else f"DPnorm {self.dp_norm:.2f}, "
        return f"{uneven}in {number(self.having)} of {counted(self.articles, 'article')}"


@dataclass(frozen=True, slots=True)
class _Subject:
    plain: str
    """What the strips show, for labels."""
    named: str
    """The same in a sentence: a term stands in quotation marks, an entity's name does not."""
    focus: Focus


@dataclass(frozen=True, slots=True)
class _Article:
    document_id: str
    outlet: str
    title: str
    words: int
    hits: tuple[_Hit, ...]
    focus: Focus
    """What a click on the strip highlights."""

    @property
    def name(self) -> str:
        """The article in words, for labels."""
        title = plain_text(self.title)
        return f"{outlet_name(self.outlet)}, “{title}”" if title else f"{outlet_name(self.outlet)}, {self.document_id}"


def draw_dispersion(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw where a term stands in each article.

    A line on top says what is shown. All strips are equally long, whatever the article's length: left is its first
    word, right its last. Articles are grouped by outlet, in alphabetical order. At most :data:`MOST` are drawn, fewer
    where there is no room: the first of each outlet, then the second of each, and so on. In a narrow picture the
    outlets' names stand on lines of their own, so that titles have the room to be told apart. Without a term, entity or
    frame there is only a word on what to do.

    Args:
        figure: is cleared; its size decides how many articles are drawn.
        table: the columns :data:`COLUMNS`. ``table.attrs["spread"]`` may hold, for all outlets together and then for each,
            tuples of outlet, hits, articles with it, articles, words and DPnorm: they stand beside the outlets' names,
            and the text counts by them, when the table has only the articles to be drawn. The term is
            ``table.attrs["term"]``, or else stands in a column ``term``;
            for an entity or a frame, ``table.attrs["focus"]`` and ``table.attrs["label"]`` say which.
        style: colours, sizes and what is highlighted.

    Returns:
        For each article one mark for the strip, with ``Focus(term, article, outlet)``, and on top of it one for each
        tick, with that and the passage. The boxes of neighbouring ticks meet halfway.

    Raises:
        ValueError: the table lacks a column, or a position is not a share of the article.
    """
    panel = Panel(figure, style)
    subject, articles = _articles(table)
    if not articles:
        panel.message("No articles", "Widen what is counted to see where a term stands in the articles.")
        return HitMap()
    if not subject.focus.subject:
        panel.message("Nothing is highlighted", _CHOOSE)
        return HitMap()
    if panel.is_too_small:
        panel.message("Too small", "Enlarge to see the chart.")
        return HitMap()
    plan = _plan(panel, articles, _spreads(table))
    _draw_surroundings(panel, plan, subject)
    _draw_ticks(panel, plan)
    return HitMap(tuple(_marks(panel, plan, subject)))


@dataclass(frozen=True, slots=True)
class _Labels:
    """How much room the labels of the rows have, in pixels."""

    left: float
    """Where the strips begin."""
    outlet: float
    title: float
    """0 when there is no room for titles."""
    own_lines: bool
    """Whether each outlet's name has a line of its own above its articles, and the titles have all the room."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything goes, in pixels."""

    articles: tuple[_Article, ...]
    lit: frozenset[str]
    """Articles in focus, by document id; empty when none is, or all are."""
    top: float
    bottom: float
    middles: tuple[float, ...]
    """The middle of each strip."""
    pitch: float
    half: float
    """Half the height of a strip."""
    outlet_line: float
    """The height of the line of an outlet's name above its articles; 0 when there is none."""
    labels: _Labels
    right: float
    note: str
    spreads: Mapping[str, _Spread]
    """By outlet; empty when nothing is known but what is drawn."""

    @property
    def left(self) -> float:
        """Where the strips begin."""
        return self.labels.left

    def at(self, position: float) -> float:
        """A position in an article as a place from the left."""
        return self.left + position * (self.right - self.left)


def _plan(panel: Panel, articles: Sequence[_Article], spreads: Mapping[str, _Spread]) -> _Plan:
    em, pad = panel.em, panel.pad
    emphasis = highlighted(panel.style.focus, [article.focus for article in articles])
    lit = [n for n, on in enumerate(emphasis) if on] if emphasis and not all(emphasis) else []

    most = min(len(articles), MOST)
    top = pad + ((0.0 if panel.style.headed else _HEADING) + _ENDS) * em
    bottom = panel.height - pad
    count = min(most, _fitting(bottom - top, articles, em))
    in_all = max(sum(spread.articles for spread in spreads.values()), len(articles))
    if count < in_all:
        bottom -= panel.note_height
        count = min(most, _fitting(bottom - top, articles, em))
    shown = [articles[n] for n in _chosen(articles, count, lit)]
    fitting = _fitting(bottom - top, shown, em, own_lines=True) >= count
    several = len({article.outlet for article in shown}) < max(len(shown), in_all)
    labels = _labels(panel, shown, may_have_lines=fitting, wants_lines=bool(spreads) and several)

    begins = [n == 0 or shown[n].outlet != shown[n - 1].outlet for n in range(len(shown))]
    gap = _GAP * em
    lines = sum(begins) if labels.own_lines else 0
    pitch = max(min((bottom - top - gap * (sum(begins) - 1)) / (count + lines), 3.0 * em), 8.0)
    line = min(pitch, 1.6 * em) if labels.own_lines else 0.0
    places, y = [], top - gap
    for begin in begins:
        y += (gap + line) if begin else 0.0
        places.append(y + pitch / 2.0)
        y += pitch
    counts = ["times", *(number(len(article.hits)) for article in shown)]
    return _Plan(
        articles=tuple(shown),
        lit=frozenset(articles[n].document_id for n in lit),
        top=top,
        bottom=places[-1] + pitch / 2.0,
        middles=tuple(places),
        pitch=pitch,
        half=min(0.74 * pitch, 1.5 * em) / 2.0,
        outlet_line=line,
        labels=labels,
        right=panel.width - pad - max(panel.measure(text, share=SMALL) for text in counts) - 0.8 * em,
        note=_note(count, most, articles, in_all),
        spreads=spreads,
    )


def _labels(panel: Panel, shown: Sequence[_Article], *, may_have_lines: bool, wants_lines: bool = False) -> _Labels:
    """The room for outlets and titles: side by side, or each outlet above the titles of its articles."""
    em, pad = panel.em, panel.pad
    widest = max(panel.measure(outlet_name(article.outlet)) for article in shown)
    longest = max(panel.measure(_title(article), share=SMALL, weight=BOLD) for article in shown)
    several = len({article.outlet for article in shown}) < len(shown)
    room = min(0.46 * panel.width, 30 * em) - _MARK * em
    outlet = min(widest, 0.55 * room)
    title = room - outlet - 0.7 * em
    narrow = several and title < min(longest, _READABLE * em)
    if (wants_lines or narrow) and may_have_lines:
        title = min(0.52 * panel.width - pad - 0.8 * em, longest)
        return _Labels(pad + title + 0.8 * em, panel.width - 2 * pad - _MARK * em, title, True)
    if narrow:
        # titles tell the articles of an outlet apart, and its mark helps where its name is cut short
        outlet = min(widest, 0.36 * room)
        title = room - outlet - 0.7 * em
    # with one article an outlet titles give way to the outlet's name sooner
    if title < min((4.0 if several else 7.0) * em, longest):
        outlet = min(widest, room)
        return _Labels(pad + _MARK * em + outlet + 0.8 * em, outlet, 0.0, False)
    title = min(title, longest)
    return _Labels(pad + _MARK * em + outlet + 0.7 * em + title + 0.8 * em, outlet, title, False)


def _fitting(height: float, articles: Sequence[_Article], em: float, *, own_lines: bool = False) -> int:
    """How many strips fit, with a little space between outlets, or a line above each; at least 1."""
    outlets = len({article.outlet for article in articles})
    for count in range(len(articles), 1, -1):
        begun = min(outlets, count)
        if (count + (begun if own_lines else 0)) * _LEAST * em + (begun - 1) * _GAP * em <= height:
            return count
    return 1


def _chosen(articles: Sequence[_Article], count: int, lit: Sequence[int]) -> list[int]:
    """Which articles are drawn: the first of each outlet, then the second of each, and so on; those in focus always."""
    turns: dict[str, int] = {}
    by_turn: list[tuple[int, int]] = []
    for n, article in enumerate(articles):
        turns[article.outlet] = turns.get(article.outlet, -1) + 1
        by_turn.append((turns[article.outlet], n))
    return sorted(first([n for _, n in sorted(by_turn)], count, lit))


def _note(count: int, most: int, articles: Sequence[_Article], in_all: int) -> str:
    """What there was no room for; empty when all articles are drawn."""
    if count == in_all:
        return ""
    several = len({article.outlet for article in articles}) > 1
    if in_all > len(articles):
        which = f", {'of each outlet ' if several else ''}those with the most passages"
    else:
        which = ", the first of each outlet" if several else ""
    enlarge = "; enlarge to see more" if count < most else ""
    return f"{number(count)} of {counted(in_all, 'article')}{which}{enlarge}"


def _draw_surroundings(panel: Panel, plan: _Plan, subject: _Subject) -> None:
    """Everything but the ticks: heading, outlets, titles, strips, counts, note."""
    em, theme, edge, labels = panel.em, panel.theme, panel.width - panel.pad, plan.labels
    _draw_heading(panel, plan, subject)
    previous = None
    for n, article in enumerate(plan.articles):
        y = plan.middles[n]
        on = article.document_id in plan.lit
        chosen = on and len(plan.lit) == 1
        if chosen:
            half = min(plan.pitch / 2.0, plan.half + 0.25 * em)
            panel.band(y - half, y + half)
        if article.outlet != previous:
            line = y - (plan.pitch + plan.outlet_line) / 2.0 if labels.own_lines else y
            panel.marker(panel.pad + 0.36 * em, line, article.outlet, 0.68 * em)
            name = panel.elide(outlet_name(article.outlet), labels.outlet, middle=True)
            panel.text(panel.pad + _MARK * em, line, name)
            spread = plan.spreads.get(article.outlet)
            after = panel.pad + (_MARK + 0.6) * em + panel.measure(name)
            if labels.own_lines and spread is not None and after + panel.measure(spread.brief, share=SMALL) <= edge:
                panel.text(after, line, spread.brief, share=SMALL, colour=theme.muted)
            second = n + 1 < len(plan.articles) and plan.articles[n + 1].outlet == article.outlet
            if not labels.own_lines and spread is not None and second:
                # beside its second article an outlet's name leaves room
                words = panel.elide(spread.briefest, labels.outlet, share=SMALL)
                left = panel.pad + _MARK * em
                panel.text(left, plan.middles[n + 1], words, share=SMALL, colour=theme.muted)
            previous = article.outlet
        if labels.title:
            weight, colour = (BOLD, theme.text) if chosen else (REGULAR, theme.muted)
            title = panel.elide(_title(article), labels.title, share=SMALL, weight=weight)
            panel.text(plan.left - 0.8 * em - labels.title, y, title, share=SMALL, weight=weight, colour=colour)
        panel.strip((plan.left, plan.right), (y - plan.half, y + plan.half))
        colour = theme.text if article.hits and (on or not plan.lit) else theme.muted
        panel.text(edge, y, number(len(article.hits)), align="right", share=SMALL, colour=colour)
    panel.note(plan.note)


def _draw_heading(panel: Panel, plan: _Plan, subject: _Subject) -> None:
    """What is shown, and which end of a strip is which, on top, where they stay in sight in a chart that scrolls."""
    em, theme, edge = panel.em, panel.theme, panel.width - panel.pad
    if not panel.style.headed:
        words = f"Place of {subject.named} in each article" if subject.named else "Place in each article"
        words = panel.elide(words, panel.width - 2 * panel.pad, middle=True)
        panel.text(panel.pad, panel.pad + 0.45 * em, words)
    line = plan.top - 0.6 * em
    for start, end in (("first word", "last word"), ("start", "end")):
        if panel.measure(start, share=SMALL) + panel.measure(end, share=SMALL) + em <= plan.right - plan.left:
            panel.text(plan.left, line, start, share=SMALL, colour=theme.muted)
            panel.text(plan.right, line, end, align="right", share=SMALL, colour=theme.muted)
            break
    panel.text(edge, line, "times", align="right", share=SMALL, colour=theme.muted)


def _draw_ticks(panel: Panel, plan: _Plan) -> None:
    axes = panel.axes(plan.left, plan.top, plan.right, plan.bottom, (0.0, 1.0))
    lines: list[list[tuple[float, float]]] = []
    colours: list[str] = []
    for n, article in enumerate(plan.articles):
        y = plan.middles[n] - plan.top
        subdued = bool(plan.lit) and article.document_id not in plan.lit
        for hit in article.hits:
            lines.append([(hit.position, y - plan.half + 1.0), (hit.position, y + plan.half - 1.0)])
            colours.append(panel.style.outlet_colour(article.outlet, subdued=subdued))
            if panel.style.focus.passage == hit.span:
                panel.ring(plan.at(hit.position), plan.middles[n], 3.5, plan.half + 1.5)
    ticks = LineCollection(
        lines, colors=colours, linewidths=2.0 / PIXELS_PER_POINT, capstyle="butt", zorder=3, clip_on=False
    )
    axes.add_collection(ticks, autolim=False)


def _marks(panel: Panel, plan: _Plan, subject: _Subject) -> Iterator[Mark]:
    for n, article in enumerate(plan.articles):
        rows = (plan.middles[n] - plan.half, plan.middles[n] + plan.half)
        strip = pixel_box(panel.figure, (plan.left, plan.right), rows)
        yield Mark(*strip, focus=article.focus, label=_strip_label(subject, article))
        places = [plan.at(hit.position) for hit in article.hits]
        for i, (hit, x) in enumerate(zip(article.hits, places, strict=True)):
            before = min(_REACH, (x - places[i - 1]) / 2.0) if i else _REACH
            after = min(_REACH, (places[i + 1] - x) / 2.0) if i + 1 < len(places) else _REACH
            box = pixel_box(panel.figure, (x - before, x + after), rows, smallest=1.0)
            focus = replace(article.focus, passage=hit.span)
            yield Mark(*box, focus=focus, label=_tick_label(subject, article, i))


def describe_dispersion(table: pd.DataFrame) -> str:
    """What the chart shows, with counts and denominators, as plain sentences."""
    subject, articles = _articles(table)
    if not articles:
        return "Where a term stands in each article. No articles yet."
    if not subject.focus.subject:
        return f"Nothing is highlighted. {_CHOOSE}"
    name = f"{subject.named[:1].upper()}{subject.named[1:]}" or "The term"
    spreads = _spreads(table) or {
        outlet: _spread_of([a for a in articles if a.outlet == outlet])
        for outlet in dict.fromkeys(a.outlet for a in articles)
    }
    every = spreads.values()
    in_all = sum(spread.articles for spread in every)
    sentences = [
        f"Where {subject.named or 'the term'} stands in each article, from its first word to its last.",
        f"{name} occurs {times(sum(s.hits for s in every))} in {number(sum(s.having for s in every))} of "
        f"{counted(in_all, 'article')} ({counted(sum(s.words for s in every), 'word')}).",
    ]
    parts = [
        f"{outlet_name(outlet)} {times(spread.hits)} in {number(spread.having)} of {counted(spread.articles, 'article')}"
        + ("" if math.isnan(spread.dp_norm) else f", DPnorm {spread.dp_norm:.2f}")
        for outlet, spread in spreads.items()
    ]
    sentences.append(f"By outlet: {listing(parts)}.")
    most = max(articles, key=lambda a: len(a.hits))
    if most.hits and len(articles) > 1:
        sentences.append(f"Most often in one article: {times(len(most.hits))} in {most.name}.")
    if in_all > MOST:
        sentences.append(f"The chart shows at most {MOST} of the {counted(in_all, 'article')}.")
    return " ".join(sentences)


def _spreads(table: pd.DataFrame) -> dict[str, _Spread]:
    """What the table says of all articles, by outlet; empty when it has them all itself."""
    rows = [row for row in table.attrs.get("spread", ()) if row[0] != ALL_OUTLETS]
    return {as_text(outlet): _Spread(int(h), int(d), int(a), int(w), float(u)) for outlet, h, d, a, w, u in rows}


def _spread_of(articles: Sequence[_Article]) -> _Spread:
    return _Spread(
        sum(len(a.hits) for a in articles),
        sum(bool(a.hits) for a in articles),
        len(articles),
        sum(a.words for a in articles),
        math.nan,
    )


def _title(article: _Article) -> str:
    return plain_text(article.title) or plain_text(article.document_id)


def _strip_label(subject: _Subject, article: _Article) -> str:
    hits, words = times(len(article.hits)), counted(article.words, "word")
    return f"{subject.plain or 'Term'} in {article.name}: {hits} in {words}"


def _tick_label(subject: _Subject, article: _Article, n: int) -> str:
    place = 100 * article.hits[n].position
    return (
        f"{subject.plain or 'Term'} in {article.name}: place {number(n + 1)} of {number(len(article.hits))}, "
        f"at {place:.0f} % of {counted(article.words, 'word')}"
    )


def _subject(table: pd.DataFrame) -> _Subject:
    """What the table shows: a term, or what its ``focus`` and ``label`` say (an entity, a frame)."""
    term = as_text(table.attrs.get("term", ""))
    if not term and "term" in table.columns:
        term = next((text for cell in table["term"].tolist() if (text := as_text(cell))), "")
    focus, label = table.attrs.get("focus"), as_text(table.attrs.get("label", ""))
    if isinstance(focus, Focus) and focus.subject and not term:
        named = f"the {plain_text(label)}" if focus.frame and label else plain_text(label)
        return _Subject(plain_text(label), named, replace(focus, outlet="", article="", passage=None))
    return _Subject(plain_text(term), quoted(term) if term else "", Focus(term=term))


def _articles(table: pd.DataFrame) -> tuple[_Subject, list[_Article]]:
    """The subject, and the articles by outlet, within an outlet in the order of the table; hits in reading order."""
    subject = _subject(table)
    facts: dict[str, tuple[str, str, int]] = {}
    hits: dict[str, list[_Hit]] = {}
    for row in table_rows(table, COLUMNS, "dispersion"):
        document_id = as_text(row["document_id"])
        facts.setdefault(document_id, (as_text(row["outlet"]), as_text(row["title"]), as_count(row["words"])))
        found = hits.setdefault(document_id, [])
        position = as_number(row["position"])
        if math.isnan(position):
            continue
        if not 0.0 <= position <= 1.0:
            raise ValueError(f"the dispersion chart needs positions from 0 to 1, not {position} ({document_id})")
        found.append(_Hit(position, Span(document_id, as_count(row["start"]), as_count(row["end"]))))
    articles = [
        _Article(
            document_id,
            outlet,
            title,
            words,
            tuple(sorted(hits[document_id], key=lambda h: (h.position, h.span))),
            replace(subject.focus, article=document_id, outlet=outlet),
        )
        for document_id, (outlet, title, words) in facts.items()
    ]
    return subject, sorted(articles, key=lambda a: (a.outlet == "", a.outlet.casefold(), a.outlet))
