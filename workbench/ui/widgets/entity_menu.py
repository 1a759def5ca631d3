"""What can be done with entities: the selected ones of the pane, and the one that is pointed at in the Reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.entity_decisions import ENTITY_TYPES, entity_decisions_in
from workbench.domain.focus import Focus
from workbench.domain.scope import Scope
from workbench.ui import entity_actions
from workbench.ui.desk import Desk
from workbench.ui.dialogs.entity_keys import EntityNamesDialog
from workbench.ui.dialogs.entity_lists import RejectedDialog, SuggestionsDialog
from workbench.ui.dialogs.entity_merge import MergeEntitiesDialog
from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.plain_text import mnemonic_safe
from workbench.ui.widgets.entity_words import ListedEntity, listed_entities, type_words
from workbench.workspace import tasks
from workbench.workspace.messages import EntitySpan, PaneTable

_KEY: Final = "entity of a mention"

Act = Callable[[ListedEntity, Sequence[ListedEntity]], object]
"""Does something with an entity, given all others too."""


class EntityActions(QObject):
    """Actions about the selected entities.

    Args:
        desk: what all panes share.
        parent: the pane.
        table: what has the keys while the keyboard works in it.
        chosen: the selected entities.
        others: all entities that one can be merged with.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        table: QWidget,
        chosen: Callable[[], Sequence[ListedEntity]],
        others: Callable[[], Sequence[ListedEntity]],
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parent = parent
        self._chosen = chosen
        self._others = others
        self.menu = QMenu("Selected entities", parent)
        """For the menu bar and the context menu; it says what is selected each time that it opens."""
        self.menu.setAccessibleName("What to do with the selected entities")
        self.menu.aboutToShow.connect(self.refresh)
        self.merge = self._add(table, "Merge…", self._merge, "M")
        self.split = self._add(table, "Split…", self._names, "S")
        self.rename = self._add(table, "Rename…", self._rename, "F2")
        self.types = self.menu.addMenu("Type")
        self.types.aboutToShow.connect(self._fill_types)
        self.reject = self._add(table, "Not an entity", self._reject, "Del")
        self.menu.addSeparator()
        self.reasons = self._add(table, "Names and reasons…", self._names)
        self.as_found = self._add(table, "Leave it to the rules again", self._as_found)
        self.menu.addSeparator()
        self.suggestions = self._add(table, "What may be one…", self.show_suggestions)
        self.rejected = self._add(table, "Rejected…", self.show_rejected)
        self._fill_types()
        self.refresh()

    def _add(self, table: QWidget, words: str, act: Callable[[], object], key: str = "") -> QAction:
        action = QAction(mnemonic_safe(words), self)
        if key:
            action.setShortcut(QKeySequence(key))
            # single letters mean something in the table alone
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: act())
        table.addAction(action)
        self.menu.addAction(action)
        return action

    def refresh(self) -> None:
        """Say what can be done with what is selected now."""
        chosen = self._chosen()
        one = chosen[0] if len(chosen) == 1 else None
        can = all(entity.keys for entity in chosen)
        self.merge.setText("Merge with…" if one is not None else "Merge…")
        self.merge.setEnabled(bool(chosen) and can)
        self.split.setEnabled(one is not None and len(one.keys) > 1)
        self.rename.setEnabled(one is not None and can)
        self.types.menuAction().setEnabled(bool(chosen) and can)
        self.reject.setEnabled(bool(chosen) and can)
        self.reasons.setEnabled(one is not None and can)
        self.as_found.setEnabled(one is not None and entity_actions.is_decided(self._desk, one))

    def open_menu(self, place: QPoint) -> None:
        """Open the menu at a place of the screen."""
        self.refresh()
        self.menu.popup(place)

    def show_suggestions(self) -> None:
        """List what may be one."""
        self._show_once(SuggestionsDialog)

    def show_rejected(self) -> None:
        """List what was rejected."""
        self._show_once(RejectedDialog)

    def names_of(self, entity: ListedEntity) -> None:
        """Show the names of an entity and their reasons."""
        _show_names(self._desk, entity, self._parent.window())

    # -- inside ----------------------------------------------------------------------------------------------------

    def _show_once(self, dialog: type[SuggestionsDialog] | type[RejectedDialog]) -> None:
        for earlier in self._parent.window().findChildren(dialog):
            earlier.close()
        dialog(self._desk, self._parent.window()).show()

    def _merge(self) -> None:
        chosen = self._chosen()
        if chosen and all(entity.keys for entity in chosen):
            _ask_merge(self._desk, chosen, self._others(), self._parent.window())

    def _names(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1:
            self.names_of(chosen[0])

    def _rename(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1 and chosen[0].keys:
            _ask_name(self._desk, chosen[0], self._parent.window())

    def _fill_types(self) -> None:
        self.types.clear()
        chosen = self._chosen()
        kinds = {entity.type for entity in chosen}
        for kind in ENTITY_TYPES:
            action = self.types.addAction(mnemonic_safe(type_words(kind)))
            action.setCheckable(True)
            action.setChecked(kinds == {kind})
            action.triggered.connect(partial(self._retype, kind))
        if any(not entity_actions.has_found_type(self._desk, entity) for entity in chosen):
            self.types.addSeparator()
            self.types.addAction("as found").triggered.connect(partial(self._retype, ""))

    def _retype(self, kind: str, _: bool = False) -> None:
        chosen = self._chosen()
        if chosen:
            entity_actions.retype(self._desk, chosen, kind)

    def _reject(self) -> None:
        chosen = self._chosen()
        if chosen and all(entity.keys for entity in chosen):
            entity_actions.reject(self._desk, chosen)

    def _as_found(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1:
            entity_actions.as_found(self._desk, chosen[0])


# -- from a mention ----------------------------------------------------------------------------------------------------


def add_entity_actions(menu: QMenu, desk: Desk, span: EntitySpan, window: QWidget) -> QMenu:
    """Add what can be decided about the whole entity of a mention to a menu of the Reader.

    The Reader knows the mention alone; which names belong to the entity is asked when something is chosen.

    Args:
        menu: the menu; the entries are its children.
        desk: what all panes share.
        span: the mention.
        window: what dialogs belong to.

    Returns:
        The menu with the entries.
    """
    inner = QMenu(mnemonic_safe(f"All mentions of {span.name}"), menu)
    inner.setAccessibleName("What to decide about the entity")

    def add(into: QMenu, words: str, act: Act) -> QAction:
        action = into.addAction(mnemonic_safe(words))
        action.triggered.connect(lambda _=False: _with_entity(desk, span, act))
        return action

    def retype(kind: str) -> Act:
        return lambda entity, _: entity_actions.retype(desk, [entity], kind)

    add(inner, "Merge with…", lambda entity, others: _ask_merge(desk, [entity], others, window))
    add(inner, "Rename…", lambda entity, _: _ask_name(desk, entity, window))
    types = inner.addMenu("Type")
    for kind in ENTITY_TYPES:
        add(types, type_words(kind), retype(kind))
    if span.key in entity_decisions_in(desk.state.decisions).types:
        types.addSeparator()
        add(types, "as found", retype(""))
    add(inner, "Not an entity", lambda entity, _: entity_actions.reject(desk, [entity]))
    inner.addSeparator()
    add(inner, "Names and reasons…", lambda entity, _: _show_names(desk, entity, window))
    menu.addMenu(inner)
    return inner


def _with_entity(desk: Desk, span: EntitySpan, act: Act, *, everywhere: bool = False) -> None:
    """Find the entity of a mention, in what is counted if it is there, and do something with it."""
    state = replace(desk.state, focus=Focus())
    if everywhere:
        state = replace(state, scope=Scope())

    def take(answer: PaneTable) -> None:
        listed = listed_entities(answer.table)
        entity = next((one for one in listed if one.entity_id == span.entity_id and one.keys), None)
        if entity is not None:
            act(entity, listed)
        elif not everywhere:
            _with_entity(desk, span, act, everywhere=True)  # an article outside of the scope is read too
        else:
            desk.said.emit(f"“{span.name}” is no entity that something can be decided about.")

    desk.ask(tasks.pane_table, "entity_list", state, desk.options, key=_KEY, done=take)


# -- dialogs -----------------------------------------------------------------------------------------------------------


def _show_names(desk: Desk, entity: ListedEntity, window: QWidget) -> None:
    EntityNamesDialog(desk, entity, window).show()


def _ask_merge(desk: Desk, chosen: Sequence[ListedEntity], others: Sequence[ListedEntity], window: QWidget) -> None:
    MergeEntitiesDialog(desk, chosen, others, partial(entity_actions.merge, desk), window).open()


def _ask_name(desk: Desk, entity: ListedEntity, window: QWidget) -> None:
    NameDialog(
        title="Rename",
        explanation="The name is shown in lists, charts and exports. The texts stay as they are.",
        label="Name of the entity",
        offered=entity.name,
        taken={},
        missing="Type a name for the entity.",
        save=lambda name: entity_actions.rename(desk, entity, name) if name != entity.name else None,
        parent=window,
    ).open()
