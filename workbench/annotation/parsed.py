"""An article's tokens as the language model saw them, in plain lists over code points of the whole text.

The rules for sentences, mentions and quotes read this and not spaCy's objects: they can be tested without a model, and
an article that had to be cut into pieces for the model is whole again here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from workbench.annotation.lemmas import Lemmatize, lower_case


@dataclass(slots=True)
class Parsed:
    """Tokens (without those that are only white space), their tags and tree, and the names that the model proposes.

    The lists are parallel. ``heads`` are positions in the same lists; the root of a sentence is its own head.
    """

    text: str
    language: str = "en"
    """ISO 639-1."""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    """Penn Treebank part-of-speech tags."""
    parts: list[str] = field(default_factory=list)
    """Universal parts of speech; empty where nothing needs them."""
    relations: list[str] = field(default_factory=list)
    """Dependency labels of the model (ClearNLP scheme)."""
    heads: list[int] = field(default_factory=list)
    sentence_starts: list[int] = field(default_factory=list)
    """Position of each sentence's first token, ascending."""
    names: list[tuple[int, int, str]] = field(default_factory=list)
    """Code point spans with the model's label."""
    lemmatize: Lemmatize = field(default=lower_case, repr=False, compare=False)
    """From a word and its tag to its dictionary form; lower case where no tables are at hand."""
    _children: list[list[int]] = field(default_factory=list, repr=False)

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, token: int) -> str:
        """The token as written."""
        return self.text[self.starts[token] : self.ends[token]]

    def lower(self, token: int) -> str:
        """The token in lower case, its apostrophe straight."""
        return self.word(token).lower().replace("’", "'")

    def lemma(self, token: int) -> str:
        """The token's dictionary form, in lower case: ``say`` for "said", ``leader`` for "Leaders"."""
        return self.lemmatize(self.word(token), self.tags[token])

    def children(self, token: int) -> list[int]:
        """Tokens that depend on this one, left to right."""
        if len(self._children) != len(self.starts):
            self._children = [[] for _ in self.starts]
            for child, head in enumerate(self.heads):
                if head != child:
                    self._children[head].append(child)
        return self._children[token]

    def subtree(self, token: int) -> list[int]:
        """The token and everything that depends on it, left to right."""
        out, waiting = [], [token]
        seen = {token}
        while waiting:
            at = waiting.pop()
            out.append(at)
            for child in self.children(at):
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
        return sorted(out)

    def first_from(self, position: int) -> int:
        """The first token that starts at a code point or after it; ``len(self)`` when there is none."""
        return bisect_left(self.starts, position)

    def at(self, position: int) -> int:
        """The token that covers a code point, or -1."""
        token = bisect_right(self.starts, position) - 1
        return token if token >= 0 and position < self.ends[token] else -1

    def within(self, start: int, end: int) -> range:
        """Tokens that lie wholly inside a span."""
        first = self.first_from(start)
        return range(first, max(first, bisect_right(self.ends, end)))

    def sentence_of(self, token: int) -> int:
        """Number of the sentence that a token belongs to."""
        return bisect_right(self.sentence_starts, token) - 1

    def sentence_tokens(self, sentence: int) -> range:
        """The tokens of a sentence."""
        first = self.sentence_starts[sentence]
        last = self.sentence_starts[sentence + 1] if sentence + 1 < len(self.sentence_starts) else len(self.starts)
        return range(first, last)
