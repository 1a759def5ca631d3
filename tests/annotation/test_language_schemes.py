"""Trees in Universal Dependencies become trees that the rules can read; no model is needed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.annotation.languages.schemes import Tree, universal_to_penn


def converted(*rows: str) -> dict[str, tuple[str, str, str]]:
    """Tag, relation and head's word of each word, from rows ``word PART relation head feature=value ...``."""
    split = [row.split() for row in rows]
    words = [row[0] for row in split]
    heads = [words.index(row[3]) for row in split]
    features = [dict(feature.split("=") for feature in row[4:]) for row in split]
    tree = Tree(words, [row[1] for row in split], features, [row[2] for row in split], heads)
    tags, relations, new_heads = universal_to_penn(tree)
    return {word: (tags[n], relations[n], words[new_heads[n]]) for n, word in enumerate(words)}


def test_prepositions_govern_their_nouns() -> None:
    found = converted("chef NOUN ROOT chef", "du ADP case port", "port NOUN nmod chef")
    assert found["du"] == ("IN", "prep", "chef")
    assert found["port"] == ("NN", "pobj", "du")


def test_who_does_what_is_done_hangs_on_by() -> None:
    found = converted(
        "tués VERB ROOT tués VerbForm=Part", "été AUX aux:pass tués VerbForm=Part", "par ADP case soldats",
        "soldats NOUN obl:agent tués Number=Plur",
    )  # fmt: skip
    assert found["été"][1] == "auxpass"
    assert found["par"] == ("IN", "agent", "tués")
    assert found["soldats"] == ("NNS", "pobj", "par")


def test_is_governs_what_is_said_to_be() -> None:
    found = converted(
        "maire NOUN nsubj malade", "est AUX cop malade VerbForm=Fin Tense=Pres", "malade ADJ ROOT malade",
        ". PUNCT punct malade",
    )  # fmt: skip
    assert found["est"] == ("VBZ", "ROOT", "est")
    assert found["maire"] == ("NN", "nsubj", "est")
    assert found["malade"] == ("JJ", "acomp", "est")
    assert found["."] == (".", "punct", "est")


def test_the_last_word_of_a_name_governs_the_others() -> None:
    found = converted(
        "dit VERB ROOT dit VerbForm=Fin Tense=Pres", "Mme NOUN nsubj dit", "Kerguelen PROPN flat:name Mme"
    )
    assert found["Kerguelen"] == ("NNP", "nsubj", "dit")
    assert found["Mme"][1:] == ("compound", "Kerguelen")


def test_the_small_word_before_an_infinitive_is_a_helper() -> None:
    found = converted(
        "promis VERB ROOT promis VerbForm=Part", "de ADP mark venir", "venir VERB xcomp promis VerbForm=Inf"
    )
    assert found["de"] == ("TO", "aux", "venir")
    assert found["venir"] == ("VB", "xcomp", "promis")


def test_asides_do_not_take_the_subject_away() -> None:
    found = converted(
        "estime VERB ROOT estime VerbForm=Fin Tense=Pres", "de ADP case côté", "son DET det côté Poss=Yes",
        "côté NOUN obl:mod estime", "Abgrall PROPN appos côté",
    )  # fmt: skip
    assert found["Abgrall"] == ("NNP", "nsubj", "estime")
    assert found["côté"][:2] == ("RB", "advmod")


def test_what_only_links_is_no_subject() -> None:
    found = converted(
        "a AUX aux:tense dit VerbForm=Fin Tense=Pres", "-t PRON nsubj dit", "-il PRON nsubj dit",
        "dit VERB ROOT dit VerbForm=Part",
    )  # fmt: skip
    assert found["-t"][:2] == ("RP", "dep")
    assert found["-il"][:2] == ("PRP", "nsubj")


PARTS = ["NOUN", "VERB", "AUX", "ADP", "DET", "PROPN", "PRON", "ADJ", "PUNCT", "SPACE", "SCONJ"]
RELATIONS = ["case", "cop", "nsubj", "flat:name", "obl:agent", "nmod", "mark", "det", "punct", "conj", "xcomp", "appos"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Mme", "de", "est", "son", "côté", "a", "-t", "«", "x", ","]),
            st.sampled_from(PARTS), st.sampled_from(RELATIONS), st.integers(0, 11),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_no_tree_is_lost_or_tied_in_a_knot(rows: list[tuple[str, str, str, int]]) -> None:
    # a real tree: a head comes from the tokens before it, or is the token itself
    heads = [min(row[3], number) for number, row in enumerate(rows)]
    relations = ["ROOT" if heads[n] == n else row[2] for n, row in enumerate(rows)]
    tree = Tree([row[0] for row in rows], [row[1] for row in rows], [{}] * len(rows), relations, heads)
    tags, new_relations, new_heads = universal_to_penn(tree)
    assert len(tags) == len(new_relations) == len(new_heads) == len(rows)
    assert all(tags)
    assert all(new_relations)
    for token in range(len(rows)):
        at = token
        for _ in range(len(rows)):
            at = new_heads[at]
        assert new_heads[at] == at
    assert (tree.heads, tree.relations) == (heads, relations)
