"""What a person can decide about entities: one of them, several, or a single mention of one.

Each gesture is one step that can be undone. The Entities pane, its dialogs and the Reader share these functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.entity_decisions import (
    ENTITY_TYPES,
    MENTION,
    changes_for_mentions,
    changes_for_merge,
    changes_for_own_entity,
    changes_for_rejection,
    changes_for_rename,
    changes_for_restoring,
    changes_for_split,
    changes_for_type,
    entity_decisions_in,
    place_key,
)
from workbench.domain.entity_differences import changes_for_difference
from workbench.domain.focus import Focus
from workbench.domain.spans import Span
from workbench.ui.desk import Desk
from workbench.ui.dialogs.entity_choice import ChooseEntityDialog
from workbench.ui.plain_text import mnemonic_safe
from workbench.ui.widgets.entity_words import ListedEntity, type_words
from workbench.workspace.messages import EntitySpan, ReaderArticle

_ORIGIN = "entities"
_LONGEST = 40

Changes = dict[Key, Json | None]


# -- entities ----------------------------------------------------------------------------------------------------------


def merge(desk: Desk, entities: Sequence[ListedEntity], into: ListedEntity) -> None:
    """Make one entity of several, under the name of one of them."""
    joined = [entity for entity in entities if entity.entity_id != into.entity_id]
    if not joined:
        return
    changes = changes_for_merge(desk.state.decisions, [entity.key for entity in joined], into.key)
    who = named(joined[0].name) if len(joined) == 1 else f"{len(joined):,} entities"
    _follow(desk, joined, Focus(entity=into.entity_id))
    desk.decide(changes, f"Merge {who} into {named(into.name)}")
    desk.said.emit(f"Merged {who} into {named(into.name)}. Undo takes it back.")


def split_off(
    desk: Desk, entity: ListedEntity, names: Sequence[tuple[str, str]], found_with: dict[str, list[str]]
) -> None:
    """Let names of an entity stand for themselves.

    Args:
        desk: what all panes share.
        entity: the entity.
        names: key and name of each.
        found_with: for each of these keys the keys that the rules put together with it.
    """
    decisions: Decisions = desk.state.decisions
    changes: Changes = {}
    for key, _ in names:
        made = changes_for_split(decisions, key, found_with.get(key, ()))
        decisions = decisions.with_changes(made)
        changes |= made
    if changes:
        who = named(names[0][1]) if len(names) == 1 else f"{len(names):,} names"
        desk.decide(changes, f"Split {who} off from {named(entity.name)}")


def rename(desk: Desk, entity: ListedEntity, name: str) -> None:
    """Call an entity something else; an empty name gives it back its found one."""
    changes = changes_for_rename(desk.state.decisions, entity.keys, name)
    words = (
        f"Rename {named(entity.name)} to {named(name)}" if name else f"Use the found name of {named(entity.name)} again"
    )
    if changes:
        desk.decide(changes, words)


def retype(desk: Desk, entities: Sequence[ListedEntity], kind: str) -> None:
    """Say what entities are; an empty type leaves it to the rules again."""
    changes: Changes = {}
    for entity in entities:
        changes |= changes_for_type(desk.state.decisions, entity.keys, kind)
    who = named(entities[0].name) if len(entities) == 1 else f"{len(entities):,} entities"
    if changes:
        desk.decide(changes, f"Type of {who}: {type_words(kind) if kind else 'as found'}")


def reject(desk: Desk, entities: Sequence[ListedEntity]) -> None:
    """Say that these are no entities: their mentions are in no table any more."""
    if not entities:
        return
    changes = changes_for_rejection(key for entity in entities for key in entity.keys)
    who = named(entities[0].name) if len(entities) == 1 else f"{len(entities):,} names"
    _follow(desk, entities, Focus())
    desk.decide(changes, f"Reject {who} as {'an entity' if len(entities) == 1 else 'entities'}")
    desk.said.emit(
        f"{who} {'is' if len(entities) == 1 else 'are'} not counted any more. “Rejected” lists what you rejected."
    )


def restore(desk: Desk, keys: Sequence[str], places: Sequence[Span], name: str) -> None:
    """Take rejections back.

    Args:
        desk: what all panes share.
        keys: keys of rejected names.
        places: single mentions that were rejected.
        name: what it is called, when it is only one.
    """
    changes = changes_for_rejection(keys, rejected=False)
    changes |= changes_for_mentions(desk.state.decisions, places, rejected=False)
    count = len(keys) + len(places)
    if changes:
        desk.decide(changes, f"Restore {named(name) if count == 1 else f'{count:,} names'}")


def is_decided(desk: Desk, entity: ListedEntity) -> bool:
    """Whether a person decided something about an entity as a whole."""
    return bool(changes_for_restoring(desk.state.decisions, entity.keys))


def has_found_name(desk: Desk, entity: ListedEntity) -> bool:
    """Whether the name of an entity is the one that was found."""
    named_by_person = entity_decisions_in(desk.state.decisions).names
    return not any(key in named_by_person for key in entity.keys)


def has_found_type(desk: Desk, entity: ListedEntity) -> bool:
    """Whether the type of an entity is the one that was found."""
    decided = entity_decisions_in(desk.state.decisions).types
    return not any(key in decided for key in entity.keys)


def as_found(desk: Desk, entity: ListedEntity) -> None:
    """Take back everything that was decided about an entity."""
    changes = changes_for_restoring(desk.state.decisions, entity.keys)
    if changes:
        desk.decide(changes, f"Leave {named(entity.name)} to the rules again")


def keep_apart(desk: Desk, a: tuple[str, str], b: tuple[str, str]) -> None:
    """Say that two entities are two, so that it is not suggested again to merge them; each by key and name."""
    changes = changes_for_difference(desk.state.decisions, a[0], b[0])
    desk.decide(changes, f"Keep {named(a[1])} and {named(b[1])} apart")


def named(name: str) -> str:
    """A name as it stands in the history: in quotation marks, not too long."""
    short = " ".join(name.split())
    return f"‘{short if len(short) <= _LONGEST else f'{short[: _LONGEST - 1]}…'}’"


def _follow(desk: Desk, gone: Iterable[ListedEntity], focus: Focus) -> None:
    """Highlight something else when what is highlighted will be no entity any more."""
    if desk.state.focus.entity in {entity.entity_id for entity in gone}:
        desk.highlight(focus, origin=_ORIGIN)


# -- a single mention ----------------------------------------------------------------------------------------------------


def add_mention_actions(menu: QMenu, desk: Desk, article: ReaderArticle, span: EntitySpan) -> None:
    """Add what can be decided about one mention to a menu of the Reader.

    Args:
        menu: the menu; the entries are its children.
        desk: what all panes share.
        article: the article on show.
        span: the mention.
    """
    place = Span(article.document_id, span.start, span.end)
    words = " ".join(article.text[span.start : span.end].split())
    inner = QMenu(mnemonic_safe(f"This mention of {span.name or words}"), menu)
    inner.setAccessibleName("What to decide about this mention")
    other = inner.addAction("Is another entity…")
    other.triggered.connect(partial(_ask_for_entity, desk, place, span, words, menu.parentWidget() or menu))
    types = inner.addMenu("Has another type")
    for kind in ENTITY_TYPES:
        action = types.addAction(mnemonic_safe(type_words(kind)))
        action.setCheckable(True)
        action.setChecked(kind == span.type)
        action.triggered.connect(partial(_retype_mention, desk, place, words, kind))
    inner.addAction("Is no entity").triggered.connect(partial(_reject_mention, desk, place, words))
    if place_key(place) in desk.state.decisions.collection(MENTION):
        inner.addAction("Leave it to the rules again").triggered.connect(partial(_forget_mention, desk, place, words))
    menu.addMenu(inner)


def mention_actions(menu: QMenu) -> list[QAction]:
    """The actions that :func:`add_mention_actions` added to a menu, for tests and the keyboard."""
    return [action for inner in menu.findChildren(QMenu) for action in inner.actions() if not action.isSeparator()]


def _ask_for_entity(desk: Desk, place: Span, span: EntitySpan, words: str, parent: QWidget, _: bool = False) -> None:
    def take(entity: ListedEntity | None, new_name: str) -> None:
        decisions = desk.state.decisions
        if entity is not None:
            desk.decide(
                changes_for_mentions(decisions, [place], entity=entity.key),
                f"This {named(words)} is {named(entity.name)}",
            )
        elif new_name:
            desk.decide(
                changes_for_own_entity(decisions, [place], new_name, span.type),
                f"This {named(words)} is {named(new_name)}",
            )

    ChooseEntityDialog(desk, words=words, without=span.entity_id, take=take, parent=parent.window()).open()


def _retype_mention(desk: Desk, place: Span, words: str, kind: str, _: bool = False) -> None:
    changes = changes_for_mentions(desk.state.decisions, [place], type=kind)
    desk.decide(changes, f"Type of this {named(words)}: {type_words(kind)}")


def _reject_mention(desk: Desk, place: Span, words: str, _: bool = False) -> None:
    desk.decide(changes_for_mentions(desk.state.decisions, [place], rejected=True), f"This {named(words)} is no entity")


def _forget_mention(desk: Desk, place: Span, words: str, _: bool = False) -> None:
    changes = changes_for_mentions(desk.state.decisions, [place], entity="", type="", rejected=False)
    desk.decide(changes, f"Leave this {named(words)} to the rules again")
