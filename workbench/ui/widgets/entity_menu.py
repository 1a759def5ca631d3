"""What can be done with the selected entities: one set of actions for the pane's links, its menu, the keys and the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.entity_decisions import ENTITY_TYPES
from workbench.ui import entity_actions
from workbench.ui.desk import Desk
from workbench.ui.dialogs.entity_keys import EntityNamesDialog
from workbench.ui.dialogs.entity_lists import RejectedDialog, SuggestionsDialog
from workbench.ui.dialogs.entity_merge import MergeEntitiesDialog
from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.plain_text import mnemonic_safe
from workbench.ui.widgets.entity_words import ListedEntity, type_words


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
        EntityNamesDialog(self._desk, entity, self._parent.window()).show()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _show_once(self, dialog: type[SuggestionsDialog] | type[RejectedDialog]) -> None:
        for earlier in self._parent.window().findChildren(dialog):
            earlier.close()
        dialog(self._desk, self._parent.window()).show()

    def _merge(self) -> None:
        chosen = self._chosen()
        if chosen and all(entity.keys for entity in chosen):
            MergeEntitiesDialog(
                self._desk, chosen, self._others(), partial(entity_actions.merge, self._desk), self._parent.window()
            ).open()

    def _names(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1:
            self.names_of(chosen[0])

    def _rename(self) -> None:
        chosen = self._chosen()
        if len(chosen) != 1 or not chosen[0].keys:
            return
        entity = chosen[0]
        NameDialog(
            title="Rename",
            explanation="The name is shown in lists, charts and exports. The texts stay as they are.",
            label="Name of the entity",
            offered=entity.name,
            taken={},
            missing="Type a name for the entity.",
            save=lambda name: entity_actions.rename(self._desk, entity, name) if name != entity.name else None,
            parent=self._parent.window(),
        ).open()

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
