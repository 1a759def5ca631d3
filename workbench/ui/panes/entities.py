"""Entities: who and what is named, how often by which outlet, and what each outlet calls the one in focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QStyle,
    QStyleOptionViewItem,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.state import State
from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, SCOPE, THEME, Desk
from workbench.ui.pane import Pane
from workbench.ui.plain_text import ElidedLabel, PlainLabel, tool_tip, visible
from workbench.ui.theme import Theme
from workbench.ui.widgets.data_table import CellDelegate, Column, DataTable, DataTableModel
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.outlet_mark import mark_icon
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace import tasks
from workbench.workspace.messages import PaneTable

OUTLET_COLUMN: Final = "outlet:"
"""Begins the name of each column that counts one outlet's mentions."""

_NAMED_TYPES: Final = ("PERSON", "ORG", "GPE", "LOC", "FAC")

GROUPS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("All", "", ()),
    ("People", "PERSON", ("PERSON",)),
    ("Organisations", "ORG", ("ORG",)),
    ("Places", "GPE", ("GPE", "LOC", "FAC")),
    ("Other", "OTHER", ()),
)
"""The type filter: its words, the type whose colour stands for it, and the types in it."""

TYPE_WORDS: Final = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country, region or city",
    "LOC": "place",
    "FAC": "building or facility",
    "NORP": "nationality, religion or political group",
    "EVENT": "event",
    "PRODUCT": "product",
    "WORK_OF_ART": "title of a work",
    "LAW": "law or treaty",
    "LANGUAGE": "language",
}
"""Types of entities in words."""

_NAME_WIDTH: Final = 96
"""Pixels that the name keeps at least; with many outlets the table is scrolled sideways instead.

These widths are meant for text of 10 points and grow with it.
"""
_LEAST_OUTLET_WIDTH: Final = 30
_MOST_OUTLET_WIDTH: Final = 76
_NAMES_SHARE: Final = 0.4
"""Of the pane's height, what the names by outlet take at most."""

Index = QModelIndex | QPersistentModelIndex


class EntityDelegate(CellDelegate):
    """Draws a name behind a square in the colour of its type, and a frame around the cell that is highlighted."""

    def __init__(self, desk: Desk, view: DataTable) -> None:
        super().__init__(desk, view)
        self._desk = desk

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        if not isinstance(model, DataTableModel):
            super().paint(painter, option, index)
            return
        column, row = model.columns[index.column()], model.source_row(index.row())
        if column.key == "name":
            self._paint_name(painter, option, index, str(model.table.column("type")[row] or ""))
            return
        super().paint(painter, option, index)
        focus = self._desk.state.focus
        if column.outlet and column.outlet == focus.outlet and model.table.column("entity_id")[row] == focus.entity:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._desk.theme.text), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 3, -2, -3), 3, 3)
            painter.restore()

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, kind: str) -> None:
        theme = self._desk.theme
        rect = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_ground))
        _draw_square(painter, QPointF(rect.left() + 13, rect.center().y()), theme.entity_colour(kind))
        room = rect.adjusted(25, 0, -4, 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setPen(QColor(theme.text))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    def helpEvent(  # noqa: N802 - Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The tool tip says in words what the colours say."""
        model = index.model()
        if not index.isValid() or not isinstance(model, DataTableModel):
            return False
        QToolTip.showText(event.globalPos(), tool_tip(cell_words(model, index)), view)
        return True


def cell_words(model: DataTableModel, index: Index) -> str:
    """A cell in words: ``Jane Roe (person)``, ``Jane Roe in Daily Post: 6 mentions``."""
    row, column = model.table.row(model.source_row(index.row())), model.columns[index.column()]
    name = visible(str(row["name"]))
    if column.key == "name":
        return f"{name} ({TYPE_WORDS.get(str(row['type']), 'other')})"
    count = int(row[column.key] or 0)
    mentions = "1 mention" if count == 1 else f"{count:,} mentions"
    if column.key.startswith(OUTLET_COLUMN):
        return f"{name} in {visible(column.outlet) or UNKNOWN_OUTLET}: {mentions}"
    articles = int(row["documents"] or 0)
    return f"{name}: {mentions} in {articles:,} article{'' if articles == 1 else 's'}"


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
        self._names = TableData()
        self._answer: PaneTable | None = None
        self._stopped = False
        self._asked: object = None
        self._asked_names: object = None
        self._theme: Theme | None = None
        self.header.add_link(
            "How?", "How are entities found and counted?", lambda: desk.explain.emit("entities"), optional=True
        )
        self.filter = QLineEdit(self)
        self.types = QComboBox(self)
        self.table = DataTable(desk, "Entities by outlet")
        self._delegate = EntityDelegate(desk, self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.row_chosen.connect(self._on_row)
        self.table.viewport().installEventFilter(self)
        self._message = MessagePanel()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._message)
        self._stack.addWidget(self.table)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._controls = self._build_controls()
        column.addWidget(self._controls)
        column.addWidget(self._stack, 1)
        self.names = NamesByOutlet(desk, self._show_passages)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(upper)
        self._split.addWidget(self.names)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._split.splitterMoved.connect(self._on_divided)
        self._split.installEventFilter(self)
        self._divided = False
        # how much of the articles the numbers speak for stands before the numbers, and can be read there
        self.note.setParent(None)
        self.note.deleteLater()
        self.note = _WrappedNote(self)
        self.body.addWidget(self.note)
        self.body.addWidget(self._split, 1)
        self.names.hide()
        self.table.font_changed.connect(self._fit_columns)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)
        self._message.say("Nothing open yet", "Open a folder of articles to see who and what they name.")
        self._controls.hide()

    def exportable(self) -> Exportable:
        """What Export offers: the whole table for files, and the rows on show for Copy."""
        return Exportable(
            "Entities",
            table="entity_counts",
            text=self.table.as_text,
            widget=lambda: self.table,
            available=bool(len(self._all)),
        )

    # -- refreshing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the counts when what is counted changed, and for the names when the entity in focus did."""
        state = self.desk.state
        counted = self.desk.counted
        if counted != self._asked:
            self._asked = counted
            self.desk.ask(
                tasks.pane_table,
                "entity_counts",
                replace(state, focus=Focus()),
                self.desk.options,
                key="pane entities",
                done=self._show,
                failed=self._failed,
            )
        elif self._answer is not None and self._stopped != self.desk.stopped:
            self._show(self._answer)
        if self._theme != self.desk.theme:
            self._theme = self.desk.theme
            self._colour_types()
            self.table.viewport().update()
            self._show_names()
        self._select()
        self._ask_names(state, counted)

    def _ask_names(self, state: State, counted: object) -> None:
        entity = state.focus.entity
        asked = (entity, counted)
        if asked == self._asked_names:
            return
        before, self._asked_names = self._asked_names, asked
        same = isinstance(before, tuple) and before[0] == entity
        if not same or not entity:
            self._names = TableData()
            self._show_names()
        if entity:
            self.desk.ask(
                tasks.pane_table,
                "names_by_outlet",
                replace(state, focus=Focus(entity=entity)),
                self.desk.options,
                key="pane entity names",
                done=self._take_names,
            )

    def _show(self, answer: PaneTable) -> None:
        self._all = answer.table
        self._answer, self._stopped = answer, self.desk.stopped
        self._controls.setVisible(bool(len(answer.table)))
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

    def _take_names(self, answer: PaneTable) -> None:
        self._names = answer.table
        self._show_names()

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
                n for n in range(len(data)) if _in_group(kinds[n], chosen) and all(word in folded[n] for word in words)
            ]
            data = TableData(data.names, tuple(tuple(column[n] for n in rows) for column in data.columns), data.notes)
        if not len(data):
            self._message.say(
                "No entity matches",
                f"None of {len(self._all):,} entities fits the filter.",
                "Clear filter",
                self._clear,
            )
            self._stack.setCurrentWidget(self._message)
            return
        self.table.show_table(data, self._columns(data))
        self._delegate.prepare(self.table.table_model)
        self._fit_columns()
        self._stack.setCurrentWidget(self.table)
        self._select()

    @staticmethod
    def _columns(data: TableData) -> list[Column]:
        columns = [
            Column("name", "name", "The name used most", width=_NAME_WIDTH),
            Column("mentions", "all", "Mentions in all articles that are counted", kind="number", width=38),
        ]
        # an outlet that is not known comes last, as everywhere
        for name in sorted(data.names, key=lambda name: name == OUTLET_COLUMN):
            if name.startswith(OUTLET_COLUMN):
                outlet = name.removeprefix(OUTLET_COLUMN)
                title = outlet or UNKNOWN_OUTLET
                columns.append(Column(name, title, f"{title}: mentions", "heat", width=38, outlet=outlet))
        return columns

    def _fit_columns(self) -> None:
        """Outlets share what the name leaves, within reason."""
        table, header = self.table, self.table.horizontalHeader()
        outlets = header.count() - 2
        if outlets < 0:
            return
        name = table.pixels(_NAME_WIDTH)
        fixed = max(table.pixels(38), table.least_width(1))
        least = max([table.pixels(_LEAST_OUTLET_WIDTH), *(table.least_width(n) for n in range(2, header.count()))])
        room = table.viewport().width() - fixed
        shared = (room - name - table.pixels(66)) // max(outlets, 1)
        width = min(max(shared, least), max(table.pixels(_MOST_OUTLET_WIDTH), least))
        table.setColumnWidth(1, fixed)
        for n in range(2, header.count()):
            table.setColumnWidth(n, width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        table.setColumnWidth(0, max(room - outlets * width, name))

    def _select(self) -> None:
        focus = self.desk.state.focus
        table = self.table.table_model.table
        if not len(table):
            return
        identifiers = table.texts("entity_id")
        row = identifiers.index(focus.entity) if focus.entity in identifiers else None
        selected = self.table.selectionModel().selectedRows()
        if row is None or not selected or self.table.table_model.source_row(selected[0].row()) != row:
            self.table.select_source_row(row)
        self.table.viewport().update()

    def _on_row(self, row: int) -> None:
        """The whole row stands for the entity; an outlet's cell for the entity in that outlet."""
        model = self.table.table_model
        key = model.columns[max(self.table.currentIndex().column(), 0)].key
        outlet = key.removeprefix(OUTLET_COLUMN) if key.startswith(OUTLET_COLUMN) else ""
        self.desk.highlight(Focus(entity=str(model.table.column("entity_id")[row]), outlet=outlet), origin=self.name)

    # -- names by outlet -------------------------------------------------------------------------------------------

    def _show_names(self) -> None:
        entity = self.desk.state.focus.entity
        self.names.setVisible(bool(entity))
        if not entity:
            self.names.say_nothing()
            return
        name, silent = "", []
        identifiers = self._all.texts("entity_id") if len(self._all) else []
        if entity in identifiers:
            row = self._all.row(identifiers.index(entity))
            name = str(row["name"])
            outlets = [column for column in row if column.startswith(OUTLET_COLUMN)]
            silent = [column.removeprefix(OUTLET_COLUMN) for column in outlets if not row[column]]
        by_outlet: dict[str, list[tuple[str, int]]] = {}
        if len(self._names):
            columns = (self._names.texts("outlet"), self._names.texts("name"), self._names.column("count"))
            for outlet, form, count in zip(*columns, strict=True):
                by_outlet.setdefault(str(outlet), []).append((str(form), int(count or 0)))
            if not name:
                name = max((form for forms in by_outlet.values() for form in forms), key=lambda form: form[1])[0]
        known_first = {outlet: by_outlet[outlet] for outlet in sorted(by_outlet, key=lambda outlet: not outlet)}
        self.names.show_names(name, known_first, silent if by_outlet else [])
        self._divide()

    def _show_passages(self, outlet: str) -> None:
        entity = self.desk.state.focus.entity
        self.desk.highlight(Focus(entity=entity, outlet=outlet), origin=self.name)
        self.desk.show_pane.emit("concordance")

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build_controls(self) -> QWidget:
        strip = QWidget(self)
        strip.setObjectName("PaneBody")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = QHBoxLayout(strip)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        self.filter.setPlaceholderText("Search names")
        self.filter.setAccessibleName("Search names of entities")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(60)
        for button in self.filter.findChildren(QToolButton):
            button.setAccessibleName("Clear the search")
        self.filter.textChanged.connect(self._apply_filter)
        self.types.setAccessibleName("Types of entities")
        for words, _, _ in GROUPS:
            self.types.addItem(words)
        self.types.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.types.currentIndexChanged.connect(self._apply_filter)
        row.addWidget(self.filter, 1)
        row.addWidget(self.types)
        return strip

    def _colour_types(self) -> None:
        for n, (_, kind, _) in enumerate(GROUPS):
            if kind:
                self.types.setItemIcon(n, _square_icon(self.desk.theme.entity_colour(kind)))

    def _divide(self) -> None:
        """The names by outlet take what they need, within their share, unless a person moved the divider."""
        height = self._split.height()
        line = self.fontMetrics().height()
        # where it is low, some rows of the table are worth more than all outlets at once
        table = self._controls.sizeHint().height() + self.table.horizontalHeader().height() + 3 * (line + 9)
        least = self.names.heading_height + 2 * line
        most = min(int(height * _NAMES_SHARE), max(height - table, least))
        self.names.setMaximumHeight(max(most, 1))
        self.names.setMinimumHeight(min(least, most))
        if not self._divided and self.names.isVisibleTo(self):
            wanted = min(self.names.wanted_height, most)
            self._split.setSizes([height - wanted, wanted])

    def _on_divided(self) -> None:
        self._divided = True

    def _clear(self) -> None:
        self.types.setCurrentIndex(0)
        self.filter.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Columns share the table's new width, and the names below keep to their share of the height."""
        if event.type() == QEvent.Type.Resize:
            if watched is self.table.viewport():
                self._fit_columns()
            elif watched is self._split:
                self._divide()
        return super().eventFilter(watched, event)


class NamesByOutlet(QWidget):
    """What each outlet calls one entity: a line for each outlet."""

    def __init__(self, desk: Desk, show_passages: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._show_passages = show_passages
        self.links: dict[str, QToolButton] = {}
        """The link of each outlet on show."""
        self._heading = ElidedLabel("", self, name="Heading")
        head = QWidget(self)
        head.setObjectName("SubHeader")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        head_row = QHBoxLayout(head)
        head_row.setContentsMargins(12, 5, 8, 5)
        head_row.addWidget(self._heading, 1)
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
        return self.heading_height + max(needed, content.sizeHint().height() if content is not None else 0) + 2

    def say_nothing(self) -> None:
        """No entity is in focus."""
        self._heading.set_text("What each outlet calls it")
        content, _ = self._content()
        self._put(content)

    def show_names(self, name: str, by_outlet: dict[str, list[tuple[str, int]]], silent: Sequence[str]) -> None:
        """Show an entity's names by outlet, and which outlets of the scope never name it."""
        self._heading.set_text(f"{name} — what each outlet calls it" if name else "What each outlet calls it")
        content, rows = self._content()
        for n, (outlet, forms) in enumerate(by_outlet.items()):
            shown = visible(outlet) or UNKNOWN_OUTLET
            words = " · ".join(f"{visible(form)} {count:,}" for form, count in forms)
            mark = PlainLabel()
            mark.setPixmap(mark_icon(self._desk.outlet_style(outlet), self._desk.theme.dark).pixmap(14, 14))
            label = PlainLabel(words, wrap=True)
            for beside in (mark, label):
                beside.setContentsMargins(0, 3, 0, 2)  # on one line with the link, which has a frame
            label.setAccessibleName(f"{shown}: {words}")
            rows.addWidget(mark, n, 0, Qt.AlignmentFlag.AlignTop)
            mark.setToolTip(tool_tip(shown))
            rows.addWidget(label, n, 1, Qt.AlignmentFlag.AlignTop)
            if outlet:
                link = link_button("show", f"Show the passages of {shown}", self._slot(outlet))
                link.setCursor(Qt.CursorShape.PointingHandCursor)
                self.links[outlet] = link
                rows.addWidget(link, n, 2, Qt.AlignmentFlag.AlignTop)
        if silent:
            names = ", ".join(visible(outlet) or UNKNOWN_OUTLET for outlet in silent)
            rows.addWidget(PlainLabel(f"Not named by: {names}", name="Muted", wrap=True), len(by_outlet), 0, 1, 3)
        self._put(content)

    def lines(self) -> list[str]:
        """The lines on show, for tests and screen readers."""
        content = self._area.widget()
        labels = content.findChildren(PlainLabel) if content is not None else []
        return [label.accessibleName() or label.text() for label in labels if label.wordWrap()]

    def _slot(self, outlet: str) -> Callable[[], None]:
        return lambda: self._show_passages(outlet)

    def _content(self) -> tuple[QWidget, QGridLayout]:
        self.links = {}
        content = QWidget()
        content.setObjectName("PaneBody")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        rows = QGridLayout(content)
        rows.setContentsMargins(12, 6, 6, 8)
        rows.setHorizontalSpacing(6)
        rows.setVerticalSpacing(1)
        return content, rows

    def _put(self, content: QWidget) -> None:
        rows = content.layout()
        if isinstance(rows, QGridLayout):
            rows.setColumnStretch(1, 1)
            rows.setRowStretch(rows.rowCount(), 1)
        self._area.setWidget(content)


def _in_group(kind: str, group: int) -> bool:
    words, _, kinds = GROUPS[max(group, 0)]
    if words == "All":
        return True
    return kind in kinds if kinds else kind not in _NAMED_TYPES


def _draw_square(painter: QPainter, centre: QPointF, colour: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(QColor(colour)))
    painter.drawRoundedRect(QRectF(centre.x() - 4, centre.y() - 4, 8, 8), 1.5, 1.5)
    painter.restore()


def _square_icon(colour: str) -> QIcon:
    pixmap = QPixmap(QSize(28, 28))
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _draw_square(painter, QPointF(7, 7), colour)
    painter.end()
    return QIcon(pixmap)
