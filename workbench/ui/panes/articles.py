"""Articles: everything that is open, grouped, with what is counted, what is highlighted and what is being read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from workbench.domain.focus import Focus
from workbench.domain.spans import Span
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, OVERVIEW, THEME, Desk
from workbench.ui.dialogs.outlets import OutletsDialog
from workbench.ui.dialogs.stories import LeftOutDialog
from workbench.ui.pane import Pane
from workbench.ui.plain_text import PlainLabel, visible
from workbench.ui.stories import articles_of, articles_words, stories_in
from workbench.ui.widgets.article_list import ArticleList, Entries
from workbench.ui.widgets.article_menu import MOST_SIDE_BY_SIDE, ArticleMenu
from workbench.ui.widgets.article_search import ArticleSearch, state_flags
from workbench.ui.widgets.data_table import tab_separated
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace import tasks
from workbench.workspace.concordance_messages import PassagesByArticle
from workbench.workspace.listing import GROUPINGS
from workbench.workspace.listing import STORY as BY_STORY
from workbench.workspace.messages import Overview, PaneTable, Stage

_NOTHING_FOUND: Final = PassagesByArticle()
_SHOWN: Final = (
    ("", "All articles", "All"),
    ("review", "Needs review", "Review"),
    ("undated", "Without date", "No date"),
    ("no outlet", "Without outlet", "No outlet"),
    ("wire", "Wire copy", "Wire"),
    ("copy", "Copies", "Copies"),
)
"""States of articles that can be listed alone: name, words in the menu, words on the button."""


class DocumentsExport(ExportMenu):
    """Exports the table of documents; the list knows only a part of it, so that Copy asks for the whole."""

    def copy_table(self) -> None:
        """Put the table of documents on the clipboard, separated by tabs."""

        def done(answer: PaneTable) -> None:
            QGuiApplication.clipboard().setText(tab_separated(answer.table))
            self.desk.said.emit(f"Copied {len(answer.table):,} rows.")

        state = replace(self.desk.state, focus=Focus())
        self.desk.ask(
            tasks.pane_table, "documents", state, self.desk.options, key="copy documents", lane="export", done=done
        )


class Articles(Pane):
    """Lists the articles; choosing one shows it in the Reader."""

    name: ClassVar[str] = "articles"
    title: ClassVar[str] = "Articles"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, OVERVIEW, FOCUS, EVIDENCE, THEME})

    outlets_wanted = Signal()
    """The person wants to say which outlets the articles without one come from."""
    metadata_wanted = Signal(tuple)
    """The person wants to edit the metadata of these articles."""
    copies_wanted = Signal(str)
    """The person wants to compare an article with its copies."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.reading: tuple[str, ...] = ()
        """Articles in the Reader, from left to right."""
        self._shown: tuple[Overview | None, str, str, str, frozenset[str]] = (None, "", "", "", frozenset())
        self._state = ""
        """The state of the articles that are listed alone; empty for all."""
        self._search = ArticleSearch()
        self._theme = desk.theme
        self._collapsed: set[str] = set()
        self._wanted = ""
        """The article that the focus is about."""
        self.menu: ArticleMenu | None = None
        """The menu of the articles that were pointed at last."""

        self.filter = QLineEdit(self)
        self.grouping = QComboBox(self)
        self.show_only = link_button("All ▾", "Which articles are listed: all articles")
        self.list = ArticleList(desk, "Articles")
        self._banner = _strip(self, "Banner")
        self._banner_text = PlainLabel("", self._banner, wrap=True)
        self._message = MessagePanel()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self.list)
        self._controls = _strip(self, "PaneBody")
        self._build_banner()
        self._build_controls()
        self.body.addWidget(self._banner)
        self.body.addWidget(self._controls)
        self.body.addWidget(self._stack, 1)
        self._message.say("Nothing open yet", "Open a folder of articles, or drop files on this window.")
        self.list.article_chosen.connect(self.choose)
        self.list.articles_chosen.connect(self.choose_several)
        self.list.heading_chosen.connect(self._fold)
        self.list.menu_wanted.connect(self._show_menu)
        self.list.heading_menu_wanted.connect(self._show_heading_menu)
        self.header.add(self.show_only)
        self.export = DocumentsExport(desk, self.exportable, self.title, self)
        self.header.add(self.export, optional=True)  # the window's own Export has it too
        self.list.copy_wanted.connect(self.export.copy_table)
        desk.read_requested.connect(self._on_read_requested)

    # -- exporting -------------------------------------------------------------------------------------------------

    def exportable(self) -> Exportable:
        """What Export offers: the articles that are counted, as the table of documents."""
        counted = self.desk.overview.in_scope if self.desk.overview is not None else 0
        return Exportable("Articles", table="documents", widget=lambda: self.list, available=bool(counted))

    # -- gestures --------------------------------------------------------------------------------------------------

    def choose(self, document_id: str) -> None:
        """Go to an article: to its first highlighted passage, or to its beginning. What is highlighted stays."""
        focus = self.desk.state.focus
        if not focus.subject:
            self.desk.highlight(Focus(article=document_id), origin=self.name)
            return
        first = self._found().first_of(document_id)
        # an article's own evidence was meant before; the article chosen now must not be left out of it
        self.desk.highlight(replace(focus, article="", passage=first or Span(document_id, 0, 0)), origin=self.name)

    def choose_several(self, documents: tuple[str, ...]) -> None:
        """Read articles side by side."""
        if len(documents) > MOST_SIDE_BY_SIDE:
            self.desk.said.emit(f"The Reader shows at most {MOST_SIDE_BY_SIDE} articles side by side.")
        self.desk.read_requested.emit(tuple(documents[:MOST_SIDE_BY_SIDE]))

    def show_reading(self, documents: Sequence[str]) -> None:
        """Mark the articles that the Reader shows. Those that it begins with by itself leave the list where it is."""
        self.reading = tuple(documents)
        self._show_state(follow=not self.desk.state.focus.is_empty)

    def set_outlets(self, documents: Sequence[str]) -> None:
        """Ask for the outlet of these articles; the window stays usable."""
        OutletsDialog(self.desk, self.desk.suggestions, self.window(), documents=frozenset(documents)).open()

    def _on_read_requested(self, documents: Sequence[str]) -> None:
        self.reading = tuple(documents)
        self._show_state()

    def show_left_out(self) -> None:
        """List the articles that were left out of the corpus, to bring them back."""
        LeftOutDialog(self.desk, self.window()).open()

    def show_articles(self, state: str) -> None:
        """List only the articles in a state, or all of them."""
        self._state = state
        words = next(short for name, _, short in _SHOWN if name == state)
        self.show_only.setText(f"{visible(words)} ▾")
        long = next(words for name, words, _ in _SHOWN if name == state)
        self.show_only.setAccessibleName(f"Which articles are listed: {visible(long)}")
        self.header.fit()
        self._show_list()

    def _show_menu(self, documents: tuple[str, ...], place: QPoint) -> None:
        """What can be done with the articles that were pointed at."""
        if self.desk.overview is not None:
            self._pop_up(ArticleMenu(self.desk, self.desk.overview.articles, documents, self), place)

    def _show_heading_menu(self, row: int, place: QPoint) -> None:
        """What can be done with the articles under a heading; with a story, with all of its articles."""
        entries = self.list.model_of_articles.entries
        if self.desk.overview is None:
            return
        articles = self.desk.overview.articles
        documents, story = entries.documents(row), None
        if entries.by == BY_STORY and entries.group_name(row):
            name = entries.group_name(row)
            story = next((story for story in stories_in(articles) if story.story_id == name), None)
            documents = articles_of(articles, (name,))
        self._pop_up(ArticleMenu(self.desk, articles, documents, self, story=story, heading=True), place)

    def _pop_up(self, menu: ArticleMenu, place: QPoint) -> None:
        menu.read_wanted.connect(self._read)
        menu.outlets_wanted.connect(self.set_outlets)
        menu.metadata_wanted.connect(self.metadata_wanted)
        menu.copies_wanted.connect(self._compare)
        self.menu = menu
        menu.destroyed.connect(self._forget_menu)
        menu.popup(place)

    def _read(self, documents: tuple[str, ...]) -> None:
        if len(documents) > 1:
            self.choose_several(documents)
        else:
            self.choose(documents[0])

    def _compare(self, document_id: str) -> None:
        self.choose(document_id)
        self.copies_wanted.emit(document_id)

    def _forget_menu(self, gone: QObject) -> None:
        self.menu = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrow down leads from the filter to the list; what is going to be typed there is prepared for."""
        if watched is self.filter and event.type() == QEvent.Type.FocusIn and self.desk.overview is not None:
            self._search.prepare(self.desk.overview.articles)
        if (
            watched is self.filter
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Down
        ):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.list.currentIndex().isValid() and self.list.model_of_articles.rowCount():
                self.list.setCurrentIndex(self.list.model_of_articles.index(0))
            return True
        return super().eventFilter(watched, event)

    # -- refreshing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the overview of the desk, and mark what is highlighted and read."""
        overview = self.desk.overview
        if overview is None:
            self._message.say("Opening…", "Articles are listed here as soon as they are read.")
            return
        if self._theme != self.desk.theme:
            self._theme = self.desk.theme
            self.list.take_theme()
        self._show_banner(overview)
        self._controls.setVisible(bool(overview.articles))
        self._follow_reader(overview)
        self._show_list()
        focus = self.desk.state.focus
        wanted = focus.passage.document_id if focus.passage else focus.article
        if wanted and wanted != self._wanted:
            self.list.scrolled_by_person = False  # the person looks at something else now
        self._wanted = wanted
        self._show_state(follow=not focus.is_empty)

    def _show_banner(self, overview: Overview) -> None:
        missing = overview.articles.outlets.missing
        verb = "article has" if missing == 1 else "articles have"
        self._banner_text.set_text(f"{missing:,} {verb} no outlet.")
        self._banner.setVisible(bool(missing))

    def _follow_reader(self, overview: Overview) -> None:
        """What the Reader turns to by itself, from the same focus: the article in question, or the first one."""
        articles = overview.articles
        reading = [document for document in self.reading if articles.place(document) is not None]
        focus = self.desk.state.focus
        wanted = focus.passage.document_id if focus.passage else focus.article
        if not wanted and focus.subject:
            found = self._found()
            wanted = found.documents[0] if found and not any(document in found for document in reading) else ""
        if wanted and wanted not in reading and articles.place(wanted) is not None:
            reading = [wanted, *reading[1:]]
        if not reading and articles:
            reading = [articles.ids[max(articles.in_scope.find(1), 0)]]
        self.reading = tuple(reading)

    def _show_list(self) -> None:
        overview = self.desk.overview
        if overview is None:
            return
        by = str(self.grouping.currentData())
        wanted = self.filter.text().casefold().split()
        key = (overview, by, " ".join(wanted), self._state, frozenset(self._collapsed))
        before = self._shown
        if key == before:
            return
        self._shown = key
        shown = self._search.places(overview.articles, wanted, by, self._state) if wanted or self._state else None
        entries = Entries(overview.articles, by, shown=shown, collapsed=self._collapsed)
        self.list.show_entries(entries, keep_place=key[1:4] == before[1:4])
        self._show_state(follow=not self.desk.state.focus.is_empty)
        total = len(overview.articles)
        counted = overview.in_scope
        self.header.subtitle.set_text(f"{total:,}" if counted == total else f"{counted:,} of {total:,} counted")
        if len(entries):
            self._stack.setCurrentWidget(self.list)
        elif total:
            self._say_none_matches(total)
            self._stack.setCurrentWidget(self._message)
        else:
            self._message.say(
                "No articles" if overview.stage != Stage.READ else "Opening…",
                "Open a folder of articles, or drop files on this window.",
            )
            self._stack.setCurrentWidget(self._message)

    def _say_none_matches(self, total: int) -> None:
        typed, state = self.filter.text().strip(), next(words for name, words, _ in _SHOWN if name == self._state)
        of = f"None of {articles_words(total)}"
        if self._state and typed:
            words = f"{of} has “{typed}” and is listed under ‘{state}’."
        elif self._state:
            words = f"{of} is listed under ‘{state}’."
        else:
            words = f"{of} has “{typed}”."
        self._message.say(
            "No article matches", words, "Clear filter" if typed else "Show all articles", self._show_everything
        )

    def _show_everything(self) -> None:
        self.show_articles("")
        self.filter.clear()

    def _show_state(self, *, follow: bool = True) -> None:
        self.list.show_state(self.reading, self._found().by_id, follow=follow)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build_banner(self) -> None:
        row = QHBoxLayout(self._banner)
        row.setContentsMargins(12, 6, 8, 6)
        button = QPushButton("Set outlets…", self._banner)
        button.setAccessibleName("Set outlets of articles without one")
        button.clicked.connect(self.outlets_wanted)
        row.addWidget(self._banner_text, 1)
        row.addWidget(button)
        self._banner.hide()

    def _build_controls(self) -> None:
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        self.filter.setPlaceholderText("Filter")
        self.filter.setAccessibleName("Filter articles by title, outlet, story or file")
        self.filter.setToolTip(
            "Shows articles whose title, outlet, story or file has these words. "
            "The words wire, copy, review and undated also find such articles."
        )
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(60)
        for button in self.filter.findChildren(QToolButton):
            button.setAccessibleName("Clear the filter")
        self.filter.textChanged.connect(self._show_list)
        self.filter.returnPressed.connect(self._choose_first)
        self.filter.installEventFilter(self)
        self.grouping.setAccessibleName("Group articles by")
        for key in GROUPINGS:
            self.grouping.addItem(f"by {key}", key)
        self.grouping.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.grouping.currentIndexChanged.connect(self._show_list)
        self.show_only.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.show_only)
        menu.aboutToShow.connect(self._fill_shown)
        self.show_only.setMenu(menu)
        self.show_articles("")
        self.show_only.setToolTip("List only some articles; bring back what was left out")
        row.addWidget(self.filter, 1)
        row.addWidget(self.grouping)
        self._controls.hide()

    def _fill_shown(self) -> None:
        """The menu of what is listed, with how many articles each entry has."""
        menu, overview = self.show_only.menu(), self.desk.overview
        menu.clear()
        if overview is None:
            return
        chosen = QActionGroup(menu)
        for state, words, _ in _SHOWN:
            many = state_flags(overview.articles, state).count(1) if state else len(overview.articles)
            unknown = state == "copy" and not many and overview.duplicates is None
            action = menu.addAction(f"{visible(words)} ({'not looked for yet' if unknown else f'{many:,}'})")
            action.setCheckable(True)
            action.setChecked(state == self._state)
            action.setEnabled(bool(many) or state == self._state)
            action.triggered.connect(lambda _=False, state=state: self.show_articles(state))
            chosen.addAction(action)
        menu.addSeparator()
        left_out = menu.addAction(f"Left-out articles ({overview.removed:,})…")
        left_out.setEnabled(bool(overview.removed))
        left_out.triggered.connect(lambda _=False: self.show_left_out())

    def _found(self) -> PassagesByArticle:
        """The articles with passages of what is highlighted now; none while they are still being looked for."""
        evidence, focus = self.desk.evidence, self.desk.state.focus
        if evidence is None or not focus.subject or evidence.focus != focus.evidence_key or evidence.problem:
            return _NOTHING_FOUND
        return evidence.by_article

    def _choose_first(self) -> None:
        first = self.list.model_of_articles.entries.first_article
        if first is not None:
            self.choose(first)

    def _fold(self, key: str) -> None:
        self._collapsed ^= {key}
        self._show_list()


def _strip(parent: QWidget, name: str) -> QWidget:
    strip = QWidget(parent)
    strip.setObjectName(name)
    strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    return strip
