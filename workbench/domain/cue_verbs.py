"""What people decided about verbs of saying: how they colour what is said, and which are none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workbench.domain.decisions import Decisions, Json, Key

CUE_VERB: Final = "cue verb"
"""The collection of such verbs and phrases. A key is the dictionary form (``say``, ``according to``), a value one of
:data:`CUE_CLASSES`, or :data:`NO_CUE`."""

NEUTRAL: Final = "neutral"
"""It only says that something was said."""
ASSERTIVE: Final = "assertive"
"""It lends weight or truth to what is said."""
DISTANCING: Final = "distancing"
"""It leaves the truth to the speaker."""
EVALUATIVE: Final = "evaluative"
"""It describes the manner or judges it."""

CUE_CLASSES: Final = (NEUTRAL, ASSERTIVE, DISTANCING, EVALUATIVE)
"""In the order in which they are shown."""

NO_CUE: Final = ""
"""It is no verb of saying: what it seems to report counts as a quote only between quotation marks."""


def tidy_cue(cue: str) -> str:
    """A verb or phrase as it can be a key: lower case, single spaces."""
    return " ".join(cue.lower().split())


def changes_for_cue_verbs(cues: Iterable[str], cue_class: str | None) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` so that verbs are of a class.

    Args:
        cues: dictionary forms. One that is in no list becomes a verb of saying.
        cue_class: one of :data:`CUE_CLASSES`, :data:`NO_CUE`, or ``None`` to leave it to the list again.

    Raises:
        ValueError: there is no such class.
    """
    if cue_class is not None and cue_class != NO_CUE and cue_class not in CUE_CLASSES:
        raise ValueError(f"no class of verbs of saying: {cue_class!r}")
    return {(CUE_VERB, tidy): cue_class for cue in cues if (tidy := tidy_cue(cue))}


def cue_verbs_in(decisions: Decisions) -> dict[str, str]:
    """The class of each verb that people decided about. What this version can't read is left out."""
    return {
        cue: value
        for cue, value in decisions.collection(CUE_VERB).items()
        if isinstance(value, str) and (value == NO_CUE or value in CUE_CLASSES)
    }
