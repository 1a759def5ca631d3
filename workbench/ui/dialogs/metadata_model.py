"""All articles' metadata as a table of cells, over columns of texts: nothing is done for a row that nobody looks at."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum
from itertools import compress
from typing import Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont

from workbench.domain.article import EDITABLE_FIELDS
from workbench.domain.decisions import Json
from workbench.ui.plain_text import tool_tip, visible
from workbench.ui.widgets.titled_model import EditableModel, Index
from workbench.workspace.listing import Column, Names, Texts
from workbench.workspace.metadata_tasks import DOCUMENT, FIELDS, FILE, STORY_TITLE, MetadataColumns

COLUMNS: Final = (FILE, *FIELDS)
"""The columns of the table, by field."""
TITLES: Final = {
    FILE: "File",
    "title": "Title",
    "outlet": "Outlet",
    "author": "Author",
    "date": "Date",
    "url": "Address",
    "section": "Section",
    "language": "Language",
    "story_id": "Story",
    "wire_agency": "Wire agency",
    "stated_words": "Words (source)",
}
NEEDED: Final = ("title", "outlet", "date")
"""Fields without which something is missing."""
_FULL_DATE: Final = 10
"""Characters of ``2024-07-04``."""


class Shown(Enum):
    """Which articles are shown."""

    ALL = "All articles"
    CHOSEN = "The chosen articles"
    MISSING = "Something missing"
    NO_TITLE = "No title"
    NO_OUTLET = "No outlet"
    NO_AUTHOR = "No author"
    NO_DATE = "No date"
    VAGUE_DATE = "No exact day"
    CHANGED = "Changed by a person"


class MetadataModel(EditableModel):
    """Articles in rows, fields in columns. What was just decided is shown before the working process says so."""

    def __init__(self, parent: QObject | None = None) -> None:
        editable = [at for at, field in enumerate(COLUMNS) if field in EDITABLE_FIELDS]
        super().__init__([TITLES[field] for field in COLUMNS], parent, editable=editable)
        self.columns: MetadataColumns | None = None
        self.quiet_colour = QColor()
        self.decided: Mapping[str, Json] = {}
        """Corrections of articles, by field and document id."""
        self._just_decided: dict[tuple[int, str], str] = {}
        """Values by place and field that the columns do not have yet."""
        self._stories: dict[str, str] = {}
        self._rows: Sequence[int] = ()
        self._words: tuple[str, ...] = ()
        self._shown = Shown.ALL
        self._chosen: frozenset[str] = frozenset()
        self._sorted_by: tuple[str, bool] | None = None
        self._folded: dict[str, list[str]] = {}

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_columns(self, columns: MetadataColumns, decided: Mapping[str, Json]) -> None:
        """Show what the working process says. Rows stay where they are while the articles are the same."""
        before, self.columns, self.decided = self.columns, columns, decided
        self._just_decided.clear()
        story_ids, titles = columns.columns["story_id"], columns.columns[STORY_TITLE]
        assert isinstance(story_ids, Names)  # noqa: S101 - narrows the type
        assert isinstance(titles, Texts)  # noqa: S101
        self._stories = dict(zip(story_ids.values.all(), titles.all(), strict=True))
        known = {column.uid for column in columns.columns.values()}
        self._folded = {uid: folded for uid, folded in self._folded.items() if uid in known}
        if before is not None and before.columns[DOCUMENT].uid == columns.columns[DOCUMENT].uid:
            self.refresh()
        else:
            self.choose()

    def choose(
        self,
        *,
        words: str | None = None,
        shown: Shown | None = None,
        chosen: Collection[str] | None = None,
    ) -> None:
        """Show the articles that have these words, what is asked for, and are among some; ``None`` changes nothing."""
        if words is not None:
            self._words = tuple(words.casefold().split())
        if chosen is not None:
            self._chosen = frozenset(chosen)
        self._shown = shown or self._shown
        self.beginResetModel()
        self._rows = self._matching()
        self._sort()
        self.endResetModel()

    @property
    def total(self) -> int:
        """All articles."""
        return len(self._texts(DOCUMENT)) if self.columns is not None else 0

    def place(self, row: int) -> int:
        """The place of a row's article among all."""
        return self._rows[row]

    def document(self, row: int) -> str:
        """The article of a row."""
        return self._texts(DOCUMENT)[self._rows[row]]

    def file(self, row: int) -> str:
        """Where the article of a row stood."""
        return self._texts(FILE)[self._rows[row]]

    def value(self, row: int, field: str) -> str:
        """A value as it is kept."""
        place = self._rows[row]
        just = self._just_decided.get((place, field)) if self._just_decided else None
        return self._at(field, place) if just is None else just

    def words(self, row: int, field: str) -> str:
        """A value as it is shown: a story by its title."""
        value = self.value(row, field)
        return self._stories.get(value, value) if field == "story_id" else value

    def kept_value(self, field: str, typed: str) -> str:
        """What is kept for a value that was typed as it is shown."""
        if field == "story_id" and typed:
            folded = typed.casefold()
            for story, title in self._stories.items():
                if story and title.casefold() == folded:
                    return story
        return typed

    def known_values(self, field: str) -> list[str]:
        """Different values of a field, to complete with."""
        column = self.columns.columns[field] if self.columns is not None else None
        if not isinstance(column, Names) or field in ("date", "stated_words"):
            return []
        values = column.values.all()
        if field == "story_id":
            values = [self._stories.get(value, value) for value in values]
        return sorted(filter(None, values), key=str.casefold)

    def is_decided(self, row: int, field: str) -> bool:
        """Whether a person decided about a cell."""
        return bool(self.decided) and f"{field}/{self.document(row)}" in self.decided

    def note_decided(self, values: Iterable[tuple[int, str, str]], decided: Mapping[str, Json]) -> None:
        """Show values, by row and field, that were just decided."""
        self.decided = decided
        self._just_decided |= {(self._rows[row], field): value for row, field, value in values}
        self.refresh()

    # -- Qt --------------------------------------------------------------------------------------------------------

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell for one role."""
        if not index.isValid():
            return None
        row, field = index.row(), COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(self.words(row, field)) or "—"
        if role == Qt.ItemDataRole.EditRole:
            return self.words(row, field)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self.words(row, field))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            decided = ", changed by a person" if self.is_decided(row, field) else ""
            return f"{TITLES[field]}: {visible(self.words(row, field)) or 'not known'}{decided}"
        if role == Qt.ItemDataRole.ForegroundRole and (field in (FILE, "stated_words") or not self.value(row, field)):
            return self.quiet_colour
        if role == Qt.ItemDataRole.FontRole and self.is_decided(row, field):
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in the order of a column; what is not known comes last."""
        self._sorted_by = (COLUMNS[column], order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self.beginResetModel()
        self._sort()
        self.endResetModel()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _column(self, field: str) -> Column:
        assert self.columns is not None  # noqa: S101 - there are no rows before
        return self.columns.columns[field]

    def _texts(self, field: str) -> Texts:
        column = self._column(field)
        assert isinstance(column, Texts)  # noqa: S101 - narrows the type
        return column

    def _at(self, field: str, place: int) -> str:
        column = self._column(field)
        assert isinstance(column, Texts | Names)  # noqa: S101 - narrows the type
        return column[place]

    def _matching(self) -> Sequence[int]:
        if self.columns is None:
            return ()
        flags: list[Sequence[Any]] = []
        kind = self._shown
        if kind is Shown.CHOSEN:
            flags.append([document in self._chosen for document in self._texts(DOCUMENT).all()])
        elif kind is Shown.MISSING:
            missing = [self._missing(field) for field in NEEDED]
            flags.append([any(some) for some in zip(*missing, strict=True)])
        elif kind in (Shown.NO_TITLE, Shown.NO_OUTLET, Shown.NO_AUTHOR, Shown.NO_DATE):
            flags.append(self._missing(kind.name.removeprefix("NO_").casefold()))
        elif kind is Shown.VAGUE_DATE:
            flags.append(self._having("date", [len(value) < _FULL_DATE for value in self._different("date")]))
        elif kind is Shown.CHANGED:
            changed = {key.partition("/")[2] for key in self.decided}
            flags.append([document in changed for document in self._texts(DOCUMENT).all()])
        flags += [self._with_word(word) for word in self._words]
        places: Iterable[int] = range(self.total)
        for some in flags[1:]:
            flags[0] = [a and b for a, b in zip(flags[0], some, strict=True)]
        return array("L", compress(places, flags[0])) if flags else range(self.total)

    def _missing(self, field: str) -> Sequence[Any]:
        column = self._column(field)
        if isinstance(column, Names):
            return column.having([column.empty] if column.empty >= 0 else [])
        assert isinstance(column, Texts)  # noqa: S101 - narrows the type
        return [not text for text in column.all()]

    def _different(self, field: str) -> list[str]:
        column = self._column(field)
        assert isinstance(column, Names)  # noqa: S101 - narrows the type
        values = column.values.all()
        return [self._stories.get(value, value) for value in values] if field == "story_id" else values

    def _having(self, field: str, wanted: Iterable[bool]) -> bytes:
        column = self._column(field)
        assert isinstance(column, Names)  # noqa: S101 - narrows the type
        return column.having([n for n, yes in enumerate(wanted) if yes])

    def _with_word(self, word: str) -> Sequence[Any]:
        """For each article, whether any of its fields has a word."""
        found: list[Sequence[Any]] = []
        for field in COLUMNS:
            column = self._column(field)
            if isinstance(column, Names):
                having = [word in value.casefold() for value in self._different(field)]
                if any(having):
                    found.append(self._having(field, having))
            elif isinstance(column, Texts):
                folded = self._folded.get(column.uid)
                if folded is None:
                    folded = self._folded[column.uid] = column.folded().all()
                found.append([word in text for text in folded])
        return [any(some) for some in zip(*found, strict=True)]

    def _sort(self) -> None:
        if self._sorted_by is None or self.columns is None:
            return
        field, descending = self._sorted_by
        column = self._column(field)
        if isinstance(column, Names):
            different = self._different(field)
            keys = [int(value) for value in different if value.isdecimal()] if field == "stated_words" else []
            by_number = len(keys) == sum(map(bool, different)) and bool(keys)
            in_order = sorted(
                range(len(different)),
                key=lambda n: (int(different[n] or 0) if by_number else 0, different[n].casefold()),
            )
            rank = [0] * len(different)
            for at, n in enumerate(in_order):
                rank[n] = at
            codes, empty = column.codes, column.empty
            self._order([(codes[place] == empty, rank[codes[place]]) for place in self._rows], descending)
        else:
            texts = self._texts(field).all()
            self._order([(not texts[place], texts[place].casefold()) for place in self._rows], descending)

    def _order(self, keys: list[tuple[bool, Any]], descending: bool) -> None:
        at = sorted((n for n in range(len(keys)) if not keys[n][0]), key=lambda n: keys[n][1], reverse=descending)
        at += [n for n in range(len(keys)) if keys[n][0]]
        self._rows = array("L", (self._rows[n] for n in at))
