"""How many there are of something in each outlet, in one line: what has no room stands in a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.ui.desk import Desk
from workbench.ui.plain_text import mnemonic_safe, visible
from workbench.ui.widgets.outlet_mark import mark_icon
from workbench.ui.widgets.pane_header import link_button


class OutletCounts(QWidget):
    """A button for each outlet. While not all fit, those with the largest numbers are shown first."""

    outlet_chosen = Signal(str)
    """The person wants to see this outlet alone (:data:`UNKNOWN_OUTLET` for articles without one); empty for all."""

    def __init__(self, desk: Desk, of: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._of = of
        self._shown: object = None
        self._buttons: list[tuple[QToolButton, str, int]] = []
        self.setObjectName("SubHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self._row = QHBoxLayout(self)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._row.setContentsMargins(8, 2, 8, 2)
        self._row.setSpacing(2)
        self.more = link_button("", "The other outlets")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        self.all = link_button("show all", f"Show the {of} of all outlets", lambda: self.outlet_chosen.emit(""))
        self._row.addWidget(self.more)
        self._row.addWidget(self.all)
        self._row.addStretch(1)

    def show_counts(self, counts: Sequence[tuple[str, int]], chosen: str = "", *, narrowed: bool = False) -> None:
        """Show the number of each outlet.

        Args:
            counts: outlets and numbers in their fixed order; ``""`` for articles without an outlet.
            chosen: the outlet that is shown alone.
            narrowed: whether there are others than these to come back to.
        """
        shown = (tuple(counts), chosen, narrowed, self.desk.theme, self.desk.outlet_styles)
        if shown == self._shown:
            return
        self._shown = shown
        for button, _, _ in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for place, (outlet, count) in enumerate(counts):
            name = outlet or UNKNOWN_OUTLET
            button = link_button(f"{visible(name)} {count:,}", f"Only the {count:,} {self._of} in {visible(name)}")
            button.setIcon(mark_icon(self.desk.outlet_style(outlet), self.desk.theme.dark))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setChecked(name == chosen)
            wanted = "" if name == chosen else name
            button.clicked.connect(lambda _=False, wanted=wanted: self.outlet_chosen.emit(wanted))
            self._row.insertWidget(place, button)
            self._buttons.append((button, outlet, count))
        self.all.setVisible(narrowed)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as many as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        room -= self.all.sizeHint().width() + self._row.spacing() if not self.all.isHidden() else 0
        for button, _, _ in self._buttons:
            button.ensurePolished()
        widths = [button.sizeHint().width() + self._row.spacing() for button, _, _ in self._buttons]
        shown = set(range(len(self._buttons)))
        if sum(widths) > room:
            self.more.setText(mnemonic_safe(f"{len(self._buttons)} more ▾"))  # as wide as it can become
            room -= self.more.sizeHint().width() + self._row.spacing()
            shown = set()
            for place in sorted(range(len(widths)), key=lambda n: -self._buttons[n][2]):
                if widths[place] > room:
                    break
                room -= widths[place]
                shown.add(place)
        for place, (button, _, _) in enumerate(self._buttons):
            button.setVisible(place in shown)
        rest = [place for place in range(len(self._buttons)) if place not in shown]
        self.more.setVisible(bool(rest))
        self.more.setText(mnemonic_safe(f"{len(rest)} more ▾"))
        menu = self.more.menu()
        menu.clear()
        for place in rest:
            button, outlet, count = self._buttons[place]
            action = menu.addAction(mnemonic_safe(f"{visible(outlet or UNKNOWN_OUTLET)} {count:,}"))
            action.setIcon(button.icon())
            action.setCheckable(button.isChecked())
            action.setChecked(button.isChecked())
            action.triggered.connect(lambda _=False, button=button: button.click())
