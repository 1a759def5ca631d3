"""Entities: who and what is named, how often by which outlet, what each outlet calls the one in focus, and correcting it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, SCOPE, THEME, Desk
from workbench.ui.dialogs.dialog_parts import make_filter
from workbench.ui.pane import Pane
from workbench.ui.plain_text import ElidedLabel, PlainLabel, mnemonic_safe
from workbench.ui.theme import Theme
from workbench.ui.widgets.entity_menu import EntityActions
from workbench.ui.widgets.entity_names import EntityProfile, NamesByOutlet, linked_in, names_in, prominence_in
from workbench.ui.widgets.entity_table import OUTLET_COLUMN, EntityTable
from workbench.ui.widgets.entity_words import GROUPS, ListedEntity, in_group, listed_entities, square_icon
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace import tasks
from workbench.workspace.messages import PaneTable

_NAMES_SHARE: Final = 0.4
"""Of the pane's height, what the names by outlet take at most."""
_ROOM_FOR_LINKS: Final = 15
"""Lines of text that the pane must be high for links above the table; below, menus have them."""
_ROOM_FOR_FILTER: Final = 14
"""Lines of text that the pane must be high for the filter above the table; below, it stands in the header."""
_SHORT_TYPE: Final = 4
"""Letters of a type of entities that can be read in the header."""
_LISTS: Final = {False: "entity_list", True: "entity_article_list"}
"""The tables that count mentions and articles."""
_PARTS: Final = ("forms_by_outlet", "entity_prominence", "entity_relations")
"""What is asked about the entity in focus."""
_ASIDE: Final = ("entity_suggestions", "rejected_entities")
"""What is counted in links above the table."""


class _WrappedNote(ElidedLabel):
    """A note that may take three lines; the whole is its tool tip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent, name="PaneNote")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setContentsMargins(12, 3, 12, 5)
        self.hide()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room, three lines high at most."""
        return QSize(super().sizeHint().width(), self.heightForWidth(max(self.width(), 120)))

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The height of its words in a width, three lines at most."""
        return min(super().heightForWidth(width), 3 * self.fontMetrics().lineSpacing() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw all of it, not one line."""
        PlainLabel.paintEvent(self, event)


class Entities(Pane):
    """The table of entities by outlet and, below it, the names of the one in focus."""

    name: ClassVar[str] = "entities"
    title: ClassVar[str] = "Entities"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, SCOPE, FOCUS, EVIDENCE, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all = TableData()
        self._parts: dict[str, TableData] = {}
        self._answer: PaneTable | None = None
        self._stopped = False
        self._asked: object = None
        self._asked_parts: object = None
        self._awaited: set[str] = set()
        self._theme: Theme | None = None
        self._in_focus = ""
        self.filter = QLineEdit(self)
        self.types = QComboBox(self)
        self.articles = link_button("articles", "Count articles that name it instead of mentions")
        self.suggestions = link_button("", "What may be one: pairs of entities that rules were not sure of")
        self.rejected = link_button("", "What you rejected, to restore it")
        self.table = EntityTable(desk)
        self.table.row_chosen.connect(self._on_row)
        self.table.viewport().installEventFilter(self)
        self.actions_of_entities = EntityActions(
            desk, self, self.table, self.chosen, lambda: listed_entities(self._all)
        )
        self.table.menu_wanted.connect(self.actions_of_entities.open_menu)
        self.table.selection_changed.connect(self._on_selection)
        actions = self.actions_of_entities
        self.merge = self.header.add_link("merge", "Merge the selected entities (M)", actions.merge.trigger)
        self.split = self.header.add_link(
            "split", "Split names off from the selected entity (S)", actions.split.trigger
        )
        self.header.add_link(
            "How?", "How are entities found and counted?", lambda: desk.explain.emit("entities"), optional=True
        )
        self.count_articles = QAction("Count articles instead of mentions", self)
        self.count_articles.setCheckable(True)
        self.count_articles.toggled.connect(self.articles.setChecked)
        self.articles.toggled.connect(self.count_articles.setChecked)
        actions.menu.addSeparator()
        actions.menu.addAction(self.count_articles)
        self.heading_menu = QMenu("What the table counts", self)
        """The menu of the table's headings: what is not about one row."""
        for action in (self.count_articles, actions.suggestions, actions.rejected):
            self.heading_menu.addAction(action)
        self.table.horizontalHeader().setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.horizontalHeader().customContextMenuRequested.connect(self._open_heading_menu)
        self._in_header = QWidget(self.header)
        self._header_row = QHBoxLayout(self._in_header)
        self._header_row.setContentsMargins(0, 0, 0, 0)
        self.header.add(self._in_header)
        self._in_header.hide()
        self._message = MessagePanel()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._message)
        self._stack.addWidget(self.table)
        self._stack.setMinimumHeight(40)  # the message can be scrolled past, the names below can't
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._controls = self._build_controls()
        column.addWidget(self._controls)
        column.addWidget(self._stack, 1)
        self._upper = column
        self.names = NamesByOutlet(desk, self._show_passages)
        self.names.names_wanted.connect(self._show_reasons)
        self.names.detail.toggled.connect(lambda _: self._divide())
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(upper)
        self._split.addWidget(self.names)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._split.splitterMoved.connect(self._on_divided)
        self._split.installEventFilter(self)
        self._divided = False
        self._dividing = False
        # how much of the articles the numbers speak for stands before the numbers, and can be read there
        self.note.setParent(None)
        self.note.deleteLater()
        self.note = _WrappedNote(self)
        self.body.addWidget(self.note)
        self.body.addWidget(self._split, 1)
        self.names.hide()
        self.table.font_changed.connect(self.table.fit_columns)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)
        self._message.say("Nothing open yet", "Open a folder of articles to see who and what they name.")
        self._controls.hide()
        self._on_selection()

    def exportable(self) -> Exportable:
        """What Export offers: the whole table for files, and the rows on show for Copy."""
        return Exportable(
            "Entities",
            table="entity_articles" if self.articles.isChecked() else "entity_counts",
            text=self.table.as_text,
            widget=lambda: self.table,
            available=bool(len(self._all)),
        )

    def chosen(self) -> tuple[ListedEntity, ...]:
        """The selected entities, from top to bottom."""
        ids = self.table.chosen_ids()
        found = {entity.entity_id: entity for entity in listed_entities(self._all, ids)}
        return tuple(found[entity] for entity in ids if entity in found)

    # -- refreshing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the counts when what is counted changed, and for the names when the entity in focus did."""
        asked = (self.desk.counted, self.articles.isChecked())
        if asked != self._asked:
            self._asked = asked
            self._ask(_LISTS[self.articles.isChecked()], "pane entities", self._show, failed=self._failed)
        elif self._answer is not None and self._stopped != self.desk.stopped:
            self._show(self._answer)
        if self._theme != self.desk.theme:
            self._theme = self.desk.theme
            self._colour_types()
            self.table.viewport().update()
            self.table.horizontalHeader().viewport().update()
            self._show_names()
        self._select()
        self._ask_parts()
        self.names.follow(self.desk.state.focus)

    def _ask(
        self,
        table: str,
        key: str,
        done: Callable[[PaneTable], None],
        focus: Focus | None = None,
        failed: Callable[[Failure], None] | None = None,
    ) -> None:
        self.desk.ask(
            tasks.pane_table,
            table,
            replace(self.desk.state, focus=focus or Focus()),
            self.desk.options,
            key=key,
            done=done,
            failed=failed,
        )

    def _ask_parts(self) -> None:
        entity = self.desk.state.focus.entity
        asked = (entity, self.desk.counted)
        if asked == self._asked_parts:
            return
        before, self._asked_parts = self._asked_parts, asked
        same = isinstance(before, tuple) and before[0] == entity
        if not same or not entity:
            self._parts = {}
            self._show_names()
        # with many outlets there are hundreds of names, so they are laid out once, when all parts are there
        self._awaited = set(_PARTS) if entity else set()
        for part in sorted(self._awaited, key=_PARTS.index):

            def take(answer: PaneTable, part: str = part) -> None:
                self._parts = {**self._parts, part: answer.table}
                self._on_part(part)

            def failed(failure: Failure, part: str = part) -> None:
                self.desk.report(failure)
                self._on_part(part)

            self._ask(part, f"pane {part}", take, Focus(entity=entity), failed)

    def _on_part(self, part: str) -> None:
        self._awaited.discard(part)
        if not self._awaited:
            self._show_names()

    def _show(self, answer: PaneTable) -> None:
        self._all = answer.table
        self._answer, self._stopped = answer, self.desk.stopped
        self._controls.setVisible(bool(len(answer.table)) or self._rejected_any)
        self.header.subtitle.set_text(f"{len(answer.table):,}" if len(answer.table) else "")
        finding = answer.covered < answer.in_scope
        stopped = finding and self.desk.stopped
        done = f"names were found in {answer.covered:,} of {answer.in_scope:,} articles"
        if stopped:
            coverage = f"Stopped: {done}. Open the folder again to go on."
        else:
            coverage = self.coverage_note(answer.covered, answer.in_scope)
        self.set_note(coverage if len(answer.table) else "", *answer.table.notes)
        if not len(answer.table):
            if stopped:
                self._message.say("Stopped", f"{done[0].upper()}{done[1:]}. Open the folder again to go on.")
            elif finding:
                self._message.say(
                    "Names are still being found",
                    f"{answer.covered:,} of {answer.in_scope:,} articles are done. The table fills by itself.",
                )
            elif not answer.in_scope:
                self._message.say("No article is counted", "Widen the scope above to see who and what is named.")
            else:
                self._message.say("No names found", "None is named in what is counted. Widen the scope above.")
        self._apply_filter()
        self._show_names()
        self._ask_aside(finding=finding)

    def _failed(self, failure: Failure) -> None:
        self._asked = None
        self._answer = None
        self._all = TableData()
        self._controls.hide()
        self._message.say("Names could not be counted", failure.message, "Try again", self._again)
        self._stack.setCurrentWidget(self._message)

    def _again(self) -> None:
        self.stale = True
        self.refresh_when_idle()

    # -- what may be one, and what was rejected --------------------------------------------------------------------

    def _ask_aside(self, *, finding: bool) -> None:
        """Count what is suggested, once all names are there, and what was rejected."""
        for name, link in zip(_ASIDE, (self.suggestions, self.rejected), strict=True):
            if finding and link is self.suggestions:
                link.hide()
                continue

            def take(answer: PaneTable, name: str = name) -> None:
                self._show_aside(name, len(answer.table))

            # in a lane of its own: what panes show must not wait for pairs of names
            self.desk.ask(
                tasks.pane_table,
                name,
                replace(self.desk.state, focus=Focus()),
                self.desk.options,
                key=f"pane {name}",
                lane="list",
                done=take,
            )

    def _show_aside(self, name: str, count: int) -> None:
        if name == _ASIDE[0]:
            self.suggestions.setText(mnemonic_safe("1 suggestion" if count == 1 else f"{count:,} suggestions"))
            self.suggestions.setVisible(bool(count))
        else:
            self.rejected.setText(mnemonic_safe(f"Rejected ({count:,})"))
            self.rejected.setVisible(bool(count))
            if count:
                self._controls.show()
        self._divide()

    @property
    def _rejected_any(self) -> bool:
        return not self.rejected.isHidden()

    # -- the table -------------------------------------------------------------------------------------------------

    def _apply_filter(self) -> None:
        data = self._all
        if not len(data):
            self._stack.setCurrentWidget(self._message)
            return
        words = self.filter.text().casefold().split()
        chosen = self.types.currentIndex()
        if words or chosen > 0:
            kinds = data.texts("type")
            folded = [name.casefold() for name in data.texts("name")]
            rows = [
                n for n in range(len(data)) if in_group(kinds[n], chosen) and all(word in folded[n] for word in words)
            ]
            data = TableData(data.names, tuple(tuple(column[n] for n in rows) for column in data.columns), data.notes)
        if not len(data):
            self._message.say(
                "No entity matches",
                " ".join((f"None of {len(self._all):,} entities fits the filter.", *self._all.notes)),
                "Clear filter",
                self._clear,
            )
            self._stack.setCurrentWidget(self._message)
            return
        self.table.show_entities(data, articles=self.articles.isChecked())
        self._stack.setCurrentWidget(self.table)
        if not self.table.chosen_ids():
            self._in_focus = ""
        self._select()

    def _select(self) -> None:
        """The row of the entity in focus is selected when it comes into focus; what a person adds to it stays."""
        focus = self.desk.state.focus
        if focus.entity != self._in_focus and len(self.table.table_model.table):
            self._in_focus = focus.entity
            if focus.entity not in self.table.chosen_ids():
                self.table.show_entity(focus.entity)
        self.table.viewport().update()
        self._on_selection()

    def _on_selection(self) -> None:
        self.actions_of_entities.refresh()
        self.merge.setEnabled(self.actions_of_entities.merge.isEnabled())
        self.split.setEnabled(self.actions_of_entities.split.isEnabled())

    def _on_row(self, row: int) -> None:
        """The whole row stands for the entity; an outlet's cell for the entity in that outlet."""
        model = self.table.table_model
        key = model.columns[max(self.table.currentIndex().column(), 0)].key
        outlet = (key.removeprefix(OUTLET_COLUMN) or UNKNOWN_OUTLET) if key.startswith(OUTLET_COLUMN) else ""
        self.desk.highlight(Focus(entity=str(model.table.column("entity_id")[row]), outlet=outlet), origin=self.name)

    # -- names by outlet -------------------------------------------------------------------------------------------

    def _show_names(self) -> None:
        entity = self.desk.state.focus.entity
        identifiers = self._all.texts("entity_id") if len(self._all) else []
        by_outlet = names_in(self._parts.get(_PARTS[0], TableData()))
        known = bool(entity) and (entity in identifiers or bool(by_outlet))
        self.names.setVisible(known)
        if not known:
            self.names.say_nothing()
            return
        name, silent = "", []
        if entity in identifiers:
            row = self._all.row(identifiers.index(entity))
            name = str(row["name"])
            outlets = [column for column in row if column.startswith(OUTLET_COLUMN)]
            silent = [column.removeprefix(OUTLET_COLUMN) for column in outlets if not row[column]]
        if by_outlet and not name:
            name = max((used for names in by_outlet.values() for used in names), key=lambda used: used.count).name
        self.names.show_profile(
            EntityProfile(
                entity,
                name,
                by_outlet,
                [outlet for outlet in silent if outlet not in by_outlet] if by_outlet else [],
                prominence_in(self._parts.get(_PARTS[1], TableData())),
                linked_in(self._parts.get(_PARTS[2], TableData())),
            )
        )
        self._divide()

    def _show_passages(self, outlet: str) -> None:
        entity = self.desk.state.focus.entity
        self.desk.highlight(Focus(entity=entity, outlet=outlet), origin=self.name)
        self.desk.show_pane.emit("concordance")

    def _show_reasons(self) -> None:
        found = listed_entities(self._all, [self.desk.state.focus.entity])
        if found:
            self.actions_of_entities.names_of(found[0])

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build_controls(self) -> QWidget:
        strip = QWidget(self)
        strip.setObjectName("PaneBody")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        rows = self._rows = QVBoxLayout(strip)
        rows.setContentsMargins(8, 6, 8, 2)
        rows.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(6)
        make_filter(self.filter, "Search names", name="Search names of entities", clear="Clear the search")
        self.filter.setMinimumWidth(60)
        self.filter.textChanged.connect(self._apply_filter)
        self.types.setAccessibleName("Types of entities")
        for words, _, _ in GROUPS:
            self.types.addItem(words)
        # the list is as wide as its words, also where the button is narrow
        self.types.view().setMinimumWidth(self.types.view().sizeHintForColumn(0) + 2 * self.types.iconSize().width())
        self.types.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.types.currentIndexChanged.connect(self._apply_filter)
        row.addWidget(self.filter, 1)
        row.addWidget(self.types)
        row.addWidget(self.articles)
        rows.addLayout(row)
        self._links = QWidget(strip)
        links = QHBoxLayout(self._links)
        links.setContentsMargins(0, 0, 0, 0)
        links.setSpacing(2)
        self.articles.setCheckable(True)
        self.articles.toggled.connect(self._again)
        self.suggestions.clicked.connect(self.actions_of_entities.show_suggestions)
        self.rejected.clicked.connect(self.actions_of_entities.show_rejected)
        for link in (self.suggestions, self.rejected):
            links.addWidget(link)
            link.hide()
        links.addStretch(1)
        rows.addWidget(self._links)
        return strip

    def _colour_types(self) -> None:
        for n, (_, kind, _) in enumerate(GROUPS):
            if kind:
                self.types.setItemIcon(n, square_icon(self.desk.theme.entity_colour(kind)))

    def _divide(self) -> None:
        """The names by outlet take what they need, within their share, unless a person moved the divider."""
        height = self._split.height()
        line = self.fontMetrics().height()
        self._place_controls()
        some = not (self.suggestions.isHidden() and self.rejected.isHidden())
        self._links.setVisible(some and height > _ROOM_FOR_LINKS * line)
        # where it is low, some rows of the table are worth more than all outlets at once
        above = 0 if self.filter_in_header else self._controls.sizeHint().height()
        table = above + self.table.horizontalHeader().height() + 3 * (line + 9)
        least = self.names.heading_height + 2 * line
        most = min(int(height * _NAMES_SHARE), max(height - table, least))
        self.names.setMaximumHeight(max(most, 1))
        self.names.setMinimumHeight(min(least, most))
        if not self._divided and self.names.isVisibleTo(self):
            wanted = min(self.names.wanted_height, most)
            self._split.setSizes([height - wanted, wanted])

    @property
    def filter_in_header(self) -> bool:
        """Whether the filter stands in the header, for rows are few in a low pane."""
        return self._controls.parent() is self._in_header

    def _place_controls(self) -> None:
        """In a low pane the filter takes the place of links that the table's menus and keys have too."""
        metrics = self.fontMetrics()
        # the search, a type, Export and the number of entities
        needed = metrics.horizontalAdvance("Search" + "All" + "9,999") + self.export.sizeHint().width() + 112
        # once it is there it stays while the pane is low: its place changes the pane's least width, and so its width
        wide = self.filter_in_header or self.width() >= needed
        low = self._split.height() < _ROOM_FOR_FILTER * metrics.height() and wide
        if low == self.filter_in_header:
            return
        self._rows.setContentsMargins(*((0, 0, 0, 0) if low else (8, 6, 8, 2)))
        self._controls.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, not low)
        hidden = self._controls.isHidden()
        if low:
            self._header_row.addWidget(self._controls)
        else:
            self._upper.insertWidget(0, self._controls)
        self._controls.setHidden(hidden)
        self._in_header.setVisible(low)
        for link in (self.merge, self.split, self.articles):
            link.setVisible(not low)
        self.names.be_brief(low)
        adjust = QComboBox.SizeAdjustPolicy
        self.types.setSizeAdjustPolicy(
            adjust.AdjustToMinimumContentsLengthWithIcon if low else adjust.AdjustToContentsOnFirstShow
        )
        self.types.setMinimumContentsLength(_SHORT_TYPE if low else 0)
        words = "Search" if low else "Search names"
        self.filter.setPlaceholderText(words)
        self.filter.setMinimumWidth(self.filter.fontMetrics().horizontalAdvance(words) + 28 if low else 60)

    def _open_heading_menu(self, at: QPoint) -> None:
        self.heading_menu.popup(self.table.horizontalHeader().mapToGlobal(at))

    def _on_divided(self) -> None:
        self._divided = True

    def _clear(self) -> None:
        self.types.setCurrentIndex(0)
        self.filter.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Columns share the table's new width, and the names below keep to their share of the height."""
        if event.type() == QEvent.Type.Resize:
            if watched is self.table.viewport():
                self.table.fit_columns()
            elif watched is self._split and not self._dividing:
                self._dividing = True  # what moves below resizes this once more, before all of it has moved
                try:
                    self._divide()
                finally:
                    self._dividing = False
        return super().eventFilter(watched, event)
