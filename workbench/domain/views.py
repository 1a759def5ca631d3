"""Saved views: what was counted and highlighted at one time, under a name, to come back to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.focus import Focus
from workbench.domain.scope import Scope
from workbench.domain.state import State

VIEW: Final = "view"
"""The collection of saved views. A key is the view's name, a value has a scope and a focus."""


@dataclass(frozen=True, slots=True)
class View:
    """A scope and a highlight."""

    scope: Scope
    focus: Focus


def view_of(state: State) -> View:
    """The view that a state shows; the one passage that was on show is not part of it."""
    return View(state.scope, replace(state.focus, passage=None))


def change_for_view(name: str, view: View | None) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to save a view, or with ``None`` to forget it."""
    if view is None:
        return {(VIEW, name): None}
    return {(VIEW, name): {"scope": view.scope.to_json(), "focus": view.focus.to_json()}}


def views_in(decisions: Decisions) -> dict[str, View]:
    """The saved views by name. What this version can't read as a view is left out."""
    out: dict[str, View] = {}
    for name, value in decisions.collection(VIEW).items():
        try:
            out[name] = _view(value)
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
    return out


def _view(value: Any) -> View:
    return View(Scope.from_json(value["scope"]), Focus.from_json(value["focus"]))
