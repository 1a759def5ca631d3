"""From a model's scheme of parts of speech and relations to the one that the rules read.

The rules were written for Penn Treebank tags and ClearNLP relations, which the English models have. Models of other
languages have Universal Dependencies, where words of content hang on one another and small words hang on them:
prepositions are turned round to stand above their nouns, and forms of "be" above what is said to be. What has no
counterpart keeps its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from workbench.annotation.languages.french_names import french_names
from workbench.annotation.languages.french_words import COURTESY
from workbench.annotation.languages.models import ENGLISH, FRENCH
from workbench.annotation.languages.universal_parts import parts_as_given, parts_by_tags
from workbench.annotation.parsed import Parsed
from workbench.annotation.reporting_french import FRENCH as FRENCH_WORDS
from workbench.annotation.word_lists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Tokens = tuple[list[str], list[str], list[int]]
"""Tags, relations and heads of a piece's tokens, white space among them."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """What a language's models have, and how it is read."""

    needed: tuple[str, ...]
    """Parts of the pipeline that names and quotes need."""
    unused: tuple[str, ...]
    """Parts that are not loaded."""
    read: Callable[[Doc, Sequence[Token]], Tokens]
    names: Callable[[Parsed], list[tuple[int, int, str]]]
    """The model's names in the types that the rules know."""
    parts: Callable[[Sequence[Token], Tokens], list[str]]
    """Universal parts of speech of the tokens, once they are read; empty where the model does not say."""


def _as_they_are(document: Doc, tokens: Sequence[Token]) -> Tokens:
    return [t.tag_ for t in tokens], [t.dep_ for t in tokens], _heads(document)


def _heads(document: Doc) -> list[int]:
    """The position of each token's head; all at once, for asking token by token takes several times as long."""
    distances = document.to_array("HEAD").astype("int64").tolist()
    return [position + distance for position, distance in enumerate(distances)]


@dataclass(slots=True)
class Tree:
    """Tokens in Universal Dependencies; heads are positions, the root of a sentence is its own head."""

    words: Sequence[str]
    parts: Sequence[str]
    """Universal parts of speech."""
    features: Sequence[dict[str, str]]
    relations: list[str]
    heads: list[int]
    named: frozenset[int] = field(default_factory=frozenset)
    """Positions inside what the model takes for a name."""


_PUNCTUATION: Final = {
    **dict.fromkeys(".!?…", "."), "...": ".", ",": ",", **dict.fromkeys(":;–—-", ":"), **dict.fromkeys("“„«``", "``"),
    **dict.fromkeys("”»", "''"), '"': "``", "(": "-LRB-", "[": "-LRB-", ")": "-RRB-", "]": "-RRB-",
}  # fmt: skip

_TAGS: Final = {
    "ADJ": "JJ", "ADV": "RB", "ADP": "IN", "CCONJ": "CC", "SCONJ": "IN", "NUM": "CD", "PART": "RP", "INTJ": "UH",
    "SYM": "SYM", "X": "FW", "PROPN": "NNP", "DET": "DT", "NOUN": "NN",
}  # fmt: skip

_RELATIONS: Final = {
    "root": "ROOT", "nsubj:pass": "nsubjpass", "csubj:pass": "csubjpass", "obj": "dobj", "iobj": "dative",
    "aux:tense": "aux", "aux:pass": "auxpass", "aux:caus": "aux", "acl:relcl": "relcl", "flat:name": "compound",
    "flat:foreign": "compound", "flat": "compound", "fixed": "fixed", "expl:subj": "expl", "expl:comp": "expl",
    "expl:pass": "expl", "cop": "attr", "obl:mod": "npadvmod", "obl:arg": "dative", "obl": "npadvmod",
    "obl:agent": "agent", "dislocated": "dep", "vocative": "npadvmod",
}  # fmt: skip
"""Relations that only have another name."""

_INFINITIVE: Final = words("de d' à")
_BY: Final = words("par")
_DEMONSTRATIVE: Final = words("ce c' cela ça ceci celui celle ceux celles")
_ASIDES: Final = frozenset(
    (before, whose, what)
    for before, what in (("de", "côté"), ("pour", "part"), ("à", "tour"))
    for whose in ("son", "sa", "leur")
)
_CLITICS: Final = words("s' se l' le la les en y")
"""Pronouns before a verb that are never its subject."""
_ARGUMENTS: Final = words("nsubj nsubjpass expl dobj dative agent npadvmod")
_INVERTED: Final = words("-il -elle -ils -elles -on t-il t-elle -t-il -t-elle")
"""Subjects behind their verb."""
_LINKING: Final = words("-t t- -t-")
"""The letter between a verb and its subject: "a-t-il"."""
_OF_THE_CLAUSE: Final = words(
    "nsubj nsubj:pass csubj csubj:pass expl:subj expl aux aux:tense aux:pass mark advcl ccomp parataxis punct obl:mod "
    "advmod conj cc dislocated vocative"
)
"""What hangs on a predicate as a whole clause, and so on the verb when there is one."""


def universal_to_penn(tree: Tree) -> Tokens:
    """The tree with Penn tags and ClearNLP relations; the given one is not changed."""
    relations, heads = list(tree.relations), list(tree.heads)
    tags = [_tag(tree, token) for token in range(len(tree.words))]
    _mark_infinitives(tree, tags, relations)
    _name_by_last(tree, relations, heads)
    _leave_out_asides(tree, tags, relations, heads)
    _name_above_title(tree, tags, relations, heads)
    _find_inverted_subjects(tree, tags, relations, heads)
    _raise_behind_participles(tree, tags, relations, heads)
    _raise_copulas(tree, relations, heads)
    _raise_prepositions(tree, relations, heads)
    out = [_RELATIONS.get(relation, relation) for relation in relations]
    for token, word in enumerate(tree.words):
        if word.lower() in _INVERTED and tree.parts[token] == "PRON" and heads[token] != token:
            out[token] = "nsubj"
    out = ["dep" if tags[n] == "RP" and relation in _ARGUMENTS else relation for n, relation in enumerate(out)]
    out = ["poss" if tags[n] == "PRP$" and relation == "det" else relation for n, relation in enumerate(out)]
    return tags, out, heads


def _mark_infinitives(tree: Tree, tags: list[str], relations: list[str]) -> None:
    """Let "de" and "à" before an infinitive be what "to" is: a helper of the verb."""
    for token, head in enumerate(tree.heads):
        opens = tree.relations[token] in ("mark", "case") and tree.words[token].lower().replace("’", "'") in _INFINITIVE
        if opens and head != token and tags[head] == "VB":
            tags[token], relations[token] = "TO", "aux"


def _tag(tree: Tree, token: int) -> str:
    word, part, features = tree.words[token], tree.parts[token], tree.features[token]
    if part == "PUNCT":
        return _PUNCTUATION.get(word, ":" if not any(c.isalnum() for c in word) else "NN")
    if part == "SPACE":
        return "_SP"
    plain = word.lower().replace("’", "'")
    if plain in _LINKING or (part == "PRON" and plain in _CLITICS):
        return "RP"
    if token in tree.named and part in ("ADV", "X", "VERB", "ADJ", "NOUN", "INTJ") and word[:1].isupper():
        # unknown names are often taken for other words
        return "NNP"
    if part in ("VERB", "AUX"):
        return _verb_tag(features)
    if part == "NOUN":
        return "NNS" if features.get("Number") == "Plur" else "NN"
    if part == "DET":
        return "PRP$" if features.get("Poss") == "Yes" else "DT"
    if part == "PRON":
        if tree.relations[token] == "expl:subj":
            return "EX"
        if plain in _DEMONSTRATIVE:
            return "DT"
        kind = features.get("PronType", "")
        return {"Rel": "WDT", "Int": "WP", "Dem": "DT", "Ind": "NN", "Neg": "NN"}.get(kind, "PRP")
    return _TAGS.get(part, "NN")


def _verb_tag(features: dict[str, str]) -> str:
    form = features.get("VerbForm", "")
    if form == "Inf":
        return "VB"
    if form == "Part":
        return "VBG" if features.get("Tense") == "Pres" else "VBN"
    if features.get("Tense") in ("Past", "Imp"):
        return "VBD"
    return "VBZ" if features.get("Person", "3") == "3" and features.get("Number", "Sing") == "Sing" else "VBP"


def _children(heads: Sequence[int]) -> list[list[int]]:
    out: list[list[int]] = [[] for _ in heads]
    for child, head in enumerate(heads):
        if head != child:
            out[head].append(child)
    return out


def _put_above(upper: int, lower: int, relation: str, relations: list[str], heads: list[int]) -> None:
    """Let a child take the place of its head in the tree."""
    heads[upper] = upper if heads[lower] == lower else heads[lower]
    relations[upper] = relations[lower]
    heads[lower], relations[lower] = upper, relation


def _name_by_last(tree: Tree, relations: list[str], heads: list[int]) -> None:
    """Let the last word of a name govern the others, titles too: "Roe" in "Mme Roe" and in "Jane Roe"."""
    children = _children(heads)
    for token, relation in enumerate(tree.relations):
        first = heads[token]
        if relation != "flat:name" or first >= token:
            continue
        siblings = children[first]
        if any(other > token and tree.relations[other] == "flat:name" for other in siblings):
            continue
        for child in siblings:
            if child > token or relations[child] in ("case", "det"):
                heads[child] = token
        _put_above(token, first, "compound", relations, heads)


def _name_above_title(tree: Tree, tags: list[str], relations: list[str], heads: list[int]) -> None:
    """Let a name govern the title right before it: "Roe" in "le président Jane Roe", where no comma parts them."""
    children = _children(heads)
    for name in range(1, len(heads)):
        title = heads[name]
        if relations[name] not in ("appos", "nmod") or tags[name] != "NNP" or title >= name:
            continue
        stands_for = tree.words[title].lower().rstrip(".") in COURTESY
        if not stands_for and (relations[name] != "appos" or tags[title] not in ("NN", "NNS")):
            continue
        if any(tags[between] != "NNP" or heads[between] != name for between in range(title + 1, name)):
            continue
        for child in children[title]:
            if child != name and (child > name or relations[child] in ("case", "punct", "acl:relcl")):
                heads[child] = name
        _put_above(name, title, "compound", relations, heads)


def _leave_out_asides(tree: Tree, tags: list[str], relations: list[str], heads: list[int]) -> None:
    """Read "de son côté" and "pour sa part" as adverbs: whoever follows is the subject and does not belong to them."""
    lower = [word.lower() for word in tree.words]
    children = _children(heads)
    for first in range(len(lower) - 2):
        if tuple(lower[first : first + 3]) not in _ASIDES:
            continue
        aside = range(first, first + 3)
        noun = first + 2
        verb = heads[noun]
        if verb in aside:
            continue
        for token in children[noun]:
            if token not in aside:
                heads[token] = verb
                if relations[token] == "appos" and tags[verb].startswith("VB"):
                    relations[token] = "nsubj"
        for token in aside:
            heads[token], relations[token], tags[token] = verb, "advmod", "RB"


def _raise_behind_participles(tree: Tree, tags: list[str], relations: list[str], heads: list[int]) -> None:
    """Let the clause govern the participle that leads up to it: "Interrogée par l'AFP, la maire dit"."""
    children = _children(heads)
    for verb, relation in enumerate(tree.relations):
        participle = heads[verb]
        if relation != "parataxis" or participle >= verb or tags[participle] != "VBN" or tags[verb] == "VB":
            continue
        own = [c for c in children[participle] if heads[c] == participle]
        if any(relations[c].startswith(("nsubj", "aux", "expl")) for c in own):
            continue
        if not any(relations[c].startswith("nsubj") for c in children[verb]):
            continue
        for child in own:
            if child > verb:
                heads[child] = verb
        _put_above(verb, participle, "advcl", relations, heads)


def _find_inverted_subjects(tree: Tree, tags: list[str], relations: list[str], heads: list[int]) -> None:
    """Let what follows a verb of saying behind a comma be its subject: "…, ont indiqué les ministres"."""
    children = _children(heads)
    for verb, word in enumerate(tree.words):
        if not tags[verb].startswith("VB") or FRENCH_WORDS.forms.get(word.lower(), "") not in FRENCH_WORDS.quoting:
            continue
        own = [c for c in children[verb] if heads[c] == verb]
        if any(relations[c].startswith("nsubj") for c in own):
            continue
        first = verb
        while first - 1 in own and tree.parts[first - 1] != "PUNCT":
            first -= 1
        objects = [c for c in own if c > verb and relations[c] == "obj" and tags[c].startswith("NN")]
        if first > 0 and tree.words[first - 1] in (",", "»", "”", '"') and objects:
            relations[objects[0]] = "nsubj"


def _raise_copulas(tree: Tree, relations: list[str], heads: list[int]) -> None:
    """Let "is" govern what is said to be: "The minister is ill" is a clause of "is"."""
    children = _children(heads)
    for copula in range(len(heads)):
        if tree.relations[copula] != "cop":
            continue
        predicate = heads[copula]
        if predicate == copula or tree.relations[predicate] == "cop":
            continue
        moved = [
            c for c in children[predicate] if c != copula and relations[c] in _OF_THE_CLAUSE and heads[c] == predicate
        ]
        complement = "acomp" if tree.parts[predicate] == "ADJ" else "attr"
        _put_above(copula, predicate, complement, relations, heads)
        for child in moved:
            # an adverb or a prepositional phrase behind the predicate belongs to it
            if (
                relations[child] in ("obl:mod", "advmod", "conj", "cc")
                and child > predicate
                and relations[child] != "conj"
            ):
                continue
            heads[child] = copula


def _raise_prepositions(tree: Tree, relations: list[str], heads: list[int]) -> None:
    """Let prepositions govern their nouns: "the president of France" is "president", "of" under it, "France" under that."""
    for preposition in range(len(heads)):
        if relations[preposition] != "case":
            continue
        noun = heads[preposition]
        if noun == preposition or relations[noun] in ("case", "pobj", "pcomp"):
            continue
        by = relations[noun] == "obl:agent" and tree.words[preposition].lower() in _BY
        above = "agent" if by else "prep"
        lower = "pcomp" if tree.parts[noun] in ("VERB", "AUX") else "pobj"
        if relations[noun] in ("attr", "acomp", "ROOT", "root", "conj", "xcomp", "ccomp"):
            continue
        _put_above(preposition, noun, lower, relations, heads)
        relations[preposition] = above


def _from_universal(document: Doc, tokens: Sequence[Token]) -> Tokens:
    named = frozenset(token.i for entity in document.ents for token in entity)
    return universal_to_penn(
        Tree(
            [t.text for t in tokens],
            [t.pos_ for t in tokens],
            [t.morph.to_dict() for t in tokens],
            [t.dep_ for t in tokens],
            _heads(document),
            named,
        )
    )


def _names_as_they_are(parsed: Parsed) -> list[tuple[int, int, str]]:
    return parsed.names


def _parts_by_tags(tokens: Sequence[Token], read: Tokens) -> list[str]:
    tags, relations, _ = read
    return parts_by_tags([t.text for t in tokens], tags, relations)


def _parts_as_given(tokens: Sequence[Token], read: Tokens) -> list[str]:
    return parts_as_given([t.text for t in tokens], [t.pos_ for t in tokens], read[0])


PENN: Final = Scheme(
    ("tagger", "parser", "ner"), ("attribute_ruler",), _as_they_are, _names_as_they_are, _parts_by_tags
)
UNIVERSAL: Final = Scheme(("morphologizer", "parser", "ner"), (), _from_universal, french_names, _parts_as_given)

_SCHEMES: Final = {ENGLISH: PENN, FRENCH: UNIVERSAL}


def scheme_of(language: str) -> Scheme:
    """The scheme of a language's models; a language without models has none, and its empty labels stay as they are."""
    return _SCHEMES.get(language, PENN)
