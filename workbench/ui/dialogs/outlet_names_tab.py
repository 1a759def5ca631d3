"""The tab of names: which names of the sources are one outlet, with what is suggested and why."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.dialogs.dialog_parts import in_a_row, make_button, make_filter
from workbench.ui.dialogs.outlet_edits import OutletEdits
from workbench.ui.dialogs.outlet_parts import NameDelegate, NameTable, complete, make_name_line, tidy_name
from workbench.ui.plain_text import PlainLabel, tool_tip, visible
from workbench.ui.theme import Theme
from workbench.ui.widgets.titled_model import EditableModel, Index
from workbench.workspace.outlet_tasks import OutletName

_MEASURED: Final = 500
"""Names that decide how wide columns are."""


class NamePart(IntEnum):
    """The columns of the table."""

    NAME = 0
    ARTICLES = 1
    OUTLET = 2
    SUGGESTION = 3
    REASON = 4
    USE = 5


_TITLES: Final = ("Name in the sources", "Articles", "Outlet", "Suggestion", "Because", "")


class NamesModel(EditableModel):
    """The names with the outlets that they stand for as edited so far."""

    edited = Signal()
    """A name was typed into a cell."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(_TITLES, parent, editable=(NamePart.OUTLET,), right=(NamePart.ARTICLES,))
        self._theme = theme
        self.edits: OutletEdits | None = None
        self._rows: list[OutletName] = []
        self._words: tuple[str, ...] = ()
        self._suggested_only = False
        self._order = (int(NamePart.NAME), Qt.SortOrder.AscendingOrder)

    def show_edits(self, edits: OutletEdits) -> None:
        """Show these names."""
        self.edits = edits
        self._choose()

    @property
    def known_outlets(self) -> list[str]:
        """Names to complete with."""
        return list(self.edits.outlets()) if self.edits is not None else []

    def name(self, row: int) -> str:
        """The name in a row on the screen."""
        return self._rows[row].name

    def row_of(self, name: str) -> int:
        """The row of a name, or -1."""
        return next((row for row, shown in enumerate(self._rows) if shown.name == name), -1)

    def entry(self, row: int) -> OutletName:
        """All about the name in a row."""
        return self._rows[row]

    def filter(self, text: str, *, suggested_only: bool) -> None:
        """Show the names whose name or outlet has these words."""
        self._words, self._suggested_only = tuple(text.casefold().split()), suggested_only
        self._choose()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column."""
        self._order = (column, order)
        self._choose()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell for one role."""
        if not index.isValid() or self.edits is None:
            return None
        entry, part = self._rows[index.row()], NamePart(index.column())
        text = self._text(entry, part)
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(text)
        if role == Qt.ItemDataRole.EditRole:
            return self.edits.outlet(entry.name) if part is NamePart.OUTLET else text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(f"Let {entry.name} stand for {entry.suggestion}" if part is NamePart.USE and text else text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(entry, part, text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(part)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(entry, part)
        if role == Qt.ItemDataRole.FontRole and part is NamePart.OUTLET:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold if self.edits.is_changed(entry.name) else QFont.Weight.Normal)
            return font
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """An outlet typed into a cell; nothing typed lets the name stand for itself."""
        if role != Qt.ItemDataRole.EditRole or index.column() != NamePart.OUTLET or self.edits is None:
            return False
        name, outlet = self.name(index.row()), tidy_name(str(value))
        if outlet == tidy_name(self.edits.outlet(name)):
            return False
        if outlet and outlet != tidy_name(name):
            self.edits.merge([name], outlet)
        else:
            self.edits.split([name])
        self.refresh()
        self.edited.emit()
        return True

    def _text(self, entry: OutletName, part: NamePart) -> str:
        assert self.edits is not None  # noqa: S101 - narrows the type
        if part is NamePart.NAME:
            return entry.name
        if part is NamePart.ARTICLES:
            return f"{entry.articles:,}"
        if part is NamePart.OUTLET:
            return self.edits.outlet(entry.name)
        if not entry.suggestion:
            return ""
        if part is NamePart.SUGGESTION:
            return entry.suggestion
        if part is NamePart.REASON:
            return entry.reason
        return "Use" if self.edits.offers(entry.name) else ""

    def _colour(self, entry: OutletName, part: NamePart) -> QColor | None:
        assert self.edits is not None  # noqa: S101 - narrows the type
        if part is NamePart.USE:
            return QColor(self._theme.accent)
        alone = part is NamePart.OUTLET and self.edits.outlet(entry.name) == entry.name
        quiet = part in (NamePart.SUGGESTION, NamePart.REASON) and not entry.certain
        return QColor(self._theme.muted) if alone or quiet else None

    def _spoken(self, entry: OutletName, part: NamePart, text: str) -> str:
        if part is NamePart.USE:
            return f"Use {visible(entry.suggestion)}" if text else "No suggestion to use"
        if part is NamePart.OUTLET:
            return f"Outlet of {visible(entry.name)}: {visible(text)}"
        if part is NamePart.ARTICLES:
            return f"{entry.articles:,} {'article' if entry.articles == 1 else 'articles'}"
        return visible(text) or f"{_TITLES[part]}: none"

    def _choose(self) -> None:
        edits = self.edits
        if edits is None:
            return
        self.beginResetModel()
        shown = [name for name in edits.names if not self._suggested_only or name.suggestion]
        if self._words:
            shown = [
                name
                for name in shown
                if all(word in f"{name.name}\n{edits.outlet(name.name)}".casefold() for word in self._words)
            ]
        column, order = self._order
        backwards = order == Qt.SortOrder.DescendingOrder
        if column == NamePart.ARTICLES:
            shown.sort(key=lambda name: name.articles, reverse=backwards)
        else:
            part = NamePart(column)
            shown.sort(key=lambda name: self._text(name, part).casefold(), reverse=backwards)
        self._rows = shown
        self.endResetModel()


class NamesTab(QWidget):
    """Names with their outlets; several are merged, split off, or given what is suggested for them."""

    changed = Signal()
    """Something was edited."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Names of outlets")
        self._offered = ""
        """What was put into the field of the outlet without being typed."""
        self.model = NamesModel(theme, self)
        self.table = NameTable(self, edited=NamePart.OUTLET, pressed=NamePart.USE)
        self.filter = QLineEdit(self)
        self.suggested_only = QCheckBox("Only names with a suggestion", self)
        self.use_all = QPushButton(self)
        self.outlet = QLineEdit(self)
        self.merge = QPushButton("Merge", self)
        self.split = QPushButton("Split off", self)
        self.reason = PlainLabel("", self, name="Muted", wrap=True)
        """Why something is suggested for the name in the current row, in full."""
        self._build()

    def show_edits(self, edits: OutletEdits) -> None:
        """Show these names."""
        self.model.show_edits(edits)
        suggests = any(name.suggestion for name in edits.names)
        for part in (NamePart.SUGGESTION, NamePart.REASON, NamePart.USE):
            self.table.setColumnHidden(part, not suggests)
        for widget in (self.use_all, self.suggested_only):
            widget.setVisible(suggests)
        self._show_reason()
        self._fit_columns()
        self.refresh()

    # -- gestures --------------------------------------------------------------------------------------------------

    def chosen(self) -> list[str]:
        """The selected names, from top to bottom."""
        return [self.model.name(row) for row in self.table.chosen_rows()]

    def merge_chosen(self) -> None:
        """Let the selected names stand for the typed outlet."""
        outlet = tidy_name(self.outlet.text())
        if self.model.edits is not None and outlet and self.chosen():
            self.model.edits.merge(self.chosen(), outlet)
            self._offered = ""
            self.outlet.clear()
            self._edited()

    def split_chosen(self) -> None:
        """Let the selected names stand for themselves."""
        if self.model.edits is not None:
            self.model.edits.split(self.chosen())
            self._edited()

    def use_certain(self) -> None:
        """Take all certain suggestions."""
        if self.model.edits is not None:
            self.model.edits.use(self.model.edits.certain)
            self._edited()

    def refresh(self) -> None:
        """Say what the buttons do now."""
        edits = self.model.edits
        certain = len(edits.certain) if edits is not None else 0
        self.use_all.setText(f"Use all certain suggestions ({certain:,})")
        self.use_all.setAccessibleName(self.use_all.text())
        self.use_all.setEnabled(bool(certain))
        chosen = self.chosen()
        typed = tidy_name(self.outlet.text())
        self.merge.setText(f"Merge {len(chosen):,} names" if len(chosen) > 1 else "Merge")
        self.merge.setAccessibleName("Merge the selected names into the outlet")
        self.merge.setEnabled(bool(chosen and typed))
        self.split.setEnabled(edits is not None and any(edits.outlet(name) != name for name in chosen))
        words = "Merge the selected name into …" if len(chosen) == 1 else "Merge the selected names into …"
        self.outlet.setPlaceholderText(words)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        make_filter(self.filter, "Filter names and outlets", clear="Clear the filter of names")
        self.filter.textChanged.connect(self._on_filter)
        self.suggested_only.setAccessibleName("Show only names with a suggestion")
        self.suggested_only.toggled.connect(self._on_filter)
        make_button(self.use_all, self.use_certain)
        layout.addLayout(in_a_row(self.filter, self.suggested_only, self.use_all))
        self._build_table()
        layout.addWidget(self.table, 1)
        layout.addWidget(self.reason)
        words = "Outlet that the selected names are merged into"
        make_name_line(self.outlet, words, changed=self.refresh, entered=self.merge_chosen)
        make_button(self.merge, self.merge_chosen)
        make_button(self.split, self.split_chosen, name="Split off: let the selected names stand for themselves")
        self.split.setToolTip("Let the selected names stand for themselves")
        layout.addLayout(in_a_row(self.outlet, self.merge, self.split))

    def _build_table(self) -> None:
        table, model = self.table, self.model
        table.setModel(model)
        table.setAccessibleName("Names and their outlets")
        delegate = NameDelegate(
            table, offered=lambda: model.known_outlets, spoken=lambda row: f"Outlet of {visible(model.name(row))}"
        )
        table.setItemDelegateForColumn(NamePart.OUTLET, delegate)
        table.behave_as_list()
        table.horizontalHeader().setStretchLastSection(False)
        table.horizontalHeader().setSortIndicator(NamePart.NAME, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        table.clicked.connect(self._on_clicked)
        self.model.edited.connect(self._edited)
        table.selectionModel().selectionChanged.connect(self._on_selection)
        table.selectionModel().currentChanged.connect(self._show_reason)
        self.model.modelReset.connect(self._show_reason)
        self._show_reason()

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == NamePart.USE and self.model.edits is not None:
            self.model.edits.use([self.model.name(index.row())])
            self._edited()

    def _on_filter(self) -> None:
        chosen = set(self.chosen())
        self.model.filter(self.filter.text(), suggested_only=self.suggested_only.isChecked())
        for row in range(self.model.rowCount()):
            if self.model.name(row) in chosen:
                self.table.selectionModel().select(
                    self.model.index(row, 0),
                    self.table.selectionModel().SelectionFlag.Select | self.table.selectionModel().SelectionFlag.Rows,
                )
        self.refresh()

    def _on_selection(self) -> None:
        edits, chosen = self.model.edits, self.chosen()
        if edits is not None:
            # the outlets of the selected names are what they are likely to be merged into
            first = (*chosen, *(edits.outlet(name) for name in chosen))
            complete(self.outlet, list(dict.fromkeys((*first, *edits.outlets()))))
            if self.outlet.text() == self._offered:
                articles = edits.outlets()
                outlets = {edits.outlet(name): articles[edits.outlet(name)] for name in chosen}
                self._offered = max(outlets, key=lambda outlet: outlets[outlet]) if len(outlets) > 1 else ""
                self.outlet.setText(visible(self._offered))
        self.refresh()

    def _edited(self) -> None:
        self.model.refresh()
        self.refresh()
        self._show_reason()
        self.changed.emit()

    def _show_reason(self) -> None:
        index, edits = self.table.currentIndex(), self.model.edits
        entry = self.model.entry(index.row()) if index.isValid() else None
        if edits is not None and not any(name.suggestion for name in edits.names):
            words = "No names look like one outlet. Select names that are, and merge them."
        elif entry is None:
            words = "Choose a row to read why something is suggested. Nothing is merged before you use it."
        elif entry.suggestion:
            words = f"{entry.name} → {entry.suggestion}: {entry.reason}"
        else:
            words = "Nothing is suggested for this name."
        self.reason.set_text(words)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Columns share the new width."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Each column gets what it has to say, within its share; the last one with words gets the rest."""
        metrics = self.table.fontMetrics()
        names: Sequence[OutletName] = self.model.edits.names[:_MEASURED] if self.model.edits is not None else ()
        hidden = self.table.isColumnHidden(NamePart.SUGGESTION)
        whole = max(self.width() - 44, 200)
        sign = 22  # of the order
        articles = metrics.horizontalAdvance(_TITLES[NamePart.ARTICLES]) + 18 + sign
        self.table.setColumnWidth(NamePart.ARTICLES, articles)
        use = 0 if hidden else metrics.horizontalAdvance("Use") + 24
        self.table.setColumnWidth(NamePart.USE, use)
        rest = whole - articles - use
        if hidden:
            self.table.setColumnWidth(NamePart.NAME, rest // 2)
            self.table.setColumnWidth(NamePart.OUTLET, rest - rest // 2)
            return
        for part, share, texts in (
            (NamePart.NAME, 0.3, [name.name for name in names]),
            (NamePart.OUTLET, 0.26, [max(name.outlet, name.suggestion, key=len) for name in names]),
            (NamePart.SUGGESTION, 0.22, [name.suggestion for name in names]),
        ):
            heading = metrics.horizontalAdvance(_TITLES[part]) + 18 + sign
            widest = max((metrics.horizontalAdvance(visible(text)) + 18 for text in texts), default=0)
            width = max(heading, min(widest, int((whole - articles - use) * share)))
            self.table.setColumnWidth(part, width)
            rest -= width
        # the reason of the current row stands below the table in full
        narrow = rest < metrics.averageCharWidth() * 14
        self.table.setColumnHidden(NamePart.REASON, narrow)
        if narrow:
            name = max(self.table.columnWidth(NamePart.NAME) + rest, metrics.averageCharWidth() * 14)
            self.table.setColumnWidth(NamePart.NAME, name)
        else:
            self.table.setColumnWidth(NamePart.REASON, rest)
