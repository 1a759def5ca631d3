"""What annotating one article gives: sentences, mentions, quotes and words, as plain values that travel between processes.

Nothing here knows the language model. Entity ids are not here either: they need the whole corpus
(see :mod:`workbench.annotation.entities`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import accumulate
from typing import Any, Final

from workbench.domain.document_words import DocumentWords

FORMAT: Final = 3
"""Version of the JSON form; another one is not read."""

NAMED: Final = "named"
NOMINAL: Final = "nominal"
PRONOUN: Final = "pronoun"

VALUES: Final = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
"""Types of mentions that name a value; no entity is made of them."""

DIRECT: Final = "direct"
MIXED: Final = "mixed"
INDIRECT: Final = "indirect"


@dataclass(frozen=True, slots=True)
class MentionAnnotation:
    """One mention: where it stands, its type, and how it refers."""

    start: int
    end: int
    type: str
    """A label of the model's scheme: ``PERSON``, ``ORG``, ``GPE``, ...; empty for a pronoun that was not resolved."""
    kind: str
    """``named``, ``nominal`` or ``pronoun``."""
    antecedent: int = -1
    """Position in the article's list of mentions of the named mention that this one stands for; -1 when not known."""
    subject: bool = False
    """Whether it is the subject of a verb, or of a passive's agent."""


@dataclass(frozen=True, slots=True)
class QuoteAnnotation:
    """One stretch of reported speech with who said it.

    ``start`` and ``end`` leave the quotation marks out. A missing speaker or cue has -1 for its span.
    """

    kind: str
    """``direct``, ``mixed`` (a quoted fragment inside the outlet's own clause) or ``indirect`` (no marks)."""
    start: int
    end: int
    speaker_start: int = -1
    speaker_end: int = -1
    speaker_mention: int = -1
    """Position in the article's list of mentions of the one that the speaker is; -1 for any other noun phrase."""
    cue_start: int = -1
    cue_end: int = -1
    cue: str = ""
    """The cue's dictionary form: ``say``, ``according to``."""
    cue_class: str = ""
    """``neutral``, ``assertive``, ``distancing`` or ``evaluative``; empty when the cue is in none of the lists."""
    inherited: bool = False
    """Whether speaker and cue were taken over from a neighbouring quote."""
    parts: tuple[tuple[int, int], ...] = ()
    """The quoted words alone, paragraph by paragraph, when the quote runs over several; empty for one paragraph."""
    relay_start: int = -1
    relay_end: int = -1
    """Who passes the words on, where that is not the outlet itself: "Interfax" in "Interfax quoted Roe as saying"."""
    relay_mention: int = -1
    """Position in the article's list of mentions of the one that passes on; -1 for any other noun phrase."""
    within: int = -1
    """Position in the article's list of quotes of the quote that this one stands inside, as another's words in it."""
    proposed: bool = False
    """The cue is in no list of verbs: it is a quote only for a person who adds its cue to the list."""

    @property
    def words_spans(self) -> tuple[tuple[int, int], ...]:
        """The quoted words: the parts, or the whole quote when it has none."""
        return self.parts or ((self.start, self.end),)


@dataclass(frozen=True, slots=True)
class LabelAnnotation:
    """One word or phrase that says something of a mention: what it is called, or what it does."""

    mention: int
    """Position in the article's list of mentions."""
    start: int
    end: int
    label: str
    """In the form by which it is counted: lower case, verbs and nouns in their dictionary form."""
    relation: str
    """``title``, ``apposition``, ``modifier``, ``subject_of``, ``object_of`` or ``nominal``."""


@dataclass(frozen=True, slots=True)
class DocumentAnnotation:
    """Everything that the language pipeline found in one article. All spans are code points of the stored text."""

    sentences: tuple[tuple[int, int], ...] = ()
    mentions: tuple[MentionAnnotation, ...] = ()
    quotes: tuple[QuoteAnnotation, ...] = ()
    problems: tuple[tuple[int, str], ...] = ()
    """Places where quotation marks do not add up: position, and what is wrong in plain words."""
    labels: tuple[LabelAnnotation, ...] = ()
    language: str = ""
    """Code of the language (ISO 639-1) that the article was read as; empty when it is not known."""
    missing: tuple[str, ...] = ()
    """What could not be looked for in that language: ``names``, ``speakers`` (and speech without marks), ``labels``;
    ``dictionary forms`` where the model has no tables of them."""
    words: DocumentWords | None = None
    """Dictionary form and part of speech of each word; ``None`` without a model."""

    def to_json(self) -> dict[str, Any]:
        """The annotation as plain JSON values, with the version of the form."""
        return {
            "format": FORMAT,
            "sentences": _distances(place for sentence in self.sentences for place in sentence),
            "mentions": _mentions_to_json(self.mentions),
            "quotes": [_without_defaults(q) for q in self.quotes],
            "problems": [list(p) for p in self.problems],
            "labels": _labels_to_json(self.labels),
            "language": self.language,
            "missing": list(self.missing),
            "words": None if self.words is None else _words_to_json(self.words),
        }

    @classmethod
    def from_json(cls, values: Any) -> DocumentAnnotation:
        """The annotation that :meth:`to_json` wrote.

        Raises:
            ValueError: the values are of another version, or not an annotation at all.
        """
        try:
            if values["format"] != FORMAT:
                raise ValueError(f"annotation of format {values['format']!r}, not {FORMAT}")
            places = list(accumulate(map(int, values["sentences"])))
            return cls(
                sentences=tuple(zip(places[::2], places[1::2], strict=True)),
                mentions=_mentions_from_json(values["mentions"]),
                quotes=tuple(
                    QuoteAnnotation(**{**q, "parts": tuple((int(a), int(b)) for a, b in q.get("parts", ()))})
                    for q in values["quotes"]
                ),
                problems=tuple((int(at), str(what)) for at, what in values["problems"]),
                labels=_labels_from_json(values["labels"]),
                language=str(values["language"]),
                missing=tuple(str(what) for what in values["missing"]),
                words=None if values["words"] is None else _words_from_json(values["words"]),
            )
        except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"not an annotation: {error!r}") from error


# Places are written as distances from the one before: most are small numbers, which take half the room.


def _distances(places: Iterable[int]) -> list[int]:
    listed = list(places)
    return [place - before for before, place in zip((0, *listed), listed, strict=False)]


def _mentions_to_json(mentions: Sequence[MentionAnnotation]) -> list[list[Any]]:
    steps = _distances(mention.start for mention in mentions)
    rest = [f.name for f in fields(MentionAnnotation)][2:]
    return [
        [step, m.end - m.start, *(getattr(m, name) for name in rest)] for step, m in zip(steps, mentions, strict=True)
    ]


def _mentions_from_json(values: Any) -> tuple[MentionAnnotation, ...]:
    starts = accumulate(int(one[0]) for one in values)
    return tuple(MentionAnnotation(at, at + int(one[1]), *one[2:]) for at, one in zip(starts, values, strict=True))


def _labels_to_json(labels: Sequence[LabelAnnotation]) -> list[list[Any]]:
    steps = _distances(label.start for label in labels)
    return [[x.mention, step, x.end - x.start, x.label, x.relation] for step, x in zip(steps, labels, strict=True)]


def _labels_from_json(values: Any) -> tuple[LabelAnnotation, ...]:
    starts = accumulate(int(one[1]) for one in values)
    return tuple(
        LabelAnnotation(mention, at, at + int(length), label, relation)
        for at, (mention, _, length, label, relation) in zip(starts, values, strict=True)
    )


_FIRST_CHARACTER: Final = 35
"""Bytes are written as the characters from this one on: the common ones then are single ones in JSON."""
_AS_CHARACTERS: Final = bytes((n + _FIRST_CHARACTER) % 256 for n in range(256))
_AS_BYTES: Final = bytes((n - _FIRST_CHARACTER) % 256 for n in range(256))


def _words_to_json(words: DocumentWords) -> list[str]:
    packed = (data.translate(_AS_CHARACTERS).decode("latin-1") for data in (words.distances, words.numbers))
    return [*packed, words.kinds]


def _words_from_json(values: Any) -> DocumentWords:
    distances, numbers, kinds = values
    words = DocumentWords(
        distances.encode("latin-1").translate(_AS_BYTES), numbers.encode("latin-1").translate(_AS_BYTES), str(kinds)
    )
    words.check()
    return words


_QUOTE_DEFAULTS: Final = {f.name: f.default for f in fields(QuoteAnnotation)}


def _without_defaults(quote: QuoteAnnotation) -> dict[str, Any]:
    values = {name: value for name, value in asdict(quote).items() if value != _QUOTE_DEFAULTS[name]}
    if "parts" in values:
        values["parts"] = [list(p) for p in values["parts"]]
    return values
