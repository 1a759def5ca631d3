"""French with its model, in short texts of our own; skipped where the model is not installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

import pytest

from workbench.annotation.cues import cue, cue_class
from workbench.annotation.document import DocumentAnnotation
from workbench.annotation.languages.french_verbs import verb_forms
from workbench.annotation.languages.models import DEFAULT_MODELS
from workbench.annotation.run import annotate
from workbench.annotation.tables import assemble
from workbench.domain.article import Article

Annotate = Callable[[str], DocumentAnnotation]

french = pytest.mark.skipif(
    importlib.util.find_spec(DEFAULT_MODELS["fr"]) is None, reason="the model for French is not installed"
)


@pytest.fixture(scope="module")
def annotated() -> Annotate:
    return lambda text: next(iter(dict(annotate([Article("a", text, language="fr")])).values()))


def quotes(text: str, annotation: DocumentAnnotation) -> list[tuple[str, str, str, str]]:
    """Kind, words, who speaks (by the name that a pronoun stands for) and cue of each quote."""
    out = []
    for quote in annotation.quotes:
        speaker = text[quote.speaker_start : quote.speaker_end] if quote.speaker_start >= 0 else ""
        mention = annotation.mentions[quote.speaker_mention] if quote.speaker_mention >= 0 else None
        if mention is not None and mention.antecedent >= 0:
            named = annotation.mentions[mention.antecedent]
            speaker = text[named.start : named.end]
        out.append((quote.kind, text[quote.start : quote.end], speaker, quote.cue))
    return out


def names(text: str, annotation: DocumentAnnotation) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.type) for m in annotation.mentions if m.kind == "named"]


# ---------------------------------------------------------------- words, without the model
@pytest.mark.parametrize(
    ("form", "lemma", "colour"),
    [
        ("déclaré", "déclarer", "neutral"), ("affirmait", "affirmer", "assertive"), ("prétend", "prétendre", "distancing"),
        ("dénonça", "dénoncer", "evaluative"), ("espère", "espérer", "neutral"), ("rappelle", "rappeler", "neutral"),
        ("exigeant", "exiger", "assertive"), ("dément", "démentir", "distancing"), ("promis", "promettre", "assertive"),
        ("dirait", "dire", "neutral"), ("annonçait", "annoncer", "assertive"), ("reconnaissent", "reconnaître", "assertive"),
    ],
)  # fmt: skip
def test_verbs_of_saying_are_known_in_all_their_forms(form: str, lemma: str, colour: str) -> None:
    assert cue(form, "fr") == (lemma, colour)


def test_languages_keep_their_verbs_to_themselves() -> None:
    assert cue("said", "fr") is None
    assert cue("déclaré") is None
    assert cue_class("dire", "fr") == "neutral"
    assert cue_class("dire") == ""


def test_a_verb_that_changes_its_stem_does_so_only_where_it_should() -> None:
    assert {"marteler", "martèle", "martelait", "martelé", "martèlera"} <= set(verb_forms("marteler"))
    assert "rappelons" not in verb_forms("rappeler")
    assert "précise" in verb_forms("préciser")
    assert all(form and form == form.lower() for lemma in ("dire", "mettre", "finir") for form in verb_forms(lemma))


# ---------------------------------------------------------------- names
@french
@pytest.mark.model
def test_names_leave_articles_and_titles_out(annotated: Annotate) -> None:
    text = (
        "Le président Paul Abgrall a reçu Mme Kerguelen lundi à Rennes. L'Allemagne et l'Union européenne n'ont pas été "
        "invitées. M. Abgrall a lu Le Monde dans le train."
    )
    assert names(text, annotated(text)) == [
        ("Paul Abgrall", "PERSON"), ("Kerguelen", "PERSON"), ("Rennes", "GPE"), ("Allemagne", "GPE"),
        ("Union européenne", "ORG"), ("Abgrall", "PERSON"), ("Le Monde", "ORG"),
    ]  # fmt: skip


@french
@pytest.mark.model
def test_what_a_minister_is_in_charge_of_is_no_name(annotated: Annotate) -> None:
    text = "Le ministre des Transports, Karl Brandt, a démissionné mardi. Le ministère des Transports ne commente pas."
    found = names(text, annotated(text))
    assert ("Karl Brandt", "PERSON") in found
    assert ("ministère des Transports", "ORG") in found
    assert not [name for name, _ in found if name == "Transports"]


@french
@pytest.mark.model
def test_peoples_are_names_of_peoples(annotated: Annotate) -> None:
    text = "Les Britanniques achètent une partie de la pêche. Les bateaux britanniques restent au port."
    assert names(text, annotated(text)) == [("Britanniques", "NORP")]


@french
@pytest.mark.model
def test_a_country_is_one_entity_in_both_languages() -> None:
    articles = [
        Article("a", "Karl Brandt est arrivé en Allemagne mardi soir, où il a rencontré la ministre.", language="fr"),
        Article("b", "Karl Brandt arrived in Germany on Tuesday evening, where he met the minister.", language="en"),
    ]
    mentions = assemble(articles, dict(annotate(articles))).mentions
    ids = dict(zip(mentions["text"].tolist(), mentions["entity_id"].tolist(), strict=True))
    assert ids["Allemagne"] == ids["Germany"]


# ---------------------------------------------------------------- quotes
@french
@pytest.mark.model
def test_a_quote_followed_by_an_inverted_pronoun(annotated: Annotate) -> None:
    text = (
        "La maire, Hélène Kerguelen, a présenté le projet lundi. « Ce chantier créera des emplois », a-t-elle assuré."
    )
    assert quotes(text, annotated(text)) == [
        ("direct", "Ce chantier créera des emplois", "Hélène Kerguelen", "assurer")
    ]


@french
@pytest.mark.model
def test_a_quote_introduced_by_a_colon(annotated: Annotate) -> None:
    text = "Interrogé sur les délais, Paul Abgrall a répondu : « Personne ne le sait. »"
    assert quotes(text, annotated(text)) == [("direct", "Personne ne le sait.", "Paul Abgrall", "répondre")]


@french
@pytest.mark.model
def test_an_aside_between_verb_and_speaker(annotated: Annotate) -> None:
    text = "« Il faut du temps », estime de son côté l'économiste Paul Abgrall."
    assert quotes(text, annotated(text)) == [("direct", "Il faut du temps", "Paul Abgrall", "estimer")]


@french
@pytest.mark.model
def test_an_attribution_inside_the_marks_is_no_part_of_the_quote(annotated: Annotate) -> None:
    text = "« Nous sommes fiers, a déclaré Jean Morvan, maire de Quimper. Les habitants attendaient ce pont. »"
    assert quotes(text, annotated(text)) == [
        ("direct", "Nous sommes fiers", "Jean Morvan", "déclarer"),
        ("direct", "Les habitants attendaient ce pont.", "Jean Morvan", "déclarer"),
    ]


@french
@pytest.mark.model
def test_an_exclamation_before_a_reflexive_verb_inside_the_marks(annotated: Annotate) -> None:
    text = "« Nous avons tout appris dans la presse ! s'est indigné Yann Le Bihan. Nous irons jusqu'au bout. »"
    assert quotes(text, annotated(text)) == [
        ("direct", "Nous avons tout appris dans la presse !", "Yann Le Bihan", "indigner"),
        ("direct", "Nous irons jusqu'au bout.", "Yann Le Bihan", "indigner"),
    ]


@french
@pytest.mark.model
def test_a_quotation_that_only_sounds_like_an_attribution_stays_whole(annotated: Annotate) -> None:
    text = "Hélène Kerguelen a dit : « Le préfet, qui annonce un accord, se trompe. »"
    assert quotes(text, annotated(text)) == [
        ("direct", "Le préfet, qui annonce un accord, se trompe.", "Hélène Kerguelen", "dire")
    ]


@french
@pytest.mark.model
def test_reported_clauses(annotated: Annotate) -> None:
    text = "Mme Kerguelen a rappelé que la région financera un tiers des travaux."
    assert quotes(text, annotated(text)) == [
        ("indirect", "que la région financera un tiers des travaux", "Kerguelen", "rappeler")
    ]


@french
@pytest.mark.model
def test_phrases_that_name_a_source(annotated: Annotate) -> None:
    text = "Selon Reuters, deux navires ont coulé. D'après Paul Abgrall, personne n'a été blessé."
    assert quotes(text, annotated(text)) == [
        ("indirect", "deux navires ont coulé", "Reuters", "selon"),
        ("indirect", "personne n'a été blessé", "Paul Abgrall", "d'après"),
    ]


@french
@pytest.mark.model
def test_a_fragment_in_a_clause_of_the_outlet(annotated: Annotate) -> None:
    text = "Le syndicat des marins dénonce « une décision prise sans aucune consultation »."
    found = [quote for quote in quotes(text, annotated(text)) if quote[0] == "mixed"]
    assert found == [("mixed", "une décision prise sans aucune consultation", "Le syndicat des marins", "dénoncer")]


@french
@pytest.mark.model
def test_a_subject_behind_the_verb_is_who_speaks(annotated: Annotate) -> None:
    text = (
        "Les deux pays « condamnent fermement » cette attaque, ont indiqué leurs ministres dans un communiqué commun."
    )
    assert {speaker for _, _, speaker, _ in quotes(text, annotated(text))} == {"leurs ministres"}


@french
@pytest.mark.model
def test_a_participle_that_leads_up_to_the_speaker_is_no_quote(annotated: Annotate) -> None:
    text = "Interrogée par l'AFP, Mme Delorme dit « ne pas savoir » quand les travaux finiront."
    assert quotes(text, annotated(text))[0][:3] == ("mixed", "ne pas savoir", "Delorme")


@french
@pytest.mark.model
def test_the_name_behind_a_description_speaks(annotated: Annotate) -> None:
    text = "L'avocate de M. Morel, Me Claire Dubreuil, assure que son client ira en appel."
    assert quotes(text, annotated(text)) == [("indirect", "que son client ira en appel", "Claire Dubreuil", "assurer")]


@french
@pytest.mark.model
def test_a_language_with_a_model_lacks_nothing(annotated: Annotate) -> None:
    found = annotated("Paul Abgrall est arrivé à Rennes.")
    assert (found.language, found.missing) == ("fr", ())


@french
@pytest.mark.model
def test_labels_are_found_in_french(annotated: Annotate) -> None:
    text = "Le président Paul Abgrall a quitté Rennes mardi. Les marins ont accueilli Paul Abgrall."
    found = annotated(text)
    labels = {(one.label, one.relation) for one in found.labels if found.mentions[one.mention].type == "PERSON"}
    assert {("président", "title"), ("quitter", "subject_of"), ("accueillir", "object_of")} <= labels
