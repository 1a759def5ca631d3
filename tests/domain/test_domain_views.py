from __future__ import annotations

import json

from workbench.domain.decisions import Decisions
from workbench.domain.focus import Focus
from workbench.domain.scope import Scope, Voice
from workbench.domain.spans import Span
from workbench.domain.state import State
from workbench.domain.views import View, change_for_view, view_of, views_in


def test_a_view_comes_back_from_what_a_project_keeps() -> None:
    scope = Scope(outlets=("Post",), voice=Voice.QUOTED, date_from="2032-01")
    state = State(scope, focus=Focus(term="ferry", outlet="Post", passage=Span("a", 1, 6)))
    view = view_of(state)
    assert view == View(scope, Focus(term="ferry", outlet="Post"))
    changes = json.loads(json.dumps([[list(key), value] for key, value in change_for_view("Strike", view).items()]))
    kept = Decisions().with_changes({(key[0], key[1]): value for key, value in changes})
    assert views_in(kept) == {"Strike": view}
    assert views_in(kept.with_changes(change_for_view("Strike", None))) == {}


def test_what_is_no_view_is_left_out() -> None:
    strange = Decisions(
        {("view", "a"): 7, ("view", "b"): {"scope": {"colour": "red"}, "focus": {}}, ("view", "c"): {"scope": {}}}
    )
    assert views_in(strange) == {}
