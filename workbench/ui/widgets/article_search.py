"""Finds articles by words as they are typed, quick with 100,000 of them."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import compress, repeat
from operator import contains
from typing import Final

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.workspace.listing import Articles, Names, Texts

_REMEMBERED: Final = 16
_FEW: Final = 32
"""One in so many is no longer few."""


STATES: Final = {
    "review": ("review", True),
    "undated": ("date", False),
    "no outlet": ("outlet", False),
    "wire": ("wire", True),
    "copy": ("duplicate", True),
}
"""What an article can be in, by name: the column that says it, and whether articles with or without a text in it are."""

STATE_WORDS: Final = ("review", "undated", "wire", "copy")
"""States that are found by typing their name too."""


class ArticleSearch:
    """Finds the articles whose title, outlet, story, file, wire or author have all of some words.

    What a word was found in is kept, so that of several words only the one being typed is looked for. Answers are
    flags, 1 or 0 for each article, and are joined as the large numbers that their bytes are.
    """

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = {}
        """Texts of columns, by the columns' names."""
        self._found: dict[str, int] = {}
        """Flags by word."""

    def places(self, articles: Articles, words: Sequence[str], by: str, state: str = "") -> Sequence[int]:
        """The places of the articles found in an arrangement, ascending.

        Args:
            articles: all articles.
            words: what to look for, without upper case. A word that names a state also finds the articles in it.
            by: which arrangement.
            state: one of :data:`STATES`, to find only articles in it; empty for all.
        """
        columns = self.prepare(articles)
        everything = int.from_bytes(state_flags(articles, state), "big") if state else -1
        for word in words:
            found = self._having(word, columns)
            if word in STATE_WORDS:
                found |= int.from_bytes(state_flags(articles, word), "big")
            everything &= found
        if everything == -1:
            return range(len(articles))
        if not everything:
            return array("L")
        flags = everything.to_bytes(len(articles), "big")
        return array("L", compress(range(len(flags)), map(flags.__getitem__, articles.arranged(by).order)))

    def prepare(self, articles: Articles) -> Sequence[tuple[str, Texts | Names]]:
        """Take the texts out of their columns, so that the first letter typed need not wait for it.

        Returns:
            The columns, each with the name under which its texts are kept.
        """
        titles = articles.story_titles
        plain: tuple[Texts | Names, ...] = (
            articles.folded_titles, articles.folded_paths, articles.outlets, articles.wires, articles.authors,
        )  # fmt: skip
        # stories are found by what they are called
        columns = (*((c.uid, c) for c in plain), (f"{articles.stories.uid} {titles.uid}", articles.stories))
        known = {key: self._texts[key] for key, _ in columns if key in self._texts}
        if len(known) < len({key for key, _ in columns}):
            self._found.clear()
            for key, column in columns:
                if key not in known:
                    if column is articles.stories:
                        known[key] = [title.casefold() for title in titles.all()]
                    else:
                        known[key] = _texts_of(column, UNKNOWN_OUTLET if column is articles.outlets else "")
            self._texts = known
        return columns

    def _having(self, word: str, columns: Sequence[tuple[str, Texts | Names]]) -> int:
        found = self._found.get(word)
        if found is None:
            found = 0
            for key, column in columns:
                if isinstance(column, Texts):
                    found |= int.from_bytes(_having(column, self._texts[key], word), "big")
                elif codes := [code for code, text in enumerate(self._texts[key]) if word in text]:
                    found |= int.from_bytes(column.having(codes), "big")
            while len(self._found) >= _REMEMBERED:
                del self._found[next(iter(self._found))]
            self._found[word] = found
        return found


def state_flags(articles: Articles, state: str) -> bytes:
    """For each article whether (1 or 0) it is in a state."""
    name, filled = STATES[state]
    column = articles.columns[name]
    assert isinstance(column, Names)  # noqa: S101 - narrows the type
    if column.empty < 0:
        return bytes([filled]) * len(column)
    flags = column.having([column.empty])
    return flags.translate(_SWAPPED) if filled else flags


_SWAPPED: Final = bytes([1, 0, *range(2, 256)])


def _having(column: Texts, texts: Sequence[str], word: str) -> bytes:
    """For each text whether it has a word: sought in all at once while few have it, else asked of each."""
    sought, flags, offsets = word.encode("utf-8", "surrogatepass"), bytearray(len(texts)), column.offsets
    left = len(texts) // _FEW
    at = column.blob.find(sought)
    while at >= 0:
        if not left:
            return bytes(map(contains, texts, repeat(word)))
        left -= 1
        n = bisect_right(offsets, at) - 1
        flags[n] = 1
        at = column.blob.find(sought, offsets[n + 1])
    return bytes(flags)


def _texts_of(column: Texts | Names, unknown: str) -> list[str]:
    if isinstance(column, Texts):
        return column.all()
    return [(value or unknown).casefold() for value in column.values.all()]
