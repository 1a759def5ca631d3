"""Builds a codebook from the categories and patterns of a dictionary, and keeps what could not be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from workbench.codebooks.model import (
    DEFAULT_HALF_SCORE_AT,
    LONGEST_ENTRY,
    LONGEST_NAME,
    MOST_ENTRIES,
    MOST_FRAMES,
    Codebook,
    CodebookError,
    Entry,
    Frame,
)
from workbench.codebooks.patterns import NotExpressibleError, cleaned, entry_of_pattern, expression_of_pattern
from workbench.domain.errors import QueryError
from workbench.index import query


@dataclass(frozen=True, slots=True)
class Imported:
    """A codebook from a file, and what of the file is not in it."""

    codebook: Codebook
    remarks: tuple[str, ...] = ()
    """Plain sentences, each with the line and the entry; empty when everything was read."""


@dataclass(slots=True)
class _Category:
    name: str
    parent: str
    definition: str
    questions: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


class Assembly:
    """A codebook under way: a reader adds categories and entries in the order of the file."""

    def __init__(self, where: str, data: bytes) -> None:
        self.where = where
        self._digest = hashlib.sha256(data).hexdigest()
        self._categories: dict[str, _Category] = {}
        self._needs_words = False
        self.remarks: list[str] = []

    def remark(self, line: int, sentence: str) -> None:
        """Say what is not as in the file."""
        self.remarks.append(f"{self.where}, line {line}: {sentence}")

    def category(self, name: str, *, line: int, parent: str = "", definition: str = "", again: bool = False) -> str:
        """Begin a category, and give the name that it has in the codebook.

        Args:
            name: its name in the file.
            line: where it stands.
            parent: the name in the codebook of the category that it is in.
            definition: what it means.
            again: a category of that name under the same parent is continued.

        Raises:
            CodebookError: it has no name, or there are too many.
        """
        name = cleaned(name)
        if not name or len(name) > LONGEST_NAME:
            raise CodebookError(
                f"{self.where}, line {line}: a category needs a name of 1 to {LONGEST_NAME} characters. Give it one."
            )
        known = self._categories.get(name.casefold())
        if known is not None and again and known.parent == parent:
            return known.name
        if known is not None:
            wanted = f"{name} ({parent})" if parent else name
            made, number = wanted, 2
            while made.casefold() in self._categories:
                made, number = f"{wanted} {number}", number + 1
            self.remark(line, f"a category {name!r} is there already; this one is called {made!r}.")
            name = made
        if len(self._categories) >= MOST_FRAMES:
            raise CodebookError(
                f"{self.where}, line {line}: more than {MOST_FRAMES} categories; no more fit in one codebook. Split the file."
            )
        self._categories[name.casefold()] = _Category(name, parent, cleaned(definition))
        return name

    def named(self, name: str, *, line: int, parent: str, definition: str) -> str:
        """The category of that name, begun where it is new; a table repeats it in every row.

        Raises:
            CodebookError: it has no name, there are too many, or the rows disagree about its parent.
        """
        known = self._categories.get(cleaned(name).casefold())
        if known is None:
            return self.category(name, line=line, parent=parent, definition=definition)
        if known.parent and parent and known.parent != parent:
            raise CodebookError(
                f"{self.where}, line {line}: {known.name!r} is a part of {known.parent!r} above and of {parent!r} here. "
                "Keep one."
            )
        if parent and not known.parent:
            above: str = parent
            while above:
                if above == known.name:
                    raise CodebookError(
                        f"{self.where}, line {line}: {known.name!r} is a part of itself. Change its parent."
                    )
                above = self._categories[above.casefold()].parent
            known.parent = parent
        known.definition = known.definition or cleaned(definition)
        return known.name

    def pattern(
        self,
        category: str,
        pattern: str,
        *,
        line: int,
        weight: float = 1.0,
        question_mark: bool = False,
        expression: bool = False,
    ) -> None:
        """Add a word or phrase, or with ``expression`` a regular expression; a remark when it can't be said."""
        try:
            if expression:
                entry, lost = expression_of_pattern(pattern), ""
            else:
                entry, lost = entry_of_pattern(pattern, question_mark=question_mark)
        except NotExpressibleError as error:
            self.remark(line, f"“{cleaned(pattern)[:LONGEST_ENTRY]}” was left out: {error}.")
            return
        if lost:
            self.remark(line, f"“{cleaned(pattern)}” became {entry}: {lost}.")
        self._add(category, entry, "", line, weight)

    def search(self, category: str, entry: str, *, line: int, question: str = "", weight: float = 1.0) -> None:
        """Add an entry that is in the query language already; a remark when it is not valid."""
        entry = cleaned(entry)
        if len(entry) > LONGEST_ENTRY:
            self.remark(line, f"“{entry[:40]}…” was left out: it is longer than {LONGEST_ENTRY} characters.")
            return
        try:
            self._needs_words |= query.parse(entry).needs_words
        except QueryError as error:
            self.remark(line, f"“{entry}” was left out: {error}")
            return
        self._add(category, entry, cleaned(question), line, weight)

    def _add(self, name: str, entry: str, question: str, line: int, weight: float) -> None:
        category = self._categories[name.casefold()]
        if entry.casefold() in category.seen:
            self.remark(line, f"“{entry}” stands twice in {name!r} and was kept once.")
            return
        if len(category.entries) >= MOST_ENTRIES:
            raise CodebookError(
                f"{self.where}, line {line}: {name!r} has more than {MOST_ENTRIES:,} entries. Split the category."
            )
        category.seen.add(entry.casefold())
        if question not in category.questions:
            category.questions.append(question)
        category.entries.append(Entry(entry, category.name, category.questions.index(question), weight))

    def finish(self, *, name: str, source: str) -> Imported:
        """The codebook.

        Raises:
            CodebookError: there is no category.
        """
        if not self._categories:
            raise CodebookError(f"{self.where}: there is no category in it. Choose a dictionary or codebook.")
        frames = tuple(
            Frame(
                name=category.name,
                definition=category.definition,
                colour=number,
                half_score_at=DEFAULT_HALF_SCORE_AT,
                items=tuple(category.questions),
                entries=tuple(category.entries),
                parent=category.parent,
            )
            for number, category in enumerate(self._categories.values())
        )
        codebook = Codebook(
            name=cleaned(name) or "Dictionary",
            version="1",
            language="und",
            licence="not stated",
            source=cleaned(source),
            about="",
            frames=frames,
            digest=self._digest,
            needs_words=self._needs_words,
        )
        return Imported(codebook, tuple(self.remarks))
