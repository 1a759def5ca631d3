"""Saved views in the Select menu: what is counted and highlighted, kept under a name, to come back to."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.views import change_for_view, view_of, views_in
from workbench.session.store import Command
from workbench.ui.desk import Desk
from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.plain_text import mnemonic_safe, visible


class ViewsMenu(QMenu):
    """Filled anew each time it opens."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("Views", parent)
        self.desk = desk
        self.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """The views that there are, and what can be done with them."""
        self.clear()
        names = sorted(views_in(self.desk.state.decisions), key=str.casefold)
        for name in names:
            self.addAction(mnemonic_safe(name)).triggered.connect(partial(self._show_view, name))
        if names:
            self.addSeparator()
        save = self.addAction("Save this view…")
        save.triggered.connect(lambda _=False: self.save())
        save.setEnabled(self.desk.stage is not None)
        forget = self.addMenu("Forget a view")
        for name in names:
            forget.addAction(mnemonic_safe(name)).triggered.connect(partial(self._forget, name))
        forget.setEnabled(bool(names))

    def save(self) -> None:
        """Ask for a name for what is counted and highlighted now."""
        NameDialog(
            title="Save view",
            explanation="A view keeps what is counted and what is highlighted. Select, Views brings it back.",
            label="Name of the view",
            offered=self._offered(),
            taken=dict.fromkeys(
                views_in(self.desk.state.decisions),
                "A view has this name. Choose another one, or forget that view first.",
            ),
            missing="Type a name for this view.",
            save=self._keep,
            parent=self.window(),
        ).open()

    def _offered(self) -> str:
        scope, focus = self.desk.state.scope, self.desk.state.focus
        evidence = self.desk.evidence
        words = [evidence.label] if evidence is not None and focus.subject else []
        words += [*scope.outlets, *scope.stories, scope.documents_label]
        return ", ".join(visible(word) for word in words if word)[:80] or "View"

    def _keep(self, name: str) -> None:
        self.desk.decide(change_for_view(name, view_of(self.desk.state)), f"Save the view ‘{name}’")
        self.desk.said.emit(f"Saved the view ‘{visible(name)}’.")

    def _forget(self, name: str, _checked: bool = False) -> None:
        self.desk.decide(change_for_view(name, None), f"Forget the view ‘{name}’")

    def _show_view(self, name: str, _checked: bool = False) -> None:
        view = views_in(self.desk.state.decisions).get(name)
        if view is None:
            return
        self.desk.store.do(Command(f"Show the view ‘{name}’", lambda state: replace(state, scope=view.scope)))
        self.desk.highlight(view.focus)
