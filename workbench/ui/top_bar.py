"""The top bar: back and forward, opening, the search box, comparing and exporting."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from workbench.domain.search_examples import SHORT
from workbench.domain.term_groups import reference, term_groups_in
from workbench.ui.desk import EVIDENCE, FOCUS, THEME, Desk
from workbench.ui.dialogs.how_to_search import HowToSearchDialog
from workbench.ui.dialogs.term_groups import TermGroupsDialog
from workbench.ui.plain_text import PlainLabel, mnemonic_safe, tool_tip, visible
from workbench.ui.widgets.search_box import SearchBox

_LISTED = 20
"""Groups in the menu; the dialog lists them all."""


class TopBar(QWidget):
    """One line of controls, and below it what is wrong with a search."""

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
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(3)
        row = QHBoxLayout()
        row.setSpacing(7)
        column.addLayout(row)
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
        self.search = SearchBox(desk.theme, self)
        self.search.setPlaceholderText("Search: " + SHORT)
        self.search.setAccessibleName("Search")
        self._tip = tool_tip(f"Search in what is counted: {SHORT}. Enter searches, Esc clears.")
        self.search.setToolTip(self._tip)
        self.search.returnPressed.connect(lambda: desk.search(self.search.text()))
        self._hits = PlainLabel("", self.search, name="Muted")
        self._hits.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.problem = PlainLabel("", self, name="Problem", wrap=True)
        self.problem.hide()
        self.search.textEdited.connect(lambda: self._mark_problem("", 0))
        self.dialog: QDialog | None = None
        """The help or the dialog of groups, while it is open."""
        self.searches = self._menu("Searches ▾", "How to search, saved searches and groups")
        menu = QMenu(self.searches)
        menu.aboutToShow.connect(self._fill_searches)
        self.searches.setMenu(menu)
        self._fill_searches()
        self.compare = self._menu("Compare ▾", "Articles side by side")
        self.export = self._menu("Export ▾", "Save pictures, tables, the report or a project")
        for widget in (self.back, self.forward, self.open, self.add):
            row.addWidget(widget)
        row.addWidget(self.search, 1)
        row.addWidget(self.searches)
        row.addWidget(self.compare)
        row.addWidget(self.export)
        column.addWidget(self.problem)
        self.show_history(back=False, forward=False)
        desk.touched.connect(self._on_touched)

    def export_menu(self) -> QMenu:
        """The menu of the Export button, empty before it has one."""
        menu: QMenu | None = self.export.menu()
        return QMenu(self) if menu is None else menu

    def show_help(self) -> None:
        """Show how to search, with examples that can be tried."""
        names = list(term_groups_in(self.desk.state.decisions))
        self._open(HowToSearchDialog(self.desk.search, names, self.window()))

    def show_groups(self) -> None:
        """Show saved searches and groups."""
        self._open(TermGroupsDialog(self.desk, self.desk.search, parent=self.window()))

    def save_search(self) -> None:
        """Begin a group with the search that stands in the box."""
        offered = " ".join(self.search.text().split())
        self._open(TermGroupsDialog(self.desk, self.desk.search, offered=offered, parent=self.window()))

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
        if THEME in touched:
            self.search.set_theme(self.desk.theme)
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
            hits = evidence.passages
            self._hits.set_text(
                f"{hits:,} {'hit' if hits == 1 else 'hits'} in {evidence.articles:,}"
                f" {'article' if evidence.articles == 1 else 'articles'}"
            )
            self._mark_problem("", 0)
        else:
            answered = evidence if focus.term and evidence and evidence.focus == focus.evidence_key else None
            wrong, place = (answered.problem, answered.problem_at) if answered is not None else ("", 0)
            self._hits.set_text("can’t be understood" if wrong else "")
            self._mark_problem(wrong, place)
        self._place_hits()

    def _mark_problem(self, problem: str, place: int) -> None:
        """Say what is wrong with the search below it, and mark the place (a code point of what was searched for)."""
        text = self.search.text()
        self.search.mark(len(text) - len(text.lstrip()) + place if problem else None)
        self.problem.set_text(problem)
        self.problem.setAccessibleName(visible(problem))
        self.problem.setContentsMargins(self.search.x(), 0, 0, 2)
        self.problem.setVisible(bool(problem))
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

    def _open(self, dialog: QDialog) -> None:
        """Show a dialog beside the window; one that is open already is closed."""
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog
        dialog.finished.connect(lambda _=0: self._forget(dialog))
        dialog.show()

    def _forget(self, dialog: QDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _fill_searches(self) -> None:
        menu = self.searches.menu()
        assert menu is not None  # noqa: S101 - it was given one
        menu.clear()
        menu.addAction("How to search…", self.show_help)
        save = menu.addAction("Save this search…", self.save_search)
        save.setEnabled(bool(self.search.text().strip()))
        menu.addAction("Saved searches and groups…", self.show_groups)
        groups = term_groups_in(self.desk.state.decisions)
        if groups:
            menu.addSeparator()
        for name in list(groups)[:_LISTED]:
            action = menu.addAction(mnemonic_safe(reference(name)))
            action.triggered.connect(lambda _=False, name=name: self.desk.search(reference(name)))

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
