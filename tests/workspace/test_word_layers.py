"""Lemmas and parts of speech join the words of a corpus as its articles are annotated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.annotation.cache import AnnotationCache
from workbench.annotation.pipeline import PipelineSettings
from workbench.domain.article import Article
from workbench.domain.document_words import DocumentWords
from workbench.domain.progress import no_progress
from workbench.domain.scope import Scope
from workbench.index.store import TokenStore
from workbench.workspace.basis import Basis
from workbench.workspace.messages import Stage
from workbench.workspace.opening import annotated, indexed
from workbench.workspace.snapshot import Snapshot
from workbench.workspace.word_layer_notes import word_layer_notes

ENGLISH = "The captains said that the old ferries were late again today, and the town was waiting for them."
SPANISH = "El transbordador a la isla llegó tarde otra vez, y la capitana avisó a sus pasajeros de que no saldría hoy."


def snapshot_of(*texts: str) -> Snapshot:
    return indexed(Snapshot(articles=tuple(Article(str(n), text) for n, text in enumerate(texts))), no_progress)


def annotate(snapshot: Snapshot, cache: Path | None = None, wanted: tuple[str, ...] = ()) -> list[Snapshot]:
    kept = AnnotationCache(cache) if cache is not None else None
    settings = PipelineSettings()
    return list(
        annotated(snapshot, settings=settings, cache=kept, workers=0, progress=no_progress, wanted=lambda: wanted)
    )


def lemmas(snapshot: Snapshot, document: int) -> list[str]:
    layer, store = snapshot.word_layer, snapshot.store
    assert layer is not None
    assert store is not None
    ids = layer.lemma_ids[store.offsets[document] : store.offsets[document + 1]]
    return [layer.lemmas[n] if n >= 0 else "" for n in ids.tolist()]


@pytest.mark.model
def test_the_words_of_an_annotated_article_have_lemmas(tmp_path: Path) -> None:
    snapshot = snapshot_of(ENGLISH, SPANISH)
    assert snapshot.word_layer is None
    assert Basis(snapshot, Scope()).view.words is None
    for _ in range(2):  # the second time from the cache
        *_, last = annotate(snapshot, tmp_path / "cache.sqlite3")
        assert lemmas(last, 0)[:8] == ["the", "captain", "say", "that", "the", "old", "ferry", "be"]
        assert set(lemmas(last, 1)) == {""}
        words = Basis(last, Scope()).view.words
        assert words is not None
        assert words is last.word_layer
        assert words.documents.tolist() == [True, False]
        say = words.lemma_id_of("say")
        assert say is not None
        assert words.positions_of_lemmas([say]).tolist() == [2]
        assert 5 in words.positions_of_part("ADJ")
    languages = "1 article is in a language whose model is missing or does not give them (Spanish 1)."
    assert word_layer_notes(Basis(last, Scope()), True) == (
        "Lemmas are known in 1 of 2 articles; only these are searched.", languages,
    )  # fmt: skip


@pytest.mark.model
def test_partial_snapshots_have_partial_layers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.workspace.opening._FIRST_PARTIAL", 0.0)
    monkeypatch.setattr("workbench.annotation.run.BATCH", 1)
    whole = snapshot_of(*(f"{ENGLISH} Page {n}." for n in range(3)))
    snapshots = annotate(whole, wanted=("0", "1", "2"))  # what is on the screen is shown at once
    known = [snapshot.word_layer.documents.sum() for snapshot in snapshots if snapshot.word_layer is not None]
    assert known == [1, 2, 3]
    last = snapshots[-1].word_layer
    assert last is not None
    assert not last.is_made  # nothing asked for it
    assert lemmas(snapshots[1], 2) == [""] * len(lemmas(snapshots[2], 2))
    assert lemmas(snapshots[2], 2)[:3] == ["the", "captain", "say"]
    assert lemmas(snapshots[1], 0) == lemmas(snapshots[2], 0)


def made_up(words: dict[str, str], stage: Stage = Stage.COMPLETE, articles: int = 3) -> Basis:
    """Articles of one word; of some the kind of the word is known."""
    texts = tuple(Article(str(n), "wars") for n in range(articles))
    return Basis(
        Snapshot(
            stage=stage,
            articles=texts,
            store=TokenStore.build([(a.document_id, a.text) for a in texts]),
            annotated=frozenset(words),
            words={document: DocumentWords.of([0], [kind]) for document, kind in words.items()},
        ),
        Scope(),
    )


BOTH = {"0": "NOUN", "2": "NOUN"}
ONE_LEMMA = {"0": "NOUN", "2": "NOUN -"}


@pytest.mark.parametrize(
    ("words", "stage", "lemma", "note"),
    [
        (BOTH, Stage.ANNOTATING, True, "Lemmas are known in 2 of 3 articles so far; only these are searched."),
        (ONE_LEMMA, Stage.COMPLETE, True, "Lemmas are known in 1 of 3 articles; only these are searched."),
        (ONE_LEMMA, Stage.COMPLETE, False, "Parts of speech are known in 2 of 3 articles; only these are searched."),
        ({}, Stage.INDEXED, True, "Lemmas are known in none of 3 articles so far; a search for one finds nothing."),
    ],
)
def test_a_table_that_asks_for_lemmas_says_where_they_are_known(
    words: dict[str, str], stage: Stage, lemma: bool, note: str
) -> None:
    assert word_layer_notes(made_up(words, stage), True, lemmas=lemma) == (note,)


def test_no_note_where_all_is_known_or_nothing_is_asked() -> None:
    whole = made_up(dict.fromkeys("012", "NOUN"))
    assert word_layer_notes(whole, True) == ()
    assert word_layer_notes(made_up({}), False) == ()


def test_only_articles_in_scope_are_counted() -> None:
    basis = replace(made_up({"0": "NOUN"}), scope=Scope(documents=("0",)))
    assert word_layer_notes(basis, True) == ()
    basis = replace(made_up({"0": "NOUN"}), scope=Scope(documents=("1",)))
    assert word_layer_notes(basis, True)[0].startswith("Lemmas are known in none of 1 article;")


def test_snapshots_with_the_same_words_share_what_was_made() -> None:
    snapshot = made_up({"0": "NOUN 0 1", "1": "NOUN 0 1"}).snapshot
    words = snapshot.words
    first = replace(snapshot, words={"0": words["0"]})
    assert lemmas(first, 0) == ["war"]
    assert lemmas(snapshot, 1) == ["war"]
    assert lemmas(replace(snapshot, stage=Stage.COMPLETE), 1) == ["war"]
    assert lemmas(first, 1) == [""]
