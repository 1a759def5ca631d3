"""The top bar: back and forward, opening, the search box, comparing and exporting."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from workbench.ui.desk import EVIDENCE, FOCUS, Desk
from workbench.ui.plain_text import PlainLabel, tool_tip

_SYNTAX = "words, “phrases”, wild*cards, a | b, a NEAR/5 b"


class TopBar(QWidget):
    """One line of controls."""

    back_wanted = Signal()
    forward_wanted = Signal()
    open_wanted = Signal()
    add_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._searched = ""
        """The term highlighted last."""
        self.setObjectName("TopBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(7)
        self.back = self._arrow("◀", "Back to what was highlighted before (Alt+Left)")
        self.back.clicked.connect(self.back_wanted)
        self.forward = self._arrow("▶", "Forward (Alt+Right)")
        self.forward.clicked.connect(self.forward_wanted)
        self.open = QPushButton("Open…", self)
        self.open.setToolTip("Open a folder of articles")
        self.open.clicked.connect(self.open_wanted)
        self.add = QPushButton("Add articles…", self)
        self.add.setToolTip("Add articles to what is open")
        self.add.clicked.connect(self.add_wanted)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(f"Search: {_SYNTAX}")
        self.search.setAccessibleName("Search")
        self._tip = f"Search in what is counted: {_SYNTAX}. Enter searches, Esc clears."
        self.search.setToolTip(self._tip)
        self.search.returnPressed.connect(lambda: desk.search(self.search.text()))
        self._hits = PlainLabel("", self.search, name="Muted")
        self._hits.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.compare = self._menu("Compare ▾", "Articles side by side")
        self.export = self._menu("Export ▾", "Save pictures, tables, the report or a project")
        for widget in (self.back, self.forward, self.open, self.add):
            row.addWidget(widget)
        row.addWidget(self.search, 1)
        row.addWidget(self.compare)
        row.addWidget(self.export)
        self.show_history(back=False, forward=False)
        desk.touched.connect(self._on_touched)

    def export_menu(self) -> QMenu:
        """The menu of the Export button, empty before it has one."""
        menu: QMenu | None = self.export.menu()
        return QMenu(self) if menu is None else menu

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def clear(self) -> None:
        """Empty the search box."""
        self.search.clear()

    def show_history(self, *, back: bool, forward: bool) -> None:
        """Whether Back and Forward lead anywhere."""
        self.back.setEnabled(back)
        self.forward.setEnabled(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the count of hits at the right end of the search box."""
        super().resizeEvent(event)
        self._place_hits()

    def _on_touched(self, touched: frozenset[str]) -> None:
        if not touched & {FOCUS, EVIDENCE}:
            return
        focus, evidence = self.desk.state.focus, self.desk.evidence
        if FOCUS in touched:
            typed = self.search.text().strip()
            # what is being typed stays, but a search that is no longer highlighted does not
            if focus.term != typed and (focus.subject or typed == self._searched):
                self.search.setText(focus.term)
            self._searched = focus.term
        if focus.term and evidence is not None and evidence.focus == focus.evidence_key and not evidence.problem:
            hits = len(evidence.lines)
            self._hits.set_text(
                f"{hits:,} {'hit' if hits == 1 else 'hits'} in {evidence.articles:,}"
                f" {'article' if evidence.articles == 1 else 'articles'}"
            )
            self._mark_problem("")
        else:
            wrong = evidence.problem if focus.term and evidence and evidence.focus == focus.evidence_key else ""
            self._hits.set_text("can’t be understood" if wrong else "")
            self._mark_problem(wrong)
        self._place_hits()

    def _mark_problem(self, problem: str) -> None:
        if bool(problem) != bool(self.search.property("problem")):
            self.search.setProperty("problem", bool(problem))
            self.search.style().unpolish(self.search)
            self.search.style().polish(self.search)
        self.search.setToolTip(tool_tip(problem) if problem else self._tip)

    def _place_hits(self) -> None:
        self._hits.adjustSize()
        room = self.search.rect()
        self._hits.move(room.right() - self._hits.width() - 10, (room.height() - self._hits.height()) // 2)
        used = self.search.fontMetrics().horizontalAdvance(self.search.text()) + 30
        self._hits.setVisible(bool(self._hits.text()) and used + self._hits.width() < room.width())

    def _arrow(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _menu(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button
