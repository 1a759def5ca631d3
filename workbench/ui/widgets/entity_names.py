"""What each outlet calls one entity: each name a link to its passages; below, how prominent it is and what it belongs with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.entity_names import name_focus
from workbench.domain.focus import Focus
from workbench.domain.labels import NOMINAL, ChosenLabel
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.table_data import TableData
from workbench.ui.desk import Desk
from workbench.ui.plain_text import ElidedLabel, PlainLabel, tool_tip, visible
from workbench.ui.widgets.entity_words import mentions_words
from workbench.ui.widgets.flow_layout import FlowLayout
from workbench.ui.widgets.outlet_mark import mark_icon
from workbench.ui.widgets.pane_header import link_button

MOST_NAMES: Final = 12
"""Names and descriptions of one outlet that are shown; the number before them leads to the passages of all names."""
_LONGEST_NAME: Final = 60

LINK_WORDS: Final[Mapping[tuple[str, bool], str]] = {
    ("people_of", True): "the country of this people",
    ("people_of", False): "people of it",
    ("capital_of", True): "the country of this capital",
    ("capital_of", False): "its capital",
    ("government_of", True): "the country of this government",
    ("government_of", False): "its government",
}
"""Kinds of links in words, by whether they lead from the entity in focus to the other one."""


@dataclass(frozen=True, slots=True)
class UsedName:
    """A name or description that an outlet uses."""

    name: str
    count: int
    described: bool = False
    """Whether it is a description and no name."""

    @property
    def words(self) -> str:
        """Name and count: ``NATO 4``, ``“the alliance” 2``."""
        short = self.name if len(self.name) <= _LONGEST_NAME else f"{self.name[: _LONGEST_NAME - 1]}…"
        return f"{f'“{short}”' if self.described else short} {self.count:,}"

    def focus(self, entity: str, outlet: str) -> Focus:
        """The focus on its passages."""
        if self.described:
            return ChosenLabel(NOMINAL, self.name).focus(entity, outlet)
        return name_focus(entity, self.name, outlet)


@dataclass(frozen=True, slots=True)
class Prominence:
    """How prominent an entity is in an outlet."""

    articles: int
    """Counted articles of the outlet that name it."""
    of: int
    headlines: int
    leads: int
    mean: float

    @property
    def short(self) -> str:
        """The same in one line."""
        headlines = "1 headline" if self.headlines == 1 else f"{self.headlines:,} headlines"
        leads = "1 lead" if self.leads == 1 else f"{self.leads:,} leads"
        return f"{self.articles:,} of {self.of:,} articles · {headlines} · {leads} · prominence {self.mean:.2f}"

    @property
    def words(self) -> str:
        """In words, with what each number is out of."""
        return (
            f"in {self.articles:,} of {self.of:,} articles; of these {self.headlines:,} in the headline, {self.leads:,} in"
            f" the lead; mean prominence {self.mean:.2f}"
        )


@dataclass(frozen=True, slots=True)
class Linked:
    """An entity that the one in focus belongs with."""

    entity_id: str
    name: str
    what: str
    """What it is to the one in focus, in words."""
    mentions: int
    reason: str = ""


@dataclass(frozen=True)
class EntityProfile:
    """Everything that is shown about one entity."""

    entity_id: str = ""
    name: str = ""
    by_outlet: Mapping[str, Sequence[UsedName]] = field(default_factory=dict)
    silent: Sequence[str] = ()
    """Outlets of the scope that never name it."""
    prominence: Mapping[str, Prominence] = field(default_factory=dict)
    linked: Sequence[Linked] = ()


def names_in(table: TableData) -> dict[str, list[UsedName]]:
    """The rows of a table ``forms_by_outlet`` by outlet; an unknown outlet comes last."""
    found: dict[str, list[UsedName]] = {}
    if len(table):
        columns = (table.texts("outlet"), table.texts("name"), table.column("count"))
        kinds = table.texts("kind") if "kind" in table.names else [""] * len(table)
        for outlet, name, count, kind in zip(*columns, kinds, strict=True):
            found.setdefault(outlet, []).append(UsedName(name, int(count or 0), kind == NOMINAL))
    return {outlet: found[outlet] for outlet in sorted(found, key=lambda outlet: not outlet)}


def prominence_in(table: TableData) -> dict[str, Prominence]:
    """The rows of a table ``entity_prominence`` by outlet."""
    out = {}
    for n in range(len(table)):
        row = table.row(n)
        articles, of, headlines, leads = (int(row[name] or 0) for name in ("articles", "of", "in_headline", "in_lead"))
        out[str(row["outlet"] or "")] = Prominence(articles, of, headlines, leads, float(row["prominence"] or 0))
    return out


def linked_in(table: TableData) -> list[Linked]:
    """The rows of a table ``entity_relations``."""
    out = []
    for n in range(len(table)):
        row = table.row(n)
        kind = str(row["kind"])
        what = LINK_WORDS.get((kind, bool(row["forward"])), kind.replace("_", " "))
        out.append(
            Linked(str(row["entity_id"]), str(row["name"]), what, int(row["mentions"] or 0), str(row["reason"] or ""))
        )
    return out


class _Flow(QWidget):
    """Links in rows; as high as its rows at the width that it has.

    Args:
        parent: the widget around it.
        brief: keep to one row, and say how many links there is no room for.
    """

    def __init__(self, parent: QWidget | None = None, *, brief: bool = False) -> None:
        super().__init__(parent)
        self._brief = brief
        self._left_out = PlainLabel("", name="Muted") if brief else None
        self.flow = FlowLayout(self, margin=0, spacing=0)
        self.flow.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Height of the rows."""
        if self._brief:
            return max((button.sizeHint().height() for button in self.findChildren(QToolButton)), default=0)
        return self.flow.heightForWidth(width)

    def close_row(self) -> None:
        """All links are there: what says how many are left out comes last."""
        if self._left_out is not None:
            self.flow.addWidget(self._left_out)
            self._left_out.hide()

    def _leave_out(self, words: PlainLabel) -> None:
        buttons = self.findChildren(QToolButton)
        widths = [min(button.sizeHint().width(), self.width()) for button in buttons]
        kept = len(buttons)
        while kept > 1 and sum(widths[:kept]) + (words.sizeHint().width() if kept < len(buttons) else 0) > self.width():
            kept -= 1
            words.setText(f" +{len(buttons) - kept}")
        for n, button in enumerate(buttons):
            button.setVisible(n < kept)
        if kept < len(buttons):
            # a first name that is wider than the row leaves room for what says that there are more
            buttons[0].setMaximumWidth(max(self.width() - words.sizeHint().width(), 40))
        words.setVisible(kept < len(buttons))
        words.setToolTip(tool_tip(", ".join(visible(button.text()) for button in buttons[kept:])))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        width = max(self.width(), 120)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A name that is wider than the row is cut there, not outside."""
        super().resizeEvent(event)
        for button in self.findChildren(QToolButton):
            button.setMaximumWidth(max(self.width(), 40))
        if self._left_out is not None:
            self._leave_out(self._left_out)


class NamesByOutlet(QWidget):
    """What each outlet calls one entity: a line for each outlet."""

    names_wanted = Signal()
    """All names with their reasons are wanted."""

    def __init__(self, desk: Desk, show_passages: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._show_passages = show_passages
        self._profile = EntityProfile()
        self._brief = False
        self.links: dict[str, QToolButton] = {}
        """The link to all passages of each outlet on show."""
        self.name_links: dict[tuple[str, str], QToolButton] = {}
        """The link of each name, by outlet and name."""
        self.linked_links: dict[str, QToolButton] = {}
        """The link of each entity that it belongs with, by id."""
        self._heading = ElidedLabel("", self, name="Heading")
        self.detail = link_button("prominence", "Show how prominent it is in each outlet", self._again)
        self.detail.setCheckable(True)
        self.reasons = link_button(
            "why?", "Names and reasons: why each name is one of its names", self.names_wanted.emit
        )
        head = QWidget(self)
        head.setObjectName("SubHeader")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        head_row = QHBoxLayout(head)
        head_row.setContentsMargins(12, 2, 6, 2)
        head_row.setSpacing(2)
        head_row.addWidget(self._heading, 1)
        head_row.addWidget(self.detail)
        head_row.addWidget(self.reasons)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName("Names by outlet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._area, 1)
        self._head = head
        self.say_nothing()

    @property
    def heading_height(self) -> int:
        """Height of the heading alone."""
        return self._head.sizeHint().height()

    @property
    def wanted_height(self) -> int:
        """Height in which everything can be read without scrolling."""
        content = self._area.widget()
        width = max(self._area.viewport().width(), 80)
        needed = content.heightForWidth(width) if content is not None else 0
        return self.heading_height + max(needed, content.minimumSizeHint().height() if content is not None else 0) + 2

    @property
    def shows_prominence(self) -> bool:
        """Whether each outlet's line says how prominent it is there."""
        return self.detail.isChecked()

    def be_brief(self, brief: bool) -> None:
        """Give each outlet one row, where there is room for few; or as many as its names take."""
        if brief != self._brief:
            self._brief = brief
            self.show_profile(self._profile)

    def say_nothing(self) -> None:
        """No entity is in focus."""
        self.show_profile(EntityProfile())

    def show_profile(self, profile: EntityProfile) -> None:
        """Show an entity's names by outlet, which outlets of the scope never name it, and what it belongs with."""
        self._profile = profile
        name = profile.name
        self._heading.set_text(f"{name} — what each outlet calls it" if name else "What each outlet calls it")
        for button in (self.detail, self.reasons):
            button.setVisible(bool(profile.entity_id))
        self.links, self.name_links, self.linked_links = {}, {}, {}
        content = QWidget()
        content.setObjectName("PaneBody")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        rows = QGridLayout(content)
        rows.setContentsMargins(12, 2, 6, 2)
        rows.setHorizontalSpacing(4)
        rows.setVerticalSpacing(0)
        at = 0
        for outlet, used in profile.by_outlet.items():
            self._add_outlet(rows, at, outlet, used)
            at += 1
            prominent = profile.prominence.get(outlet)
            if prominent is not None and self.shows_prominence:
                line = PlainLabel(prominent.short, name="Muted", wrap=True)
                line.setContentsMargins(6, 0, 0, 3)
                line.setToolTip(tool_tip(prominent.words))
                line.setAccessibleName(visible(prominent.words))
                rows.addWidget(line, at, 2)
                at += 1
        if profile.silent:
            names = ", ".join(visible(outlet) or UNKNOWN_OUTLET for outlet in profile.silent)
            rows.addWidget(PlainLabel(f"Not named by: {names}", name="Muted", wrap=True), at, 0, 1, 3)
            at += 1
        if profile.linked:
            rows.addWidget(self._linked(profile.linked), at, 0, 1, 3)
            at += 1
        rows.setColumnStretch(2, 1)
        rows.setRowStretch(at, 1)
        self._area.setWidget(content)

    def lines(self) -> list[str]:
        """The lines on show, for tests and screen readers."""
        content = self._area.widget()
        if content is None:
            return []
        return [
            widget.accessibleName() or (widget.text() if isinstance(widget, PlainLabel) else "")
            for widget in content.children()
            if isinstance(widget, _Flow) or (isinstance(widget, PlainLabel) and widget.wordWrap())
        ]

    # -- inside ----------------------------------------------------------------------------------------------------

    def _again(self) -> None:
        self.show_profile(self._profile)
        self.updateGeometry()

    def _add_outlet(self, rows: QGridLayout, at: int, outlet: str, used: Sequence[UsedName]) -> None:
        shown = visible(outlet) or UNKNOWN_OUTLET
        prominent = self._profile.prominence.get(outlet)
        mark = PlainLabel()
        mark.setPixmap(mark_icon(self._desk.outlet_style(outlet), self._desk.theme.dark).pixmap(14, 14))
        mark.setContentsMargins(0, 4, 0, 2)  # on one line with the links, which have a frame
        mark.setToolTip(tool_tip(f"{shown}: {prominent.words}" if prominent is not None else shown))
        rows.addWidget(mark, at, 0, Qt.AlignmentFlag.AlignTop)
        line = _Flow(brief=self._brief)
        line.setAccessibleName(visible(f"{shown}: {' · '.join(one.words for one in used)}"))
        focus = self._desk.state.focus
        for one in used[:MOST_NAMES]:
            what = "description" if one.described else "name"
            tip = f"{one.name}: {one.count:,} times in {shown}. Show the passages of this {what}"
            link = link_button(one.words, tip, partial(self._show_name, one, outlet))
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            link.setProperty("tight", True)
            link.setCheckable(True)
            link.setChecked(self._is_on(focus, one, outlet))
            line.flow.addWidget(link)
            self.name_links[outlet, one.name] = link
        more = len(used) - MOST_NAMES
        if more > 0:
            line.flow.addWidget(PlainLabel(f" and {more:,} more", name="Muted"))
        line.close_row()
        rows.addWidget(line, at, 2, Qt.AlignmentFlag.AlignTop)
        named = sum(one.count for one in used if not one.described)
        times = "1 mention" if named == 1 else f"{named:,} mentions"
        link = link_button(
            f"{named:,}",
            f"{shown}: {times} by name. Show the passages",
            partial(self._show_passages, outlet or UNKNOWN_OUTLET),
        )
        link.setProperty("tight", True)
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        self.links[outlet] = link
        rows.addWidget(link, at, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)

    def _is_on(self, focus: Focus, one: UsedName, outlet: str) -> bool:
        wanted = one.focus(self._profile.entity_id, outlet or UNKNOWN_OUTLET)
        return (focus.entity, focus.label, focus.outlet) == (wanted.entity, wanted.label, wanted.outlet)

    def follow(self, focus: Focus) -> None:
        """Mark the name that is highlighted."""
        for outlet, used in self._profile.by_outlet.items():
            for one in used:
                link = self.name_links.get((outlet, one.name))
                if link is not None:
                    link.setChecked(self._is_on(focus, one, outlet))

    def _linked(self, linked: Sequence[Linked]) -> QWidget:
        line = _Flow()
        line.flow.addWidget(PlainLabel("Linked: ", name="Muted"))
        said = []
        for other in linked:
            words = f"{other.name} ({other.what}, {mentions_words(other.mentions)})"
            said.append(words)
            link = link_button(words, f"Highlight {words}. {other.reason}", partial(self._follow_link, other.entity_id))
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            line.flow.addWidget(link)
            self.linked_links[other.entity_id] = link
        line.setAccessibleName(visible(f"Linked: {' · '.join(said)}"))
        return line

    def _show_name(self, one: UsedName, outlet: str) -> None:
        focus = one.focus(self._profile.entity_id, outlet or UNKNOWN_OUTLET)
        self._desk.highlight(focus, origin="entities")
        self.follow(focus)

    def _follow_link(self, entity: str) -> None:
        self._desk.highlight(Focus(entity=entity), origin="entities")
