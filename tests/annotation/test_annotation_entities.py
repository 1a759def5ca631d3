from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.annotation.document import DocumentAnnotation, MentionAnnotation
from workbench.annotation.entities import Resolution, resolve
from workbench.domain.article import Article


def corpus(*texts: str, story: str = "") -> tuple[list[Article], dict[str, DocumentAnnotation]]:
    """Articles whose mentions are written as [name|TYPE] in the text."""
    articles, annotations = [], {}
    for number, marked in enumerate(texts):
        text, mentions = "", []
        for piece in marked.split("["):
            if "]" not in piece:
                text += piece
                continue
            inside, rest = piece.split("]", 1)
            name, kind = inside.split("|")
            mentions.append(MentionAnnotation(len(text), len(text) + len(name), kind, "named"))
            text += name + rest
        article = Article(f"d{number}", text, story_id=story)
        articles.append(article)
        annotations[article.document_id] = DocumentAnnotation(mentions=tuple(mentions))
    return articles, annotations


def ids(*texts: str, story: str = "") -> list[list[str]]:
    articles, annotations = corpus(*texts, story=story)
    found = resolve(articles, annotations)
    return [list(found.ids[a.document_id]) for a in articles]


def resolution(*texts: str) -> Resolution:
    return resolve(*corpus(*texts))


def test_a_surname_means_the_full_name_of_its_article() -> None:
    assert ids("[Ines Almeida|PERSON] spoke. [Almeida|PERSON] left.") == [["ines-almeida", "ines-almeida"]]


def test_two_people_with_one_surname_stay_two() -> None:
    text = (
        "[John Harlow|PERSON] sells boats. [Harlow|PERSON] is glad. "
        "His sister [Mary Harlow|PERSON] builds them. [Harlow|PERSON] is tired."
    )
    assert ids(text) == [["john-harlow", "john-harlow", "mary-harlow", "mary-harlow"]]


def test_a_title_tells_two_people_with_one_surname_apart() -> None:
    text = (
        "President [John Harlow|PERSON] came with [Mary Harlow|PERSON]. She smiled. President [Harlow|PERSON] did not."
    )
    assert ids(text)[0][2] == "john-harlow"


def test_the_person_an_article_names_first_keeps_the_surname_beside_a_better_known_namesake() -> None:
    famous = "[Petra Vallin|PERSON] " * 30
    rest = "He is a docker and has been one for years, like his father and his grandfather before him. " * 3
    text = f"[Declan Vallin|PERSON], no relation to the minister, [Petra Vallin|PERSON], spoke. {rest}[Vallin|PERSON] left."
    assert ids(famous, text)[1] == ["declan-vallin", "petra-vallin", "declan-vallin"]


def test_a_surname_alone_means_the_one_person_of_the_corpus_who_has_it() -> None:
    found = ids("[Ines Almeida|PERSON] spoke.", "[Almeida|PERSON] was heard.", "[Almeida|ORG] was seen.")
    assert found == [["ines-almeida"], ["ines-almeida"], ["ines-almeida"]] or found[1] == ["ines-almeida"]


def test_a_surname_that_two_people_of_the_corpus_have_is_nobody_for_sure() -> None:
    found = ids("[Ines Almeida|PERSON] spoke.", "[Rui Almeida|PERSON] spoke.", "[Almeida|PERSON] was heard.")
    assert found[2] == ["almeida"]


def test_middle_initials_titles_and_accents_make_no_difference() -> None:
    found = ids("[José Q. Ferrão|PERSON]", "[Jose Ferrao|PERSON]", "[Dr. José Ferrão|PERSON]")
    assert len({row[0] for row in found}) == 1


def test_spellings_of_one_surname_with_the_same_first_name_are_one_person() -> None:
    found = ids("[Oleksandr Marchenkyy|PERSON]", "[Oleksandr Marchenky|PERSON]")
    assert found[0] == found[1]


def test_different_people_with_like_names_stay_apart() -> None:
    found = ids("[Maria Santos|PERSON]", "[Mario Santos|PERSON]", "[Anna Berg|PERSON]", "[Anna Bergh|PERSON]")
    assert len({row[0] for row in found}) == 4


def test_an_acronym_in_brackets_is_its_long_form_in_every_article() -> None:
    found = ids(
        "The [Northern Harbour Alliance|ORG] (NHA) met. The [NHA|ORG] voted.",
        "The [NHA|ORG] voted.",
        "The [Northern Harbor Alliance|ORG] voted.",
    )
    assert found == [["northern-harbor-alliance"] * 2, ["northern-harbor-alliance"], ["northern-harbor-alliance"]]


def test_an_acronym_without_brackets_is_the_only_long_form_with_these_initials() -> None:
    assert ids("The [Baltic Ferry Council|ORG] met.", "The [BFC|ORG] met.")[1] == ["baltic-ferry-council"]


def test_an_acronym_that_two_long_forms_fit_stays_alone() -> None:
    found = ids("The [Baltic Ferry Council|ORG] met.", "The [Bergen Fish Company|ORG] met.", "The [BFC|ORG] met.")
    assert found[2] == ["bfc"]


def test_nato_and_its_long_form_are_one_without_any_brackets() -> None:
    found = resolution("The [North Atlantic Treaty Organization|ORG] met. [NATO|ORG] voted.", "[Nato|ORG] voted.")
    assert [e.entity_id for e in found.entities] == ["nato"]
    assert found.entities[0].aliases == ("Nato", "North Atlantic Treaty Organization") or set(
        found.entities[0].aliases
    ) == {"Nato", "North Atlantic Treaty Organization"}


def test_both_names_of_a_country_are_one() -> None:
    assert ids("[Turkey|GPE]", "[Türkiye|GPE]")[0] == ids("[Turkey|GPE]", "[Türkiye|GPE]")[1]


def test_a_company_with_and_without_its_legal_form_is_one() -> None:
    found = ids("[Ardent Robotics Inc|ORG] grew. [Ardent Robotics|ORG] hired.", "[Ardent Robotics Inc.|ORG]")
    assert len({i for row in found for i in row}) == 1


def test_the_last_word_of_a_name_is_short_for_it_in_its_article() -> None:
    text = "[Lisbon Gull|ORG] asked. Nobody told the [Gull|ORG]."
    assert ids(text) == [["lisbon-gull", "lisbon-gull"]]


def test_the_last_word_of_a_name_may_be_another_one() -> None:
    school = "[University of Velmora|ORG] is in [Velmora|GPE]."
    assert ids(school) == [["university-of-velmora", "velmora"]]
    assert ids("[Lower Velm|GPE] and [Velm|GPE] flooded.") == [["lower-velm", "velm"]]
    assert ids("[Lisbon Gull|ORG] and [Porto Gull|ORG] met. The [Gull|ORG] left.") == [
        ["lisbon-gull", "porto-gull", "gull"]
    ]


def test_a_courtesy_title_is_no_part_of_a_descriptions_name() -> None:
    articles, annotations = corpus("[Mrs Roe’s staff|ORG] left.")
    mention = replace(annotations["d0"].mentions[0], kind="nominal")
    found = resolve(articles, {"d0": DocumentAnnotation(mentions=(mention,))})
    assert [entity.name for entity in found.entities] == ["Roe’s staff"]


def test_one_name_has_one_type() -> None:
    found = resolution("[Velmora|ORG] [Velmora|ORG] [Velmora|ORG]", "[Velmora|GPE]")
    assert [(e.name, e.type) for e in found.entities] == [("Velmora", "ORG")]


def test_ids_do_not_depend_on_the_order_of_articles() -> None:
    texts = ["[Ines Almeida|PERSON] [NHA|ORG]", "[Northern Harbour Alliance|ORG] (NHA)", "[Almeida|PERSON]"]
    forward = ids(*texts)
    backward = ids(*reversed(texts))
    assert forward == backward[::-1]


def test_two_entities_with_the_same_name_have_different_ids() -> None:
    found = resolution("[Jordan|GPE] and [Rita Jordan|PERSON]. [Jordan|PERSON] spoke.", "[Jordan|GPE]")
    assert len({e.entity_id for e in found.entities}) == len(found.entities) == 2


def test_pronouns_get_the_entity_of_their_antecedent() -> None:
    text = "Ines Almeida left. She smiled."
    annotation = DocumentAnnotation(
        mentions=(
            MentionAnnotation(0, 12, "PERSON", "named"),
            MentionAnnotation(19, 22, "PERSON", "pronoun", antecedent=0),
        )
    )
    found = resolve([Article("d", text)], {"d": annotation})
    assert found.ids["d"] == ("ines-almeida", "ines-almeida")


@pytest.mark.parametrize("texts", [(), ("",), ("no names",)])
def test_a_corpus_without_names_has_no_entities(texts: tuple[str, ...]) -> None:
    assert resolution(*texts).entities == ()
