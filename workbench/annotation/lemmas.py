"""Dictionary forms of words, from the tables that come with the language model.

The model's own step for this looks at every token. Most are never asked for, and the same few thousand word forms come
again and again; so the tables are asked when a form is first wanted, and the answer is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from spacy.language import Language

Lemmatize = Callable[[str, str], str]
"""From a word as written and its Penn tag to its dictionary form in lower case."""

_KEPT: Final = 200_000
"""Word forms that are kept; a news corpus of a million words has about 40,000."""

_PARTS: Final = {
    "NN": "NOUN", "VB": "VERB", "MD": "AUX", "JJ": "ADJ", "RB": "ADV", "PR": "PRON", "DT": "DET", "IN": "ADP", "CC": "CCONJ",
}  # fmt: skip
"""Universal parts of speech by the first two letters of a Penn tag."""

_BASE: Final = frozenset(("NN", "VB", "JJ", "RB"))
"""Tags of words that are dictionary forms as they stand, in English."""

_ENGLISH: Final = {
    ("be", "VERB"): "am are is was were been being 'm 're",
    ("have", "VERB"): "has had having 've",
    ("do", "VERB"): "does did done doing",
    ("will", "AUX"): "'ll wo will",
    ("can", "AUX"): "ca can",
    ("would", "AUX"): "'d would",
    ("not", "ADV"): "n't not",
    ("good", "ADJ"): "better best",
    ("bad", "ADJ"): "worse worst",
    ("well", "ADV"): "better best",
}
"""Short forms that the tables do not know, and forms for which they name the rarer of two words first."""

_PLAIN: Final = {(form, part): lemma for (lemma, part), forms in _ENGLISH.items() for form in forms.split()}


def lower_case(word: str, _tag: str) -> str:
    """The word in lower case with a straight apostrophe: what there is without tables."""
    return word.lower().replace("’", "'")


class TableLemmas:
    """Dictionary forms by the tables of one loaded model; call it with a word and its Penn tag."""

    def __init__(self, model: Language) -> None:
        # imported here, for whoever has loaded a model has imported spaCy
        from spacy.pipeline import Lemmatizer  # noqa: PLC0415
        from spacy.tokens import Doc  # noqa: PLC0415

        component = model.get_pipe("lemmatizer") if "lemmatizer" in model.component_names else None
        self._by_rules: Any = component if isinstance(component, Lemmatizer) else None
        if self._by_rules is not None:
            _look_up_at_once(self._by_rules)
        self._document = Doc
        self._vocabulary = model.vocab
        self._english = model.lang == "en"
        self._known: dict[tuple[str, str], str] = {}

    @property
    def usable(self) -> bool:
        """Whether the model has tables at all; without them every form is its own dictionary form."""
        return self._by_rules is not None

    def __call__(self, word: str, tag: str) -> str:
        """The dictionary form of a word, in lower case; proper nouns and what the tables do not know stay as they are."""
        key = (word, tag)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[key] = self._look_up(lower_case(word, tag), tag)
        return found

    def _look_up(self, word: str, tag: str) -> str:
        part = _PARTS.get(tag[:2])
        if part is None or self._by_rules is None or tag.startswith("NNP"):
            return word
        if self._english:
            plain = _PLAIN.get((word, part)) or ("be" if word == "'s" and part == "VERB" else None)
            # every present form but those of "be" is the dictionary form when it is not the third person
            if plain is not None or tag in _BASE or tag == "VBP":
                return plain or word
        document = self._document(self._vocabulary, words=[word])
        document[0].pos_ = part
        forms = self._by_rules.lemmatize(document[0])
        return str(forms[0]).lower() if forms else word


def _look_up_at_once(lemmatizer: Any) -> None:
    """Makes sets of the lists of known words, each of which is read from the beginning for every form otherwise."""
    if not lemmatizer.lookups.has_table("lemma_index"):
        return
    table = lemmatizer.lookups.get_table("lemma_index")
    for part, known in list(table.items()):
        if isinstance(known, list):
            table[part] = frozenset(known)
