"""Projects that were open lately: kept in the settings, offered in the File menu and while nothing is open.

No path is touched to show them: one may lie on a drive that does not answer. Only when the menu opens is the working
process asked which of them are there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path, PurePath
from typing import Final

from PySide6.QtCore import QObject, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionFocusRect,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.jobs.worker import Failure
from workbench.ui.desk import THEME, Desk
from workbench.ui.plain_text import PlainLabel, mnemonic_safe, tool_tip, visible
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace import care_tasks

KEPT: Final = 12
_KEY: Final = "recent projects"
_CONCERNS: Final = "places told about"
_CONCERNS_KEPT: Final = 100
_LONGEST_PLACE: Final = 48
"""Characters of a folder in the menu."""
_SHOWN_AT_START: Final = 5


class RecentProjects(QObject):
    """The list, newest first."""

    changed = Signal()

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    @property
    def paths(self) -> tuple[str, ...]:
        """Paths as they were opened, newest first."""
        try:
            kept = json.loads(str(self._settings.value(_KEY, "[]")))
        except (ValueError, RecursionError):  # settings that were altered by hand
            return ()
        return tuple(path for path in kept if isinstance(path, str) and path)[:KEPT] if isinstance(kept, list) else ()

    def add(self, path: str) -> None:
        """Put a project that was just opened or saved on top."""
        path = str(Path(path).absolute())
        self._keep((path, *(other for other in self.paths if other != path)))

    def concern_is_new(self, path: str) -> bool:
        """Whether the risk of a project's place has not been told yet; it counts as told from now on."""
        told = [known for known in str(self._settings.value(_CONCERNS, "")).split("\n") if known]
        if path in told:
            return False
        self._settings.setValue(_CONCERNS, "\n".join([path, *told][:_CONCERNS_KEPT]))
        return True

    def forget(self, paths: Iterable[str] | None = None) -> None:
        """Take some paths off the list, or all of them."""
        gone = set(self.paths if paths is None else paths)
        self._keep(path for path in self.paths if path not in gone)

    def _keep(self, paths: Iterable[str]) -> None:
        kept = list(paths)[:KEPT]
        if tuple(kept) != self.paths:
            self._settings.setValue(_KEY, json.dumps(kept))
            self.changed.emit()


class RecentMenu(QMenu):
    """File > Open recent: filled when it opens; what is not there any more is greyed once that is known."""

    open_wanted = Signal(str)

    def __init__(self, desk: Desk, recent: RecentProjects, parent: QWidget | None = None) -> None:
        super().__init__("Open recent", parent)
        self.desk = desk
        self.recent = recent
        self.setAccessibleName("Open recent")
        self.setToolTipsVisible(True)
        self._entries: dict[str, QAction] = {}
        self.aboutToShow.connect(self.fill)
        self.aboutToHide.connect(lambda: self.desk.bridge.cancel("recent projects"))
        # not at once: the entry that was chosen may still be at work
        recent.changed.connect(lambda: QTimer.singleShot(0, self, self._list))
        self._list()

    def fill(self) -> None:
        """List the projects, and ask which of them are there."""
        self._list()
        paths = self.recent.paths
        if paths:
            self.desk.ask(
                care_tasks.existing,
                paths,
                key="recent projects",
                lane="care",
                done=partial(self._show_missing, paths),
                failed=_no_matter,
            )

    def _list(self) -> None:
        self.clear()
        self._entries = {}
        paths = self.recent.paths
        self.menuAction().setEnabled(bool(paths))
        for number, path in enumerate(paths, 1):
            key = f"&{number} " if number < 10 else ""
            action = self.addAction(key + mnemonic_safe(menu_words(path)))
            action.setToolTip(tool_tip(path))
            action.triggered.connect(partial(self._on_chosen, path))
            self._entries[path] = action
        if not paths:
            self.addAction("No project was open yet").setEnabled(False)
            return
        self.addSeparator()
        forget = self.addAction("Forget these")
        forget.setToolTip(tool_tip("Empties this list; the projects stay where they are"))
        forget.triggered.connect(lambda _=False: self.recent.forget())

    def _on_chosen(self, path: str, _checked: bool = False) -> None:
        self.open_wanted.emit(path)

    def _show_missing(self, asked: tuple[str, ...], there: tuple[str, ...]) -> None:
        missing = tuple(path for path in asked if path not in there)
        for path in missing:
            action = self._entries.get(path)
            if action is not None:
                action.setText(f"{action.text()} (not found)")
                action.setEnabled(False)


class RecentList(QWidget):
    """The newest projects as links, for where nothing is open yet. Hidden while there are none."""

    open_wanted = Signal(str)

    def __init__(self, desk: Desk, recent: RecentProjects, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.recent = recent
        self.setAccessibleName("Recent projects")
        self.links: list[_ProjectLink] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.addWidget(PlainLabel("Recent projects", self, name="Heading"), 1)
        self.forget = link_button("Forget these", "Empty this list; the projects stay where they are", recent.forget)
        top.addWidget(self.forget)
        column.addLayout(top)
        self._column = column
        recent.changed.connect(self.fill)
        desk.touched.connect(self._on_touched)
        self.setMaximumWidth(460)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.fill()

    def fill(self) -> None:
        """Show the list as it is now."""
        for link in self.links:
            self._column.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = []
        for path in self.recent.paths[:_SHOWN_AT_START]:
            link = _ProjectLink(self.desk, path, self)
            link.clicked.connect(partial(self._on_clicked, path))
            self._column.addWidget(link)
            self.links.append(link)
        self.setVisible(bool(self.links))

    def _on_clicked(self, path: str, _checked: bool = False) -> None:
        self.open_wanted.emit(path)

    def _on_touched(self, touched: frozenset[str]) -> None:
        if THEME in touched:
            self.update()


class _ProjectLink(QToolButton):
    """A project's name as a link, with its folder behind it, shortened in the middle where there is no room."""

    def __init__(self, desk: Desk, path: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name, self._place = visible(PurePath(path).stem), visible(place_words(path))
        self.setText(mnemonic_safe(self._name))
        self.setProperty("link", True)
        self.setToolTip(tool_tip(path))
        self.setAccessibleName(f"Open {self._name}, in {self._place}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line."""
        return QSize(240, self.fontMetrics().height() + 10)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May become narrow."""
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw name and folder."""
        theme = self._desk.theme
        painter = QPainter(self)
        room = self.rect().adjusted(6, 0, -6, 0)
        metrics = QFontMetrics(self.font())
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), theme.accent_ground)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, round(room.width() * 0.62))
        painter.setPen(theme.accent)
        painter.drawText(room, flags, name)
        rest = room.adjusted(metrics.horizontalAdvance(name) + 10, 0, 0, 0)
        painter.setPen(theme.muted)
        painter.drawText(rest, flags, metrics.elidedText(self._place, Qt.TextElideMode.ElideMiddle, rest.width()))
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)
        painter.end()


def menu_words(path: str) -> str:
    """A project for a menu: its name, and its folder shortened in the middle."""
    return f"{_cut(PurePath(path).stem, _LONGEST_PLACE)} — {_cut(place_words(path), _LONGEST_PLACE)}"


def place_words(path: str, home: str = "") -> str:
    """The folder of a file, the person's own folder as ``~``."""
    folder = PurePath(path).parent
    try:
        own = PurePath(home) if home else Path.home()
    except RuntimeError:  # nobody's folder
        return str(folder)
    if folder == own:
        return "~"
    return str(PurePath("~") / folder.relative_to(own)) if folder.is_relative_to(own) else str(folder)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    half = (longest - 1) // 2
    return f"{text[:half]}…{text[-half:]}"


def _no_matter(failure: Failure) -> None:
    """Whether they are there stays unknown; choosing one says so."""
