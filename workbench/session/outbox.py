"""What the journal of the open project has yet to be told, kept until it is known to be on the disk."""

from __future__ import annotations

from workbench.domain.journal import Entry, Step


class Outbox:
    """Entries in the order in which they were made. Some are under way; none is dropped before it is acknowledged.

    Writing may end without an answer (the process died after it wrote): sending the same entries once more is
    harmless, so everything that is not acknowledged is sent again.
    """

    def __init__(self) -> None:
        self._under_way: tuple[Entry, ...] = ()
        self._waiting: list[Entry] = []

    def add(self, entry: Entry) -> None:
        """Take in an entry. A step that was merged replaces its earlier form, unless that is under way."""
        last = self._waiting[-1] if self._waiting else None
        if isinstance(entry, Step) and isinstance(last, Step) and last.number == entry.number:
            self._waiting[-1] = entry
        else:
            self._waiting.append(entry)

    def next_batch(self) -> tuple[Entry, ...]:
        """The entries to write now; empty when there are none or some are under way already."""
        if self._under_way or not self._waiting:
            return ()
        self._under_way = tuple(self._waiting)
        self._waiting.clear()
        return self._under_way

    def acknowledged(self) -> None:
        """What was under way is on the disk."""
        self._under_way = ()

    def returned(self) -> None:
        """What was under way may not have arrived: it waits again, before everything else."""
        self._waiting[:0] = self._under_way
        self._under_way = ()

    def clear(self) -> None:
        """Forget everything: another project is open, or a person chose to lose it."""
        self._under_way = ()
        self._waiting.clear()

    def __len__(self) -> int:
        """How many entries are not known to be on the disk."""
        return len(self._under_way) + len(self._waiting)
