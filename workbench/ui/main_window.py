"""The main window: menus, search, scope bar, docks and status line around the panes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QChildEvent, QEvent, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QFileDialog,
    QMainWindow,
    QMenu,
    QMessageBox,
    QTabBar,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench import __version__
from workbench.domain.scope import Voice
from workbench.export import tasks as export_tasks
from workbench.jobs.worker import Failure
from workbench.ui.care import Care
from workbench.ui.desk import CORPUS, DECISIONS, EVIDENCE, FOCUS, HISTORY, OVERVIEW, SCOPE, Desk
from workbench.ui.dialogs.cue_verbs import CueVerbsDialog
from workbench.ui.dialogs.how_computed import show_how_computed
from workbench.ui.dialogs.import_dialog import ImportDialog
from workbench.ui.dialogs.import_result import ImportResultDialog
from workbench.ui.dialogs.messages import NOT_OPENED, show_problem
from workbench.ui.dialogs.metadata_table import MetadataDialog
from workbench.ui.dialogs.outlet_names import OutletNamesDialog
from workbench.ui.dialogs.outlets import OutletsDialog
from workbench.ui.dialogs.palette import CommandPalette
from workbench.ui.method_notes import method_note
from workbench.ui.opening import Opening
from workbench.ui.pane import Pane
from workbench.ui.panes.articles import Articles
from workbench.ui.panes.collocates import Collocates
from workbench.ui.panes.concordance import Concordance
from workbench.ui.panes.copies import Copies
from workbench.ui.panes.entities import Entities
from workbench.ui.panes.framing import Framing
from workbench.ui.panes.history import History as HistoryPane
from workbench.ui.panes.keyness import Keyness
from workbench.ui.panes.passages import Passages
from workbench.ui.panes.reader import Reader
from workbench.ui.panes.terms import Terms
from workbench.ui.panes.timeline import Timeline
from workbench.ui.panes.voices import Voices
from workbench.ui.panes.word_choice import WordChoice
from workbench.ui.plain_text import message_box, mnemonic_safe, visible, window_title
from workbench.ui.project_file import ProjectFile
from workbench.ui.recent import RecentList, RecentMenu, RecentProjects
from workbench.ui.scope_bar import ScopeBar
from workbench.ui.status_line import StatusLine
from workbench.ui.theme import THEMES, apply_theme
from workbench.ui.top_bar import TopBar
from workbench.ui.unsaved_work import UnsavedWorkMenu, draft_words
from workbench.ui.views import ViewsMenu
from workbench.ui.widgets.banner import Banner
from workbench.workspace import tasks
from workbench.workspace.messages import Draft, Opened, Stage

_LAYOUT_VERSION: Final = 6
ANALYSIS: Final = (
    "framing", "terms", "keyness", "collocates", "concordance", "copies", "voices", "word_choice", "timeline",
    "passages",
)  # fmt: skip
"""Panes that share the place below the Reader, as tabs."""
TABBED: Final = (*ANALYSIS, "entities", "history")
"""Panes whose tab names them."""
_PANE_KEYS: Final = {index: f"Ctrl+{(index + 1) % 10}" for index in range(10)}
"""Ctrl and one of these leads to a pane, in their order on a keyboard; panes after the last have a command alone."""
_WIDE: Final = 1180
"""From this width on, two analysis panes stand side by side (more with larger text)."""
_FONT_HEIGHT: Final = 17
"""Height of a line of text at the size for which the widths are meant."""
_PROJECT_SUFFIX: Final = ".counterpoint"


class MainWindow(QMainWindow):
    """Everything in one window. Panes are built here and know only the desk."""

    painted = Signal()
    """The window was painted for the first time."""
    opened = Signal(object)
    """Opening is complete."""
    open_failed = Signal(str)
    """Nothing could be opened, and why."""
    open_sample = Signal()
    """The bundled sample corpus is wanted."""

    def __init__(self, desk: Desk, settings: QSettings) -> None:
        super().__init__()
        self.desk = desk
        self.settings = settings
        self._painted = False
        self._laid_out = False
        self._concern = ""
        """The risk of the place where the project lies, while it has to be told."""
        self._discard = False
        self.import_dialog: ImportDialog | None = None
        """What is open to bring in articles."""
        self.metadata_dialog: MetadataDialog | None = None
        self.project_file = ProjectFile(desk, self)
        self.opening = Opening(desk, self.project_file)
        self.care = Care(desk, self)
        self.recent = RecentProjects(settings, self)
        self.setWindowTitle("Counterpoint")
        self.setAcceptDrops(True)
        self.setMinimumSize(760, 480)

        self.top_bar = TopBar(desk, self)
        self.scope_bar = ScopeBar(desk, self)
        self.banner = Banner(self)
        self.area = QMainWindow()
        self.area.setWindowFlags(Qt.WindowType.Widget)
        self.area.setDockOptions(
            QMainWindow.DockOption.AnimatedDocks
            | QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.AllowTabbedDocks
        )
        self.area.installEventFilter(self)
        self.area.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.area.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.area.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.BottomDockWidgetArea)

        self.articles = Articles(desk)
        self.reader = Reader(desk)
        self.reader.layers.remember(settings)
        self.entities = Entities(desk)
        self.framing = Framing(desk)
        self.terms = Terms(desk)
        self.keyness = Keyness(desk)
        self.collocates = Collocates(desk)
        self.concordance = Concordance(desk)
        self.copies = Copies(desk)
        self.voices = Voices(desk)
        self.word_choice = WordChoice(desk)
        self.timeline = Timeline(desk)
        self.passages = Passages(desk)
        self.history = HistoryPane(desk)
        self.panes: tuple[Pane, ...] = (
            self.articles, self.reader, self.entities, self.framing, self.terms, self.keyness, self.concordance,
            self.copies, self.voices, self.word_choice, self.timeline, self.collocates, self.passages,
            self.history,
        )  # fmt: skip
        # Tab goes from left to right, as it follows the order in which panes join the window
        self.docks = {self.articles.name: self._dock(self.articles)}
        self.area.setCentralWidget(self.reader)
        self.recent_list = RecentList(desk, self.recent, self)
        self.reader.greet_with(self.recent_list)
        self.docks |= {pane.name: self._dock(pane) for pane in self.panes if pane not in (self.articles, self.reader)}

        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.top_bar, self.scope_bar, self.banner):
            column.addWidget(widget)
        column.addWidget(self.area, 1)
        self.setCentralWidget(whole)
        self.status_line = StatusLine(desk, self)
        self.statusBar().addWidget(self.status_line, 1)
        self.statusBar().setSizeGripEnabled(False)
        self._make_actions()
        self._connect()
        self._restore_geometry()

    # -- building --------------------------------------------------------------------------------------------------

    def _dock(self, pane: Pane) -> QDockWidget:
        dock = QDockWidget(pane.title, self.area)
        dock.setObjectName(f"dock {pane.name}")
        dock.setWidget(pane)
        # the pane's header is the title bar: it is dragged by, and docks stay one line lower
        dock.setTitleBarWidget(pane.header)
        dock.topLevelChanged.connect(lambda _, p=pane: p.header.fit())
        dock.visibilityChanged.connect(pane.come_to_front)
        if pane.name in TABBED:
            pane.header.title.hide()  # its tab names it
        return dock

    def reset_layout(self) -> None:
        """Lay the docks out as at first."""
        self.lay_out()
        # dock sizes settle only after the first layout of the area
        QTimer.singleShot(0, self, self.lay_out)

    def lay_out(self) -> None:
        """The layout of the mock-up; on narrow windows the analysis panes share one place."""
        for dock in self.docks.values():
            dock.setFloating(False)
            self.area.removeDockWidget(dock)
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        bottom = Qt.DockWidgetArea.BottomDockWidgetArea
        self.area.addDockWidget(left, self.docks["articles"])
        self.area.addDockWidget(right, self.docks["entities"])
        self.area.addDockWidget(bottom, self.docks["framing"])
        wide = self.width() >= _WIDE * self.fontMetrics().height() / _FONT_HEIGHT
        if wide:
            self.area.splitDockWidget(self.docks["framing"], self.docks["terms"], Qt.Orientation.Horizontal)
        else:
            self.area.tabifyDockWidget(self.docks["framing"], self.docks["terms"])
        self.area.tabifyDockWidget(self.docks["framing"], self.docks["passages"])
        self.area.tabifyDockWidget(self.docks["passages"], self.docks["voices"])
        self.area.tabifyDockWidget(self.docks["terms"], self.docks["keyness"])
        self.area.tabifyDockWidget(self.docks["keyness"], self.docks["collocates"])
        self.area.tabifyDockWidget(self.docks["framing" if wide else "collocates"], self.docks["concordance"])
        self.area.tabifyDockWidget(self.docks["concordance"], self.docks["copies"])
        self.area.tabifyDockWidget(self.docks["copies"], self.docks["word_choice"])
        self.area.tabifyDockWidget(self.docks["keyness"], self.docks["timeline"])
        self.area.tabifyDockWidget(self.docks["entities"], self.docks["history"])
        for dock in self.docks.values():
            dock.show()
        self.docks["terms"].raise_()
        self.docks["framing"].raise_()
        self.docks["entities"].raise_()
        width, height = self.area.width(), self.area.height()
        self.area.resizeDocks(
            [self.docks["articles"], self.docks["entities"]],
            [max(200, int(width * 0.165)), max(300, int(width * 0.25))],
            Qt.Orientation.Horizontal,
        )
        self.area.resizeDocks(
            [self.docks["framing"]], [max(int(height * 0.45), min(250, height // 2))], Qt.Orientation.Vertical
        )
        if wide:
            rest = width - max(200, int(width * 0.165))
            self.area.resizeDocks(
                [self.docks["framing"], self.docks["terms"]], [rest // 2, rest // 2], Qt.Orientation.Horizontal
            )

    def _make_actions(self) -> None:
        bar = self.menuBar()
        self.menus = {name: bar.addMenu(name) for name in ("&File", "&Edit", "&View", "&Select", "&Analyse", "&Help")}
        keys = QKeySequence.StandardKey
        add = self._action
        add("&File", "Open folder…", self.choose_folder, "Ctrl+Shift+O")
        add("&File", "Open files or project…", self.choose_files, keys.Open)
        self.recent_menu = RecentMenu(self.desk, self.recent, self)
        self.menus["&File"].addMenu(self.recent_menu)
        self.unsaved_menu = UnsavedWorkMenu(self.desk, self)
        self.menus["&File"].addMenu(self.unsaved_menu)
        add("&File", "Add articles…", lambda: self.choose_files(add=True), "Ctrl+Shift+A")
        add("&File", "Open the sample corpus", self.open_sample.emit)
        self.menus["&File"].addSeparator()
        file = self.project_file
        self.save_action = add("&File", "Save…", file.save, keys.Save)
        self.save_as_action = add("&File", "Save project as…", file.save_as, "Ctrl+Shift+S")
        add("&File", "Export a copy…", file.export_copy)
        add("&File", "Restore…", self.restore)
        self.menus["&File"].addSeparator()
        add("&File", "Write report folder…", self.choose_report_folder, "Ctrl+Shift+E")
        self.menus["&File"].addSeparator()
        add("&File", "What was read and refused…", self.show_import_result)
        add("&File", "Quit", self.close, keys.Quit)
        self.undo_action = add("&Edit", "Undo", self.desk.undo, keys.Undo)
        self.redo_action = add("&Edit", "Redo", self.desk.redo, keys.Redo)
        self.menus["&Edit"].addSeparator()
        add("&Edit", "Set outlets…", self.ask_outlets)
        add("&Edit", "Outlet names and groups…", self.ask_outlet_names)
        add("&Edit", "Metadata…", self.show_metadata, "Ctrl+M")
        self.menus["&Edit"].addMenu(self.entities.actions_of_entities.menu)
        add("&Edit", "Verbs of saying…", self.show_verbs)
        add("&Edit", "Function words…", self.terms.show_words)
        add("&Edit", "Saved searches and groups…", self.top_bar.show_groups)
        add("&Edit", "Events…", self.timeline.edit_events)
        add("&Edit", "Find", self.top_bar.focus_search, keys.Find)
        self.back_action = add("&Select", "Back to what was highlighted before", self.desk.store.back, "Alt+Left")
        self.forward_action = add("&Select", "Forward", self.desk.store.forward, "Alt+Right")
        self.menus["&Select"].addSeparator()
        add("&Select", "Next passage", lambda: self.desk.step_passage(1), "F3")
        add("&Select", "Previous passage", lambda: self.desk.step_passage(-1), "Shift+F3")
        add("&Select", "Next quote", lambda: self.reader.step_quote(1), "F8")
        add("&Select", "Previous quote", lambda: self.reader.step_quote(-1), "Shift+F8")
        add("&Select", "Count only some days…", self.timeline.choose_days)
        self.narrow_action = add("&Select", "Narrow to articles with it", self.desk.narrow_to_evidence, "Ctrl+J")
        self.clear_action = add("&Select", "Clear highlight", self.clear_highlight, "Esc")
        self.views_menu = ViewsMenu(self.desk, self)
        self.menus["&Select"].addMenu(self.views_menu)
        self.menus["&Select"].addSeparator()
        for voice, words in (
            (Voice.ALL, "Count all text"),
            (Voice.OUTLET, "Count only the outlets’ own voice"),
            (Voice.QUOTED, "Count only quoted speech"),
        ):
            add("&Select", words, partial(self.scope_bar.count_voice, voice))
        add("&Select", "Count boilerplate, or leave it out", self.scope_bar.boilerplate.click)
        add("&Select", "Count copied text once, or each time", self.scope_bar.copies.click)
        for index, pane in enumerate(self.panes):
            add("&Analyse", pane.title, partial(self.go_to_pane, pane), _PANE_KEYS.get(index))
        self.menus["&Analyse"].addSeparator()
        self.menus["&Analyse"].addMenu(self.framing.codebook_menu)
        theme = QActionGroup(self)
        for name, words in (("light", "Light"), ("dark", "Dark")):
            action = add("&View", words, partial(self.set_theme, name))
            action.setCheckable(True)
            action.setChecked(self.desk.theme.name == name)
            theme.addAction(action)
        self.menus["&View"].addSeparator()
        add("&View", "Larger text", lambda: self._scale_text(1.0), keys.ZoomIn)
        add("&View", "Smaller text", lambda: self._scale_text(-1.0), keys.ZoomOut)
        self.menus["&View"].addSeparator()
        for count, words in enumerate(
            ("One article", "Two side by side", "Three side by side", "Four side by side"), 1
        ):
            add("&View", words, partial(self.reader.set_columns, count))
        self.menus["&View"].addSeparator()
        panes = self.menus["&View"].addMenu("Panes")
        for dock in self.docks.values():
            panes.addAction(dock.toggleViewAction())
        add("&View", "Reset the layout", self.reset_layout)
        self.palette_action = add("&View", "Commands…", self.show_commands, "Ctrl+K")
        for name, words in (
            ("frequency", "Frequency"), ("dispersion", "Dispersion"), ("keyness", "Keyness"), ("frames", "Frames"),
            ("entities", "Entities and prominence"), ("concordance", "Concordance"), ("copies", "Copies"),
            ("voices", "Voices"), ("labels", "What outlets call them"), ("word_pairs", "Opposed pairs of words"),
            ("timeline", "Timeline"), ("collocates", "Collocates"),
        ):  # fmt: skip
            add("&Help", f"How is it computed: {words}", partial(self.explain, name))
        self.menus["&Help"].addSeparator()
        add("&Help", "How to search", self.top_bar.show_help)
        add("&Help", "Search language and keys", partial(self.explain, "search"))
        add("&Help", "About Counterpoint", self.about)

    def _action(
        self, menu: str, text: str, slot: Callable[[], object], key: QKeySequence.StandardKey | str | None = None
    ) -> QAction:
        action = QAction(text, self)
        if key is not None:
            # a standard key may have several shortcuts, e.g. two for Redo
            action.setShortcuts(key if isinstance(key, QKeySequence.StandardKey) else [QKeySequence(key)])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _=False: slot())
        self.menus[menu].addAction(action)
        return action

    def _connect(self) -> None:
        desk = self.desk
        desk.touched.connect(self._on_touched)
        desk.failed.connect(lambda text, details: show_problem(self, text, details))
        desk.show_pane.connect(self.show_pane)
        desk.explain.connect(self.explain)
        desk.sample_wanted.connect(self.open_sample)
        desk.folder_wanted.connect(self.choose_folder)
        self.opening.begun.connect(self.banner.hide)
        self.opening.progressed.connect(self.status_line.working)
        self.opening.told.connect(self._tell)
        self.opening.turned.connect(self._show_title)
        self.opening.opened.connect(self.opened)
        self.opening.failed.connect(self._on_open_failed)
        self.opening.left_draft.connect(self._on_left_draft)
        self.opening.gave_up.connect(lambda words: show_problem(self, words))
        self.painted.connect(self._look_for_unsaved_work)
        self.status_line.cancel_wanted.connect(self.opening.cancel)
        for source in (self.care, self.recent_menu, self.recent_list, self.unsaved_menu):
            source.open_wanted.connect(lambda path: self.open_sources([path]))
        self.care.read_only_wanted.connect(lambda path: self.open_sources([path], read_only=True))
        self.care.take_over_wanted.connect(lambda path: self.open_sources([path], take_over=True))
        self.project_file.changed.connect(self._show_saved)
        self.project_file.named.connect(self._on_named)
        self.articles.outlets_wanted.connect(self.ask_outlets)
        self.reader.metadata_wanted.connect(self.show_metadata)
        self.articles.metadata_wanted.connect(self.show_metadata)
        self.reader.verbs_wanted.connect(self.show_verbs)
        for wanted in (self.articles.copies_wanted, self.reader.copies_wanted):
            wanted.connect(self.copies.show_article)
        self.scope_bar.outlets_wanted.connect(lambda groups: self.ask_outlet_names(groups=groups))
        self.reader.showing.connect(self.articles.show_reading)
        self.top_bar.back_wanted.connect(desk.store.back)
        self.top_bar.forward_wanted.connect(desk.store.forward)
        self.top_bar.open_wanted.connect(self.choose_folder)
        self.top_bar.add_wanted.connect(lambda: self.choose_files(add=True))
        compare = QMenu(self.top_bar)
        for count, words in enumerate(
            ("One article", "Two side by side", "Three side by side", "Four side by side"), 1
        ):
            compare.addAction(words).triggered.connect(lambda _=False, c=count: self.reader.set_columns(c))
        self.top_bar.compare.setMenu(compare)
        export = QMenu(self.top_bar)
        export.addAction("Write report folder…").triggered.connect(lambda _=False: self.choose_report_folder())
        export.addAction("Export a copy of the project…").triggered.connect(
            lambda _=False: self.project_file.export_copy()
        )
        export.addSeparator()
        for pane in self.panes:
            menu: QToolButton | None = getattr(pane, "export", None)
            if menu is not None and menu.menu() is not None:
                submenu = export.addMenu(pane.title)
                submenu.addActions(menu.menu().actions())
        self.top_bar.export.setMenu(export)
        self._on_touched(frozenset({FOCUS, SCOPE}))

    # -- opening ---------------------------------------------------------------------------------------------------

    def open_sources(
        self, sources: Sequence[str], *, add: bool = False, read_only: bool = False, take_over: bool = False
    ) -> None:
        """Open files, folders or a project. The window stays usable; panes fill as more is known.

        Args:
            sources: paths of files and folders, or of one project.
            add: keep what is open and add to it.
            read_only: open a project for reading only.
            take_over: open a project although another machine seems to have it open.
        """
        self.opening.open(sources, add=add, read_only=read_only, take_over=take_over)

    def bring_in(self, sources: Sequence[str], *, add: bool = False) -> None:
        """Show what files and folders hold before they are read in; a project is opened at once.

        Args:
            sources: paths of files and folders, or of one project.
            add: add to what is open; the person can still choose.
        """
        if any(source.endswith(_PROJECT_SUFFIX) for source in sources):
            self.open_sources(sources, add=add)
        elif self.import_dialog is not None:
            self.import_dialog.add_sources(sources)
        elif sources:
            dialog = ImportDialog(self.desk, self.opening, self.settings, sources, self, add=add)
            dialog.came_in.connect(self._show_result)
            dialog.finished.connect(self._on_import_dialog_gone)
            self.import_dialog = dialog
            dialog.open()

    def _on_import_dialog_gone(self) -> None:
        self.import_dialog = None

    def choose_folder(self) -> None:
        """Ask for a folder of articles."""
        dialog = self._file_dialog("Open a folder of articles")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(lambda path: self.bring_in([path]))
        dialog.open()

    def choose_files(self, *, add: bool = False) -> None:
        """Ask for files or a project."""
        dialog = self._file_dialog("Add articles" if add else "Open articles or a project")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(["All files (*)", "Projects (*.counterpoint)"])  # formats are told by content
        dialog.filesSelected.connect(lambda paths: self.bring_in(paths, add=add))
        dialog.open()

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title, str(Path.home()))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not self.desk.native_dialogs)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _look_for_unsaved_work(self) -> None:
        """Offer what an earlier session could not save any more."""

        def found(drafts: tuple[Draft, ...]) -> None:
            if not drafts or self.project_file.draft == drafts[0].path:
                return
            newest = drafts[0]
            more = f" {len(drafts) - 1:,} more: File, Unsaved work." if len(drafts) > 1 else ""
            self.banner.say(
                f"Work that was not saved is still here: {draft_words(newest)}.{more}",
                "Open it",
                lambda: self.open_sources([newest.path]),
            )

        self.desk.ask(tasks.unsaved_work, key="unsaved work", lane="care", done=found)

    def _on_left_draft(self, path: str) -> None:
        """Something else was opened over unsaved work: say that it is kept."""
        words = "Your unsaved work is kept (File, Unsaved work)."
        if self.banner.isVisible():
            self.desk.said.emit(words)
        else:
            self.banner.say(words, "Open it", lambda: self.open_sources([path]))

    def _show_title(self) -> None:
        sources = self.opening.sources
        source = Path(sources[0]) if sources else None
        name = visible(source.stem if self.project_file.draft else source.name) if source else ""
        self.desk.name = source.stem if source else ""
        mark = " (read-only)" if self.project_file.read_only else ""
        self.setWindowTitle(window_title(f"{name}{mark} — Counterpoint") if name else "Counterpoint")

    def _show_saved(self) -> None:
        """How far what was decided is saved, and what Save does now."""
        file = self.project_file
        self.status_line.show_saved(file.saving_words, trouble=bool(self.desk.journal.problem))
        marks = bool(file.path and not file.read_only)
        self.save_action.setText("Save snapshot…" if marks else "Save as project…")
        self.save_as_action.setVisible(marks)  # else Save is the same

    def _on_named(self, path: str) -> None:
        """Another project, or none: remember it, and keep backups of it."""
        if path:
            self.recent.add(path)
        self.care.watch(path, read_only=bool(self.project_file.read_only))

    def restore(self) -> None:
        """Show the snapshots of the project and the backups of its file."""
        self.care.restore(self.project_file.path)

    def _tell(self, result: Opened) -> None:
        """Say what was not taken in, as soon as it is known."""
        if self.opening.request is not None:  # the first time of two
            new = bool(result.concern) and self.recent.concern_is_new(result.project)
            self._concern = result.concern if new else ""
        self.desk.suggestions = result.suggestions
        messages = [result.read_only] if result.read_only else []
        if result.refusals:
            many = len(result.refusals)
            messages.append(f"{many:,} {'input was' if many == 1 else 'inputs were'} not taken in.")
        messages += result.warnings[:1]
        if result.applied:
            many = len(result.applied)
            messages.append(
                f"{many:,} earlier {'decision was' if many == 1 else 'decisions were'} applied to new articles."
            )
        if self._concern:
            messages.append(self._concern)
        if result.read_only and not result.refusals and not result.newer:
            self.banner.say(" ".join(messages), "Save as…", self.project_file.save_as)
        elif messages:
            self.banner.say(" ".join(messages), "Show what was read", self.show_import_result)

    def _on_open_failed(self, path: str, failure: Failure) -> None:
        self.open_failed.emit(failure.message)
        if self.import_dialog is not None and self.import_dialog.take_failure(failure):
            return
        if self.care.cannot_open(path, failure) is None:
            show_problem(self, failure.message, failure.traceback, title=NOT_OPENED)

    # -- saving ----------------------------------------------------------------------------------------------------

    def choose_report_folder(self) -> None:
        """Ask where to write charts, tables and the report."""
        dialog = self._file_dialog("Write report into a folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.write_report)
        dialog.open()

    def write_report(self, folder: str) -> None:
        """Write everything into a folder."""
        target = Path(folder) / "counterpoint-report"
        number = 2
        while target.exists():  # an earlier report is never replaced
            target = Path(folder) / f"counterpoint-report-{number}"
            number += 1
        self.desk.said.emit("Writing the report …")
        self.desk.ask(
            export_tasks.export_everything,
            str(target),
            self.desk.state,
            self.desk.options,
            key="report",
            lane="export",
            done=lambda written: self.desk.said.emit(f"Wrote the report to {visible(str(written))}"),
        )

    # -- gestures --------------------------------------------------------------------------------------------------

    def show_pane(self, name: str) -> None:
        """Bring a pane to the front."""
        if name == self.reader.name:
            self.reader.setFocus()
            return
        dock = self.docks[name]
        dock.show()
        dock.raise_()

    def go_to_pane(self, pane: Pane) -> None:
        """Bring a pane to the front, and let the keyboard work in it."""
        self.show_pane(pane.name)
        pane.come_to_front(True)  # Qt tells it only when the docks are laid out anew
        pane.take_focus()

    def clear_highlight(self) -> None:
        """Highlight nothing and empty the search."""
        self.top_bar.clear()
        self.desk.clear_highlight()

    def set_theme(self, name: str) -> None:
        """Light or dark, remembered."""
        theme = THEMES[name]
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, theme, point_size=application.font().pointSizeF())
        self.settings.setValue("theme", name)
        self.desk.set_theme(theme)

    def _scale_text(self, step: float) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            size = min(max(application.font().pointSizeF() + step, 7.0), 28.0)
            apply_theme(application, self.desk.theme, point_size=size)
            self.settings.setValue("text size", size)
            self.desk.set_theme(self.desk.theme)
            for view in self.reader.views:
                view.apply_theme()

    def ask_outlets(self) -> None:
        """Ask for the outlets that the sources do not name."""
        OutletsDialog(self.desk, self.desk.suggestions, self).open()

    def ask_outlet_names(self, *, groups: bool = False) -> None:
        """Show the names of outlets, to merge and split them, and their groups."""
        dialog = OutletNamesDialog(self.desk, self, groups=groups)
        dialog.outlets_wanted.connect(self.ask_outlets)
        dialog.open()

    def show_metadata(self, documents: tuple[str, ...] = ()) -> None:
        """Show the metadata of all articles, or of some, to correct it; the main window stays usable."""
        dialog = self.metadata_dialog
        if dialog is None:
            dialog = self.metadata_dialog = MetadataDialog(self.desk, self, documents=documents)
            dialog.finished.connect(self._on_metadata_gone)
            dialog.show()
        else:
            dialog.show_articles(documents)
        dialog.raise_()
        dialog.activateWindow()

    def _on_metadata_gone(self) -> None:
        self.metadata_dialog = None

    def show_verbs(self, cue: str = "") -> None:
        """Show the list of verbs of saying, possibly at one verb; the main window stays usable."""
        dialog = next(iter(self.findChildren(CueVerbsDialog)), None) or CueVerbsDialog(self.desk, self)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        if cue:
            dialog.show_verb(cue)

    def show_import_result(self) -> None:
        """What came in and what was refused."""
        if self.opening.result is None:
            self.desk.said.emit("Nothing has been opened yet.")
            return
        self._show_result(self.opening.result)

    def _show_result(self, result: Opened) -> None:
        for earlier in self.findChildren(ImportResultDialog):
            earlier.close()
        # not modal: its rows show articles in the Reader
        dialog = ImportResultDialog(self.desk, result, self)
        dialog.show()
        dialog.activateWindow()

    def explain(self, name: str) -> None:
        """How a measure is computed."""
        show_how_computed(method_note(name), self)

    def show_commands(self) -> None:
        """All commands, to be found by typing."""
        menus: list[QMenu] = [*self.menus.values(), self.top_bar.export_menu()]
        actions = [action for menu in menus for action in _all_actions(menu)]
        CommandPalette(actions, self).show_over(self)

    def about(self) -> None:
        """Name and version."""
        box = message_box(
            self,
            QMessageBox.Icon.NoIcon,
            "About Counterpoint",
            f"Counterpoint {__version__}\n\nCompare how outlets cover the same story. Every number opens its evidence.\n\n"
            "Works without a network connection. MIT licence.",
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    # -- events ----------------------------------------------------------------------------------------------------

    def _on_touched(self, touched: frozenset[str]) -> None:
        store = self.desk.store
        if touched & {HISTORY, SCOPE, FOCUS, CORPUS}:
            for action, verb, label in (
                (self.undo_action, "Undo", store.undo_label),
                (self.redo_action, "Redo", store.redo_label),
            ):
                action.setEnabled(bool(label))
                action.setText(mnemonic_safe(f"{verb}: {label}") if label else verb)
            for action, on in ((self.back_action, store.can_go_back), (self.forward_action, store.can_go_forward)):
                action.setEnabled(on)
            self.top_bar.show_history(back=store.can_go_back, forward=store.can_go_forward)
        if touched & {EVIDENCE, FOCUS, SCOPE, OVERVIEW}:
            self.narrow_action.setEnabled(self.desk.highlighted_count > 0)
        if touched & {SCOPE, DECISIONS}:
            self._show_saved()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tabs that have no room are scrolled to: Qt would shorten all of their names to a few letters each."""
        if watched is self.area and event.type() == QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            tabs = event.child()
            if isinstance(tabs, QTabBar):
                tabs.setElideMode(Qt.TextElideMode.ElideNone)
                tabs.setUsesScrollButtons(True)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Tell when the window is on the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Lay out once the size is known."""
        super().showEvent(event)
        if not self._laid_out:
            self._laid_out = True
            state = self.settings.value("docks")
            if not (isinstance(state, QByteArray) and self._place_docks(state)):
                self.reset_layout()
                self.articles.list.setFocus()

    def _place_docks(self, state: QByteArray) -> bool:
        for dock in self.docks.values():
            self.area.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        return self.area.restoreState(state, _LAYOUT_VERSION)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files may be dropped."""
        if event.mimeData().hasUrls() and all(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Show what was dropped; it is added when something is open."""
        paths = [url.toLocalFile() for url in event.mimeData().urls()]
        project = any(path.endswith(_PROJECT_SUFFIX) for path in paths)
        self.bring_in(paths, add=self.desk.overview is not None and not project)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask before decisions are lost; remember the layout."""
        if not self._discard and not self.project_file.may_close(self.close, self._close_anyway):
            event.ignore()
            return
        self.settings.setValue("geometry", self.saveGeometry())
        self.settings.setValue("docks", self.area.saveState(_LAYOUT_VERSION))
        self.settings.sync()
        self.opening.close()
        self.project_file.close()
        self.desk.close()
        self.desk.bridge.close()
        super().closeEvent(event)

    def _close_anyway(self) -> None:
        self._discard = True
        self.close()

    def _restore_geometry(self) -> None:
        geometry = self.settings.value("geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            screen = QApplication.primaryScreen().availableGeometry()
            # the frame that the desktop puts around the window must fit too
            self.resize(min(1600, screen.width() - 16), min(1000, screen.height() - 56))

    @property
    def complete(self) -> bool:
        """Whether what is open is fully annotated and every answer has arrived."""
        return self.desk.stage is Stage.COMPLETE and self.desk.bridge.idle


def _all_actions(menu: QMenu) -> list[QAction]:
    """The commands of a menu and of those inside it."""
    found: list[QAction] = []
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            found += _all_actions(inner)
        elif action.text():
            found.append(action)
    return list(dict.fromkeys(found))
