from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.annotation import run
from workbench.annotation.document import DocumentAnnotation
from workbench.annotation.pipeline import PipelineSettings
from workbench.domain.scope import Scope
from workbench.domain.state import State
from workbench.workspace.messages import CorpusEvent, OpenRequest, Stage
from workbench.workspace.waited_for import WaitedFor
from workbench.workspace.workspace import Workspace


def test_the_article_on_the_screen_comes_before_what_is_counted() -> None:
    waited_for = WaitedFor()
    waited_for.count(("a", "b", "c"))
    waited_for.show("c")
    assert list(waited_for.ids())[:2] == ["c", "a"]


def test_the_last_articles_that_were_shown_are_remembered_newest_first() -> None:
    waited_for = WaitedFor()
    for name in ("a", "b", "c", "b", "d", "e"):
        waited_for.show(name)
    assert list(waited_for.ids()) == ["e", "d", "b", "c"]


def test_the_same_things_are_the_same_object_so_that_nothing_is_sorted_again() -> None:
    waited_for = WaitedFor()
    documents = ("a", "b")
    waited_for.count(documents)
    waited_for.show("a")
    before = waited_for.ids()
    waited_for.count(documents)
    waited_for.show("a")
    assert waited_for.ids() is before


def test_nothing_is_waited_for_at_first() -> None:
    assert WaitedFor().ids() is WaitedFor().ids() == ()


def test_the_article_that_is_read_is_annotated_first_and_then_what_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def note(texts: list[tuple[str, str]], settings: PipelineSettings) -> list[DocumentAnnotation]:
        order.extend(document for document, _ in texts)
        return [DocumentAnnotation() for _ in texts]

    monkeypatch.setattr(run, "annotate_batch", note)
    rows = [{"id": f"a{n:02}", "outlet": "Post" if n % 5 else "Gull", "text": f"Ferry number {n}."} for n in range(30)]
    source = tmp_path / "many.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    workspace = Workspace(workers=0)
    gull = State(scope=Scope(outlets=("Gull",)))

    def look(event: object) -> None:
        if isinstance(event, CorpusEvent) and event.stage is Stage.INDEXED and not order:
            workspace.overview(gull)
            workspace.article("a29", gull)

    workspace.open(OpenRequest(sources=(str(source),)), publish=look)
    workspace.close()
    assert order[0] == "a29"
    assert set(order[1:7]) == {"a00", "a05", "a10", "a15", "a20", "a25"}
    assert len(order) == 30
