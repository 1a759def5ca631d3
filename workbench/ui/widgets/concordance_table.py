"""The lines of a concordance: any number of them, with the words that they are sorted by in colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QToolTip, QWidget

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.spans import Span
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.plain_text import tool_tip, visible
from workbench.ui.widgets.data_table import RAW_ROLE, CellDelegate, Column, Index
from workbench.ui.widgets.outlet_mark import draw_mark
from workbench.ui.widgets.paged_table import MARKS_ROLE, PagedModel, PagedTable, Rows, Taken
from workbench.workspace import tasks
from workbench.workspace.concordance_messages import ConcordancePage
from workbench.workspace.messages import Evidence, Options

_SIDES: Final = {"left": 0, "right": 1}
_LANE: Final = "lines"
_LEAST_CONTEXT: Final = 150
"""Pixels of a context at least, at a text size of 10 points."""
_NARROW: Final = 64
"""Columns of outlets narrower than this show the mark alone."""


class ConcordanceTable(PagedTable):
    """Lines of the passages behind what is highlighted. The passage on show is the selected line."""

    place_chosen = Signal(object)
    """The person chose a line: the place of its passage (:class:`Span`)."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, name, parent)
        self._fitted: object = None
        self._shown: tuple[object, ...] = ()
        self._asked_for: Span | None = None
        self._evidence: Evidence | None = None
        self._options = Options()
        self.setItemDelegate(LineDelegate(desk, self))
        self.row_chosen.connect(self._on_row)

    def show_evidence(self, evidence: Evidence, options: Options, columns: Sequence[Column]) -> None:
        """Show the passages of an answer in the order and sample of the options."""
        shown = (evidence, options)
        if self._shown and self._shown[0] is evidence and self._shown[1] == options:
            if tuple(columns) != self.table_model.columns:
                self.show_columns(columns)
            return
        before, self._shown = self._evidence, shown
        stay = before is not None and before.focus == evidence.focus and self._options == options
        self._evidence, self._options, self._asked_for = evidence, options, None
        sampled = 0 < options.sample < evidence.passages
        plain = not options.sort and not sampled and options.window == self.desk.options.window
        self.show_rows(
            options.sample if sampled else evidence.passages,
            columns,
            self._fetcher(evidence, options),
            Rows(0, evidence.lines) if plain and evidence.lines.names else None,
            stay=stay,
        )

    def show_nothing(self, columns: Sequence[Column]) -> None:
        """Show no line."""
        self._shown, self._evidence = (), None
        self.show_rows(0, columns, lambda *_: None)

    def follow(self, passage: Span | None) -> None:
        """Select the line of a passage, and bring it into view, wherever it is in the list."""
        if passage is None or self._evidence is None:
            self._asked_for = None
            self.select_row(None)
            return
        if self.span_of(self.currentIndex().row()) == passage and self.selectionModel().hasSelection():
            return
        row = self.table_model.row_of(document_id=passage.document_id, start=passage.start, end=passage.end)
        if row is not None:
            self._asked_for = None
            self.select_row(row)
            return
        if passage == self._asked_for or passage.document_id not in self._evidence.by_article:
            if passage != self._asked_for:
                self.select_row(None)
            return
        self._asked_for = passage

        def found(place: int | None) -> None:
            if passage == self._asked_for:
                self.select_row(place)

        state = replace(self.desk.state, focus=self._evidence.focus)
        self.desk.ask(
            tasks.concordance_line,
            state,
            self._options,
            passage,
            key=f"line {id(self)}",
            lane=_LANE,
            done=found,
        )

    def fit_columns(self) -> None:
        """Give columns their widths where they are others than before, or where outlets have another one."""
        columns = tuple((column.key, column.width) for column in self.table_model.columns)
        if columns != self._fitted:
            self._fitted, self._keys = columns, ()
        super().fit_columns()
        self.share_room()

    def share_room(self) -> None:
        """Contexts take what the other columns leave; where that is little the lines are wider than the table instead."""
        header, columns = self.horizontalHeader(), self.table_model.columns
        contexts = [place for place, column in enumerate(columns) if column.stretch]
        taken = sum(header.sectionSize(place) for place in range(len(columns)) if place not in contexts)
        least = self.pixels(_LEAST_CONTEXT)
        wide = self.viewport().width() - taken >= least * len(contexts)
        mode = QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.Interactive
        for place in contexts:
            if header.sectionResizeMode(place) != mode:
                header.setSectionResizeMode(place, mode)
                if not wide:
                    self.setColumnWidth(place, least)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Contexts take the room that there is now."""
        super().resizeEvent(event)
        self.share_room()

    def width_of_passages(self, passages: Sequence[str]) -> int:
        """Pixels that passages need, in the bold that they stand in."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        widest = max((metrics.horizontalAdvance(visible(passage)) for passage in passages), default=0)
        return max(widest + 20, self.pixels(60))

    def span_of(self, row: int) -> Span | None:
        """The place of a row's passage; ``None`` while it is not there."""
        line = self.table_model.line(row) if row >= 0 else None
        if line is None:
            return None
        return Span(str(line["document_id"]), int(line["start"] or 0), int(line["end"] or 0))

    def _on_row(self, row: int) -> None:
        span = self.span_of(row)
        if span is not None:
            self.place_chosen.emit(span)

    def _fetcher(
        self, evidence: Evidence, options: Options
    ) -> Callable[[str, int, int, Taken, Callable[[Failure], None]], None]:
        state = replace(self.desk.state, focus=evidence.focus)

        def fetch(purpose: str, first: int, number: int, take: Taken, fail: Callable[[Failure], None]) -> None:
            def done(page: ConcordancePage) -> None:
                take(Rows(page.first, page.lines, page.marks))

            self.desk.ask(
                tasks.concordance_page,
                state,
                options,
                first,
                number,
                key=f"lines {id(self)} {purpose}",
                lane=_LANE,
                done=done,
                failed=fail,
            )

        return fetch


class LineDelegate(CellDelegate):
    """Draws contexts with the words that the lines are sorted by in their colours."""

    def __init__(self, desk: Desk, view: PagedTable) -> None:
        super().__init__(desk, view)
        self._own_desk = desk

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        column = model.columns[index.column()] if isinstance(model, PagedModel) else None
        if (
            column is not None
            and column.kind == "outlet"
            and column.width < _NARROW
            and index.data(RAW_ROLE) is not None
        ):
            self._paint_mark(painter, option, index)
            return
        side = _SIDES.get(column.key) if column is not None else None
        text = index.data(RAW_ROLE)
        marks = [mark for mark in index.data(MARKS_ROLE) or () if mark[0] == side]
        if side is None or not marks or not isinstance(text, str):
            super().paint(painter, option, index)
            return
        theme = self._own_desk.theme
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_ground))
        words, places = pieces(text, [(start, end, level) for _, start, end, level in marks])
        room = rect.adjusted(4, 0, -4, 0)
        metrics = option.fontMetrics
        mode = Qt.TextElideMode.ElideLeft if side == 0 else Qt.TextElideMode.ElideRight
        cut = metrics.elidedText(words, mode, int(room.width() * 0.97))  # words in colour are a little wider
        shift = len(cut) - len(words) if side == 0 else 0
        formats = []
        for start, end, level in places:
            begin, behind = max(start + shift, 0), min(end + shift, len(cut))
            if begin < behind:
                format_range = QTextLayout.FormatRange()
                format_range.start = _utf16(cut[:begin])
                format_range.length = _utf16(cut[begin:behind])
                characters = QTextCharFormat()
                characters.setForeground(QColor(theme.key_colour(level)))
                characters.setFontWeight(QFont.Weight.DemiBold)
                format_range.format = characters
                formats.append(format_range)
        layout = QTextLayout(cut, option.font)
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(wrap)
        layout.setFormats(formats)
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        width = line.naturalTextWidth()
        left = room.right() - width if side == 0 else room.left()
        painter.save()
        painter.setClipRect(rect)
        painter.setPen(QColor(theme.text))
        layout.draw(painter, QPointF(left, rect.center().y() - line.height() / 2))
        painter.restore()

    def helpEvent(  # noqa: N802 - Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The tool tip of an outlet says of which article the line is."""
        model = index.model()
        line = model.line(index.row()) if isinstance(model, PagedModel) and index.isValid() else None
        if line is None or not isinstance(model, PagedModel) or model.columns[index.column()].kind != "outlet":
            return super().helpEvent(event, view, option, index)
        about = [str(line[key]) for key in ("date", "title") if line.get(key)]
        words = " · ".join([str(line["outlet"] or UNKNOWN_OUTLET), *about])
        QToolTip.showText(event.globalPos(), tool_tip(words), view)
        return True

    def _paint_mark(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._own_desk.theme, QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_ground))
        style = self._own_desk.outlet_style(str(index.data(RAW_ROLE) or ""))
        draw_mark(painter, rect.center(), 4.4, style.mark, QColor(style.colour(theme.dark)))


def pieces(text: str, marks: Sequence[tuple[int, int, int]]) -> tuple[str, list[tuple[int, int, int]]]:
    """A context as it is shown on one line, and where marked stretches of it stand then.

    Args:
        text: the context, which may hold what is not shown as it is.
        marks: starts, ends and levels of stretches in it that do not overlap.
    """
    shown, at, places = "", 0, []
    for start, end, level in sorted(marks):
        shown += _with_edges(text[at:start])
        begin = len(shown)
        shown += _with_edges(text[start:end])
        places.append((begin, len(shown), level))
        at = end
    shown += _with_edges(text[at:])
    lead = len(shown) - len(shown.lstrip())
    shown = shown.strip()
    return shown, [(max(begin - lead, 0), min(end - lead, len(shown)), level) for begin, end, level in places]


def _with_edges(text: str) -> str:
    """A part of a line as it is shown, with the spaces at its ends."""
    inner = visible(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


def _utf16(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
