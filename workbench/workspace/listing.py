"""All articles as columns: what the Articles pane lists, small enough to cross to the window at 100,000 articles.

Texts lie one behind the other in bytes and are decoded one by one where they are shown, so that receiving a listing
takes the window no time. Each column has a name of its own (``uid``): one that the window has already is not sent again.
Plain Python only, because the window reads it.
"""

from __future__ import annotations

import itertools
import os
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

SEPARATOR: Final = "\0"
"""Stands between the texts of a column. No text of an article has it; where one does, it is shown as �."""

NOTE_SEPARATOR: Final = "\x1f"

_PROCESS: Final = os.urandom(6).hex()
_numbers = itertools.count(1)


def new_uid() -> str:
    """A name for a column that no other column has."""
    return f"{_PROCESS}-{next(_numbers)}"


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as the Articles pane lists it."""

    document_id: str
    title: str
    outlet: str
    outlet_source: str
    author: str
    date: str
    story: str
    words: int
    wire: str
    notes: tuple[str, ...]
    path: str
    in_scope: bool
    story_title: str = ""
    """What the story is called; empty when the article has none."""
    duplicate_of: str = ""
    """The article that stands for this one, by document id; empty also while nobody looked for copies."""
    review: str = ""
    """Why a person should look at the article, empty once one did."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """What an article has under one name, for all articles."""

    uid: str = field(default_factory=new_uid, kw_only=True)


@dataclass(frozen=True, slots=True, eq=False)
class SentBefore(Column):
    """Stands for a column that the receiver has."""


@dataclass(frozen=True, slots=True, eq=False)
class Texts(Column):
    """Texts that differ from article to article."""

    blob: bytes
    """All of them in UTF-8, with a separator behind each but the last."""
    offsets: array[int]
    """Where each begins, and where one behind the last would."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """A column of these texts."""
        given = list(texts)
        try:
            encoded = list(map(str.encode, given))
        except UnicodeEncodeError:
            encoded = [text.encode("utf-8", "surrogatepass") for text in given]
        blob = b"\0".join(encoded)
        if blob.count(b"\0") >= max(len(encoded), 1):
            encoded = [text.replace(b"\0", "�".encode()) for text in encoded]
            blob = b"\0".join(encoded)
        sizes = map((1).__add__, map(len, encoded))
        return cls(blob, array("L", itertools.accumulate(sizes, initial=0)))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, n: int) -> str:
        return self.blob[self.offsets[n] : self.offsets[n + 1] - 1].decode("utf-8", "surrogatepass")

    def folded(self) -> Texts:
        """The same without upper case."""
        return Texts.of(map(str.casefold, self.all()))

    def all(self) -> list[str]:
        """All texts."""
        return self.blob.decode("utf-8", "surrogatepass").split(SEPARATOR) if len(self) else []


@dataclass(frozen=True, slots=True, eq=False)
class Names(Column):
    """Texts that several articles share."""

    values: Texts
    """The different texts. After a correction it may be that one of them is nobody's any more."""
    codes: array[int]
    """For each article the place of its text in ``values``."""
    empty: int
    """The place of the empty text in ``values``, or -1."""

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, n: int) -> str:
        return self.values[self.codes[n]]

    @property
    def missing(self) -> int:
        """How many articles have none."""
        return self.codes.count(self.empty) if self.empty >= 0 else 0

    def having(self, wanted: Collection[int]) -> bytes:
        """For each article, whether (1 or 0) its text is one of these places in ``values``."""
        table = bytearray(max(256, len(self.values)))
        for code in wanted:
            table[code] = 1
        if self.codes.itemsize == 1:
            return self.codes.tobytes().translate(table)
        return bytes(map(table.__getitem__, self.codes))


@dataclass(frozen=True, slots=True, eq=False)
class Counts(Column):
    """A whole number for each article."""

    values: array[int]


@dataclass(frozen=True, slots=True, eq=False)
class Flags(Column):
    """Yes (1) or no (0) for each article."""

    values: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement(Column):
    """An order of all articles in groups."""

    order: array[int]
    """Articles from top to bottom, by their place in the listing."""
    rank: array[int]
    """For each article its place in ``order``."""
    starts: array[int]
    """Where each group begins in ``order``, and behind the last one its length."""

    def group_at(self, place: int) -> int:
        """The group to which a place of ``order`` belongs."""
        return bisect_right(self.starts, place) - 1


STORY: Final = "story"
OUTLET: Final = "outlet"
DATE: Final = "date"
GROUPINGS: Final = (STORY, OUTLET, DATE)


@dataclass(frozen=True, eq=False)
class Articles:
    """All articles with what is counted of them; row by row where one is looked at, in columns where all are."""

    columns: Mapping[str, Column]

    # -- crossing to the window ------------------------------------------------------------------------------------

    @property
    def uids(self) -> frozenset[str]:
        """The names of the columns."""
        return frozenset(column.uid for column in self.columns.values())

    def without(self, known: Collection[str]) -> Articles:
        """The same with the columns that the receiver has left out; see :meth:`completed_from`."""
        return Articles({name: SentBefore(uid=c.uid) if c.uid in known else c for name, c in self.columns.items()})

    def completed_from(self, earlier: Articles | None) -> Articles:
        """The same with what was left out taken from an earlier listing.

        Raises:
            KeyError: the earlier listing does not have it.
        """
        have = {column.uid: column for column in earlier.columns.values()} if earlier is not None else {}
        done = Articles({n: have[c.uid] if isinstance(c, SentBefore) else c for n, c in self.columns.items()})
        if earlier is not None and self.columns["document_id"].uid == earlier.columns["document_id"].uid:
            done.__dict__["_places"] = earlier._places  # as good as new, and it took time to make
        return done

    # -- rows ------------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, n: int) -> ArticleRow:
        notes = self.notes[n]
        return ArticleRow(
            document_id=self.ids[n],
            title=self.titles[n],
            outlet=self.outlets[n],
            outlet_source=self.outlet_sources[n],
            author=self.authors[n],
            date=self.dates[n],
            story=self.stories[n],
            words=self.words[n],
            wire=self.wires[n],
            notes=tuple(notes.split(NOTE_SEPARATOR)) if notes else (),
            path=self.paths[n],
            in_scope=bool(self.in_scope[n]),
            story_title=self.story_title(n),
            duplicate_of=self.duplicates[n],
            review=self.reviews[n],
        )

    def __iter__(self) -> Iterator[ArticleRow]:
        return map(self.__getitem__, range(len(self)))

    def place(self, document_id: str) -> int | None:
        """The place of an article in the listing; ``None`` when it is not there."""
        return self._places.get(document_id)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {document_id: n for n, document_id in enumerate(self.ids.all())}

    @property
    def counted(self) -> int:
        """How many articles the scope admits."""
        return self.in_scope.count(1)

    # -- columns ---------------------------------------------------------------------------------------------------

    def _texts(self, name: str) -> Texts:
        column = self.columns[name]
        assert isinstance(column, Texts)  # noqa: S101 - narrows the type
        return column

    def _names(self, name: str) -> Names:
        column = self.columns[name]
        assert isinstance(column, Names)  # noqa: S101 - narrows the type
        return column

    @cached_property
    def ids(self) -> Texts:
        """Document ids."""
        return self._texts("document_id")

    @cached_property
    def titles(self) -> Texts:
        """Titles as they are shown."""
        return self._texts("title")

    @cached_property
    def paths(self) -> Texts:
        """Files."""
        return self._texts("path")

    @cached_property
    def folded_titles(self) -> Texts:
        """Titles without upper case, to search in."""
        return self._texts("folded title") if "folded title" in self.columns else self.titles.folded()

    @cached_property
    def folded_paths(self) -> Texts:
        """Files without upper case, to search in."""
        return self._texts("folded path") if "folded path" in self.columns else self.paths.folded()

    @cached_property
    def outlets(self) -> Names:
        """Outlets; empty where not known."""
        return self._names("outlet")

    @cached_property
    def outlet_sources(self) -> Names:
        """Where the outlets' names came from."""
        return self._names("outlet_source")

    @cached_property
    def authors(self) -> Names:
        """Authors."""
        return self._names("author")

    @cached_property
    def dates(self) -> Names:
        """ISO dates."""
        return self._names("date")

    @cached_property
    def stories(self) -> Names:
        """Stories."""
        return self._names("story")

    @cached_property
    def story_titles(self) -> Texts:
        """What each story of ``stories.values`` is called."""
        return self._texts("story title")

    def story_title(self, n: int) -> str:
        """What an article's story is called; empty when it has none."""
        return self.story_titles[self.stories.codes[n]]

    @cached_property
    def wires(self) -> Names:
        """Wire agencies, by the source, a person, or text shared with an agency's article."""
        return self._names("wire")

    @cached_property
    def duplicates(self) -> Names:
        """The articles that stand for others, by document id; empty for articles that are no duplicates."""
        return self._names("duplicate")

    @cached_property
    def reviews(self) -> Names:
        """Why a person should look at articles; empty where there is no reason or one did."""
        return self._names("review")

    @cached_property
    def notes(self) -> Names:
        """Notes of the reader, several in one text."""
        return self._names("notes")

    @cached_property
    def words(self) -> Sequence[int]:
        """Words of each article."""
        column = self.columns["words"]
        assert isinstance(column, Counts)  # noqa: S101 - narrows the type
        return column.values

    @cached_property
    def in_scope(self) -> bytes:
        """Whether (1 or 0) the scope admits each article."""
        column = self.columns["in_scope"]
        assert isinstance(column, Flags)  # noqa: S101 - narrows the type
        return column.values

    def arranged(self, by: str) -> Arrangement:
        """The articles in groups: stories and months with the newest first, outlets in their fixed order.

        What has no story, outlet or date comes last. Within a group the oldest comes first, in a month the newest;
        what has no date comes last.
        """
        column = self.columns[f"by {by}"]
        assert isinstance(column, Arrangement)  # noqa: S101 - narrows the type
        return column

    def group_title(self, n: int, by: str) -> str:
        """What an article's group is called: :meth:`group_of`, a story by its title."""
        return self.story_title(n) if by == STORY else self.group_of(n, by)

    def group_of(self, n: int, by: str) -> str:
        """The name of an article's group: its story (by its id), outlet or month; empty when it has none."""
        if by == DATE:
            return self.dates[n][:7]
        return self.outlets[n] if by == OUTLET else self.stories[n]
