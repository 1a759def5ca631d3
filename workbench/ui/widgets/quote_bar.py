"""The line below an article that says all about the chosen quote, with what can be decided about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from workbench.ui.plain_text import ElidedLabel, visible
from workbench.ui.quote_menu import QuoteMenus
from workbench.ui.quote_words import quote_words
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace.messages import QuoteSpan

_NARROW: Final = 480
"""Pixels below which only words and menus are shown."""


class QuoteBar(QWidget):
    """Says which quote is chosen. Hidden while none is."""

    step_wanted = Signal(int)
    """The next (1) or the previous (-1) quote is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menus: QuoteMenus | None = None
        self._quote: QuoteSpan | None = None
        self.setObjectName("SubHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.setAccessibleName("The chosen quote")
        self._place = ""
        row = self._row = QHBoxLayout(self)
        # the line must not make its article wider than those beside it
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setSpacing(2)
        self.words = ElidedLabel("", self)
        row.addWidget(self.words, 1)
        self.who = self._menu_button("Who says this? ▾", "Say who says this quote", self._fill_speakers)
        self.more = self._menu_button(
            "More ▾", "Kind, verb and what else can be decided about this quote", self._fill_more
        )
        self.previous = link_button("◂", "Previous quote (Shift+F8)", lambda: self.step_wanted.emit(-1))
        self.next = link_button("▸", "Next quote (F8)", lambda: self.step_wanted.emit(1))
        for button in (self.who, self.more, self.previous, self.next):
            row.addWidget(button)
        self._fit()
        self.hide()

    @property
    def quote(self) -> QuoteSpan | None:
        """The quote that is shown."""
        return self._quote

    def show_quote(self, menus: QuoteMenus | None, quote: QuoteSpan | None, place: str = "") -> None:
        """Show another quote, or none.

        Args:
            menus: makes the menus.
            quote: the quote.
            place: which one of how many it is.
        """
        self._menus, self._quote, self._place = menus, quote, place
        self.setVisible(menus is not None and quote is not None)
        self._show_words()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May become narrow."""
        return QSize(80, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room, the words come before buttons that have keys."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < _NARROW
        self.previous.setHidden(narrow)
        self.next.setHidden(narrow)
        self.who.setText("Who? ▾" if narrow else "Who says this? ▾")
        self._row.setContentsMargins(8 if narrow else 20, 1, 2 if narrow else 6, 1)
        self._show_words()

    def _show_words(self) -> None:
        if self._menus is None or self._quote is None:
            return
        words = quote_words(self._menus.article, self._quote)
        self.words.set_text(f"{self._place} · {words}" if self._place and self.width() >= _NARROW else words)
        self.words.setAccessibleName(visible(words))

    def _menu_button(self, words: str, tip: str, fill: Callable[[], None]) -> QToolButton:
        button = link_button(words, tip)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setAccessibleName(visible(tip))
        menu.aboutToShow.connect(fill)
        button.setMenu(menu)
        return button

    def _fill_speakers(self) -> None:
        menu = self.who.menu()
        if isinstance(menu, QMenu):
            _empty(menu)
            if self._menus is not None and self._quote is not None:
                self._menus.add_speakers(menu, self._quote)

    def _fill_more(self) -> None:
        menu = self.more.menu()
        if isinstance(menu, QMenu):
            _empty(menu)
            if self._menus is not None and self._quote is not None:
                self._menus.add_quote(menu, self._quote)


def _empty(menu: QMenu) -> None:
    """Take out all entries; menus inside it are its children and would otherwise stay."""
    menu.clear()
    for inner in menu.findChildren(QMenu):
        inner.deleteLater()
