"""Events that a person marks on timelines: an election, the days of a summit. They explain a chart and change no number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.time_steps import period_words, whole_date

EVENT: Final = "event"
"""The collection of events. A key is ``<first day>/<label>``, a value ``{"until": <last day>}``, empty for a single day."""

LONGEST_LABEL: Final = 80


@dataclass(frozen=True, slots=True, order=True)
class EventMarker:
    """Something that happened on a day or from one day to another."""

    date_from: str
    """The first day, ISO 8601."""
    date_to: str
    """The last day; the first one again for a single day."""
    label: str

    @property
    def days(self) -> str:
        """When it was, in words: ``3–9 June 2024``."""
        return period_words(self.date_from, self.date_to)


def event_from(date_from: str, date_to: str, label: str) -> EventMarker:
    """The event that a person writes.

    Args:
        date_from: the first day.
        date_to: the last day; empty for a single day.
        label: what it is called.

    Raises:
        ValueError: a day is none, the last one comes before the first, or there is no label. The message says what to do.
    """
    first, last = whole_date(date_from), whole_date(date_to)
    words = " ".join(label.split())[:LONGEST_LABEL]
    if not first:
        raise ValueError("An event needs a day. Write year, month and day: 2024-06-03.")
    if last and last < first:
        raise ValueError("The last day comes before the first. Change one of them.")
    if not words:
        raise ValueError("An event needs a label. Say in a few words what happened.")
    return EventMarker(first, last or first, words)


def changes_for_event(event: EventMarker | None, *, instead_of: EventMarker | None = None) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to keep an event; ``None`` takes ``instead_of`` away."""
    changes: dict[Key, Json | None] = {_key(instead_of): None} if instead_of is not None else {}
    if event is not None:
        changes[_key(event)] = {"until": event.date_to if event.date_to != event.date_from else ""}
    return changes


def events_in(decisions: Decisions) -> tuple[EventMarker, ...]:
    """The events by day, then by label. What this version can't read as an event is left out."""
    return tuple(sorted(event for key, value in decisions.collection(EVENT).items() if (event := _read(key, value))))


def event_words(key: str, value: Json | None) -> str:
    """A decided event in words, for the history: ``3–9 June 2024``; empty when it can't be read."""
    event = _read(key, value)
    return event.days if event is not None else ""


def event_label(key: str) -> str:
    """The label in a key."""
    return key.partition("/")[2]


def _key(event: EventMarker) -> Key:
    return EVENT, f"{event.date_from}/{event.label}"


def _read(key: str, value: Any) -> EventMarker | None:
    first, sign, label = key.partition("/")
    until = value.get("until") if isinstance(value, dict) else None
    if not sign or not isinstance(until, str):
        return None
    try:
        return event_from(first, until, label)
    except ValueError:
        return None
