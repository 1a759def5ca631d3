"""What people decided about quotes: which are none, which the rules missed, and what is wrong about others.

A decision names the place of a quote as it was found, without its quotation marks; one about a quote that the rules missed
names the place that a person marked. It says only what differs from what was found. Because it is about a place in one
text, it does not hold for another version of the article that is read later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from workbench.domain.cue_verbs import CUE_CLASSES
from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.entity_decisions import place_key, span_of
from workbench.domain.spans import Interval, Span

QUOTE: Final = "quote"
"""The collection of such decisions. A key is ``<start>-<end>/<document id>``, in code points, a value an object:
``{"rejected": true}``, or what differs of ``added`` (``true``), ``kind``, ``start``, ``end``, ``speaker`` and ``cue`` (``[start,
end]``, ``[]`` for none), ``speaker_key`` (an entity key, ``""`` for no entity), ``cue_word`` and ``class``."""

DIRECT: Final = "direct"
MIXED: Final = "mixed"
INDIRECT: Final = "indirect"
QUOTE_KINDS: Final = (DIRECT, MIXED, INDIRECT)
"""Words between quotation marks; a quoted fragment in the outlet's own clause; speech that is reported without marks."""

NOWHERE: Final[Interval] = (-1, -1)
"""The place of a speaker or cue that a quote does not have."""

BY_RULES: Final = "rules"
BY_PERSON: Final = "person"
"""Values of the column ``source``: how a quote was found, or that a person made or changed it."""


@dataclass(frozen=True, slots=True)
class QuoteDecision:
    """What is decided about one quote. ``None`` leaves something as it was found."""

    place: Span
    """Where the quote stands as it was found; where a person marked it, when the rules missed it."""
    rejected: bool = False
    added: bool = False
    """The rules did not find it, or found it only as a proposal; it counts because a person says so."""
    kind: str | None = None
    start: int | None = None
    end: int | None = None
    """Where it begins and ends from now on."""
    speaker: Interval | None = None
    """The words that name the speaker; :data:`NOWHERE` when nobody is said to have said it."""
    speaker_key: str | None = None
    """Key of the entity that the speaker is; empty for a speaker who is none. ``None`` takes the mention that stands at
    ``speaker``, where that is decided."""
    cue: Interval | None = None
    """The verb or phrase of saying; :data:`NOWHERE` when there is none."""
    cue_word: str | None = None
    """Its dictionary form."""
    cue_class: str | None = None

    @property
    def quote_id(self) -> str:
        """The id of the quote in tables when a person made it."""
        return f"{self.place.document_id}#p{self.place.start}-{self.place.end}"

    @property
    def interval(self) -> Interval:
        """Where the quote stands from now on."""
        start = self.place.start if self.start is None else self.start
        end = self.place.end if self.end is None else self.end
        return (start, end)

    def to_json(self) -> Json | None:
        """The value as it is kept; ``None`` when nothing is decided."""
        if self.rejected:
            return {"rejected": True}
        texts = {
            "kind": self.kind,
            "speaker_key": self.speaker_key,
            "cue_word": self.cue_word,
            "class": self.cue_class,
        }
        value: dict[str, Json] = {"added": True} if self.added else {}
        value.update({name: text for name, text in texts.items() if text is not None})
        if self.start is not None and self.start != self.place.start:
            value["start"] = self.start
        if self.end is not None and self.end != self.place.end:
            value["end"] = self.end
        for name, interval in (("speaker", self.speaker), ("cue", self.cue)):
            if interval is not None:
                value[name] = [] if interval == NOWHERE else list(interval)
        return value or None


def quote_decisions_in(decisions: Decisions) -> dict[str, tuple[QuoteDecision, ...]]:
    """The decisions of each article, in the order of the text. What this version can't read is left out."""
    out: dict[str, list[QuoteDecision]] = {}
    for key, value in decisions.collection(QUOTE).items():
        place = span_of(key)
        made = _read(place, value) if place is not None and isinstance(value, dict) else None
        if made is not None:
            out.setdefault(made.place.document_id, []).append(made)
    return {document: tuple(sorted(own, key=lambda one: one.place)) for document, own in out.items()}


def quote_decision_at(decisions: Decisions, place: Span) -> QuoteDecision | None:
    """What is decided about the quote at one place."""
    value = decisions.get(QUOTE, place_key(place))
    return _read(place, value) if isinstance(value, dict) else None


def changes_for_quotes(quotes: Iterable[QuoteDecision]) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to take in such decisions.

    To change a quote once more, change the decision that :func:`quote_decision_at` gives (``dataclasses.replace``). To
    mark one in the place of others, give the rejected ones here too: it is one step.
    """
    return {(QUOTE, place_key(one.place)): one.to_json() for one in quotes}


def changes_for_quote_rejection(decisions: Decisions, places: Iterable[Span]) -> dict[Key, Json | None]:
    """What to change so that quotes are none. One that a person made is gone without a trace."""
    out: dict[Key, Json | None] = {}
    for place in places:
        before = quote_decision_at(decisions, place)
        made = before is not None and before.added
        out[QUOTE, place_key(place)] = None if made else {"rejected": True}
    return out


def changes_for_quote_restoring(places: Iterable[Span]) -> dict[Key, Json | None]:
    """What to change so that quotes are as the rules found them."""
    return {(QUOTE, place_key(place)): None for place in places}


def _read(place: Span, value: dict[str, Json]) -> QuoteDecision | None:
    if value.get("rejected") is True:
        return QuoteDecision(place, rejected=True)
    kind, cue_class = value.get("kind"), value.get("class")
    made = QuoteDecision(
        place,
        added=value.get("added") is True,
        kind=kind if kind in QUOTE_KINDS else None,
        start=_number(value.get("start")),
        end=_number(value.get("end")),
        speaker=_interval(value.get("speaker")),
        speaker_key=_text(value.get("speaker_key")),
        cue=_interval(value.get("cue")),
        cue_word=_text(value.get("cue_word")),
        cue_class=cue_class if cue_class in (*CUE_CLASSES, "") else None,
    )
    start, end = made.interval
    return made if start < end and made.to_json() is not None else None


def _text(value: Json | None) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: Json | None) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _interval(value: Json | None) -> Interval | None:
    if value == []:
        return NOWHERE
    if not isinstance(value, list) or len(value) != 2:
        return None
    start, end = map(_number, value)
    return (start, end) if start is not None and end is not None and start < end else None
