"""What a person does about boilerplate, and how it is said: count a stretch again, leave it out, or all of its kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workbench.domain.boilerplate_marks import (
    MARKED,
    PERSON_RULE,
    BoilerplateMark,
    changes_for_stretches,
)
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.ui.desk import Desk
from workbench.workspace.boilerplate_tasks import WhichBoilerplate, boilerplate_of
from workbench.workspace.messages import BoilerplateSpan

_KINDS: Final = {
    "navigation": "navigation",
    "related": "links to other articles",
    "comment_form": "comment form",
    "author_box": "about the author",
    "appeal": "appeal to readers",
    "credit": "source credit",
    "share": "share buttons",
    "repeated_headline": "repeated headline",
    "date_line": "date line",
    "byline": "byline",
    "media_caption": "caption or picture credit",
    "live_post": "entry of a live page",
    MARKED: "marked by hand",
}
_LONGEST_EXTRACT: Final = 48


def kind_words(kind: str) -> str:
    """A kind of boilerplate in words; one that this version does not know as it stands."""
    return _KINDS.get(kind) or kind.replace("_", " ")


def span_words(span: BoilerplateSpan, *, counted: bool = False) -> str:
    """What a stretch is, who says so and whether it is counted.

    Args:
        span: the stretch.
        counted: whether boilerplate is counted anyway at the moment.
    """
    kind = kind_words(span.kind)
    kind = kind[:1].upper() + kind[1:]
    if span.rule == PERSON_RULE:
        who = kind if span.kind == MARKED else f"{kind} (marked by hand)"
    else:
        who = f"{kind} (rule {span.rule})"
    if span.restored:
        return f"{who}. Counted, because a person restored it."
    if counted:
        return f"{who}. Counted at the moment, because boilerplate is in."
    return f"{who}. Not counted. Click to count it."


def extract(text: str, span: BoilerplateSpan) -> str:
    """The first words of a stretch, on one line."""
    words = " ".join(text[span.start : min(span.end, span.start + 4 * _LONGEST_EXTRACT)].split())
    return words if len(words) <= _LONGEST_EXTRACT else f"{words[: _LONGEST_EXTRACT - 1].rstrip()}…"


def count_again(desk: Desk, document_id: str, span: BoilerplateSpan) -> None:
    """Count a stretch that is left out."""
    _decide(
        desk,
        [BoilerplateMark(document_id, span.start, span.end)],
        f"Count a stretch of boilerplate ({kind_words(span.kind)})",
    )
    desk.said.emit(f"Counted again: {kind_words(span.kind)}. Undo (Ctrl+Z) leaves it out.")


def leave_out_again(desk: Desk, document_id: str, span: BoilerplateSpan) -> None:
    """Leave out a stretch that was restored: what the rule found holds again."""
    _decide(
        desk,
        [BoilerplateMark(document_id, span.start, span.end)],
        f"Leave out a stretch of boilerplate again ({kind_words(span.kind)})",
        withdraw=True,
    )
    desk.said.emit(f"Left out again: {kind_words(span.kind)}.")


def leave_out(desk: Desk, document_id: str, start: int, end: int) -> None:
    """Mark a stretch that no rule found."""
    _decide(desk, [BoilerplateMark(document_id, start, end, MARKED)], "Leave out a stretch as boilerplate")
    desk.said.emit("Left out as boilerplate. Click the grey text to count it again.")


def count_words(desk: Desk, document_id: str, start: int, end: int) -> None:
    """Count words that stand in boilerplate."""
    _decide(desk, [BoilerplateMark(document_id, start, end)], "Count words in boilerplate")


def decide_all(desk: Desk, which: WhichBoilerplate) -> None:
    """Count all such stretches of the corpus again, or leave out again all that were restored: one step."""

    def done(stretches: tuple[BoilerplateMark, ...]) -> None:
        if not stretches:
            desk.said.emit("There is no such stretch.")
            return
        many = "1 stretch" if len(stretches) == 1 else f"{len(stretches):,} stretches"
        what = f"rule {which.rule}" if which.rule else kind_words(which.kind)
        where = f" in {which.outlet or UNKNOWN_OUTLET}" if which.outlet is not None else ""
        begin = f"Leave out {many} of boilerplate again" if which.restored else f"Count {many} of boilerplate"
        label = f"{begin} ({what}){where}"
        counted = [BoilerplateMark(s.document_id, s.start, s.end) for s in stretches]
        _decide(desk, counted, label, withdraw=which.restored)
        articles = len({s.document_id for s in stretches})
        desk.said.emit(f"{label}: {articles:,} {'article' if articles == 1 else 'articles'}.")

    desk.ask(boilerplate_of, desk.state, which, key="boilerplate of", done=done)


def _decide(desk: Desk, stretches: Iterable[BoilerplateMark], label: str, *, withdraw: bool = False) -> None:
    desk.decide(changes_for_stretches(desk.state.decisions, stretches, withdraw=withdraw), label)
