"""Annotating a corpus: what is cached first, the rest in batches over worker processes, with progress and cancel."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from workbench.annotation.article_languages import text_languages
from workbench.annotation.cache import AnnotationCache, text_hash
from workbench.annotation.document import DocumentAnnotation
from workbench.annotation.pipeline import BATCH, PipelineSettings, annotate_batch, pipeline_version
from workbench.domain.article import Article
from workbench.domain.errors import CounterpointError
from workbench.domain.progress import Progress, no_progress

ExecutorFactory = Callable[[], Executor]
"""Makes a new executor; called again when a worker process died."""

OUTSTANDING: Final = 8
"""Batches handed over and not back yet, at most; bounds memory and the work lost by cancelling."""

Wanted = Callable[[], Sequence[str]]
"""Gives the ids of articles that a person is waiting for now, the most urgent first; the same object as long as they are
the same."""

BATCH_CHARACTERS: Final = 100_000
"""A batch ends early when its texts are longer than this together."""

_TICK_SECONDS: Final = 0.1
"""How often progress is asked whether to stop while workers are busy."""


class AnnotationFailedError(CounterpointError):
    """An article ended the process that annotated it, twice."""


def annotate(
    articles: Sequence[Article],
    *,
    settings: PipelineSettings | None = None,
    cache: AnnotationCache | None = None,
    executor_factory: ExecutorFactory | None = None,
    workers: int = 0,
    progress: Progress = no_progress,
    wanted: Wanted = tuple,
) -> Iterator[tuple[str, DocumentAnnotation]]:
    """Annotate articles and give each as soon as it is done, as document id and annotation.

    Cached ones come first, then those that are wanted at the moment when a worker is free, then the others in their
    order. Articles with the same text are annotated once. What is done is cached at once, so a cancelled run goes on
    where it stopped.

    Args:
        articles: each id once.
        settings: which models; each text is read in its own language.
        cache: where annotations are kept between runs.
        executor_factory: makes the executor, e.g. ``lambda: local_executor(2)`` or ``client.get_executor``; it is shut
            down at the end.
        workers: without an ``executor_factory``, how many processes of this machine work; 0 is this process.
        progress: told how many articles are done; raises to cancel, and then nothing that waits is begun.
        wanted: asked before each batch which articles a person is waiting for.

    Raises:
        Cancelled: ``progress`` asked to stop.
        ModelMissingError: a model that a person chose is not installed or can't be used. A language that has none stops
            nothing: see :func:`workbench.annotation.pipeline.annotate_batch`.
        AnnotationFailedError: a worker process died over an article, twice; the message names it.
    """
    settings = settings or PipelineSettings()
    pipeline_version(settings)  # a chosen model that is not there is told before anything else
    by_hash: dict[str, list[Article]] = {}
    for article in articles:
        by_hash.setdefault(text_hash(article.text), []).append(article)
    if executor_factory is None and workers > 0:
        executor_factory = partial(local_executor, workers)
    total, done = len(articles), 0
    progress(done, total, "Looking for names and quotes")
    languages = text_languages(by_hash, cache, progress)
    readings = {language: replace(settings, language=language) for language in dict.fromkeys(languages.values())}
    versions = {language: pipeline_version(reading) for language, reading in readings.items()}
    cached: dict[str, DocumentAnnotation] = {}
    if cache is not None:
        for language, version in versions.items():
            cached |= cache.get_many((key for key in by_hash if languages[key] == language), version)
    for key, annotation in cached.items():
        for article in by_hash[key]:
            done += 1
            yield article.document_id, annotation
    progress(done, total, "Looking for names and quotes")
    waiting = _Waiting((key for key in by_hash if key not in cached), by_hash, wanted, languages)

    def tell() -> None:
        progress(done, total, "Looking for names and quotes")

    work = _Work(by_hash, languages, readings, tell)
    results = _in_process(waiting, work) if executor_factory is None else _over_workers(waiting, work, executor_factory)
    for keys, results_of_batch in results:
        found = dict(zip(keys, results_of_batch, strict=True))
        if cache is not None:
            cache.put_many(found, versions[languages[keys[0]]])
        for key, annotation in found.items():
            for article in by_hash[key]:
                done += 1
                yield article.document_id, annotation
        tell()


Batch = tuple[str, ...]
"""Hashes of the texts that are annotated together; all are in one language."""
Result = tuple[Batch, list[DocumentAnnotation]]


class _Waiting:
    """The texts that are still to be annotated, in the order in which they are wanted when asked."""

    def __init__(
        self,
        keys: Iterable[str],
        by_hash: Mapping[str, Sequence[Article]],
        wanted: Wanted,
        languages: Mapping[str, str],
    ) -> None:
        self._left = dict.fromkeys(keys)
        self._by_hash = by_hash
        self._languages = languages
        self._wanted = wanted
        self._known: Sequence[str] = ()
        self._urgent: deque[str] = deque()
        self._key_of = {article.document_id: key for key in self._left for article in by_hash[key]}

    def take(self) -> Batch:
        """The next batch; empty when nothing is left. What is wanted is not kept waiting by what is not."""
        self._look()
        batch = self._filled(self._next_urgent) or self._filled(self._next)
        return tuple(batch)

    def give_back(self, batch: Batch) -> None:
        """What was taken and not begun is the first of what nobody waits for."""
        self._left = dict.fromkeys((*batch, *self._left))
        self._known = ()

    def is_outdated(self) -> bool:
        """Whether something else is wanted than when a batch was taken last, and still to be annotated."""
        return self._look() and self._next_urgent() is not None

    def _look(self) -> bool:
        """Whether what is wanted changed."""
        wanted = self._wanted()
        if wanted is self._known:
            return False
        self._known = wanted
        self._urgent = deque(dict.fromkeys(key for d in wanted if (key := self._key_of.get(d)) is not None))
        return True

    def _filled(self, following: Callable[[], str | None]) -> list[str]:
        batch: list[str] = []
        size = 0
        while len(batch) < BATCH and (key := following()) is not None:
            length = len(self._by_hash[key][0].text)
            other = batch and self._languages[key] != self._languages[batch[0]]
            if other or (batch and size + length > BATCH_CHARACTERS):
                break
            del self._left[key]
            batch.append(key)
            size += length
        return batch

    def _next_urgent(self) -> str | None:
        while self._urgent and self._urgent[0] not in self._left:
            self._urgent.popleft()
        return self._urgent[0] if self._urgent else None

    def _next(self) -> str | None:
        return next(iter(self._left), None)


class _Careful:
    """First each text that a worker died over alone, so that it is clear which one it was, then the others."""

    def __init__(self, alone: Iterable[str], others: _Waiting) -> None:
        self._alone = deque(alone)
        self._others = others
        self._given: set[Batch] = set()

    def take(self) -> Batch:
        """The next batch; empty when nothing is left."""
        if not self._alone:
            return self._others.take()
        batch = (self._alone.popleft(),)
        self._given.add(batch)
        return batch

    def give_back(self, batch: Batch) -> None:
        """What was taken and not begun."""
        if batch in self._given:
            self._alone.extend(batch)
        else:
            self._others.give_back(batch)

    def is_outdated(self) -> bool:
        """Whether something else is wanted than when the last batch was taken, that is still to be annotated."""
        return self._others.is_outdated()

    def is_alone(self, batch: Batch) -> bool:
        """Whether a batch must be the only one that is under way."""
        return batch in self._given


@dataclass(frozen=True, slots=True)
class _Work:
    """What every batch needs."""

    by_hash: dict[str, list[Article]]
    languages: Mapping[str, str]
    readings: Mapping[str, PipelineSettings]
    """The settings for each language."""
    tell: Callable[[], None]

    def settings(self, batch: Batch) -> PipelineSettings:
        return self.readings[self.languages[batch[0]]]

    def texts(self, batch: Batch) -> list[tuple[str, str]]:
        return [(self.by_hash[key][0].document_id, self.by_hash[key][0].text) for key in batch]


def _in_process(waiting: _Waiting, work: _Work) -> Iterator[Result]:
    while batch := waiting.take():
        yield batch, annotate_batch(work.texts(batch), work.settings(batch))


def _over_workers(waiting: _Waiting, work: _Work, factory: ExecutorFactory) -> Iterator[Result]:
    """Batches over an executor; when a worker dies, what is unfinished once more, article by article, in a new one."""
    unfinished: list[Batch] = []
    while True:
        source = _Careful([key for batch in unfinished for key in batch], waiting)
        unfinished = []
        yield from _round(source, work, factory, unfinished)
        if not unfinished:
            return
        twice = next((batch for batch in unfinished if source.is_alone(batch)), None)
        if twice is not None:
            article = work.by_hash[twice[0]][0]
            raise AnnotationFailedError(
                f"The article {article.path or article.document_id} ({len(article.text):,} characters) ended the "
                "process that looks for names and quotes, twice. Leave it out, or cut it into shorter articles, and "
                "try again."
            )


def _round(source: _Careful, work: _Work, factory: ExecutorFactory, unfinished: list[Batch]) -> Iterator[Result]:
    """Batches through one executor; those it can't finish are added to ``unfinished``."""
    following = source.take()
    if not following:
        return
    executor = factory()
    running: dict[Future[list[DocumentAnnotation]], Batch] = {}
    broken = False
    try:
        while (following and not broken) or running:
            while following and not broken and _may_start(source, following, running.values()):
                try:
                    future = executor.submit(annotate_batch, work.texts(following), work.settings(following))
                except BrokenProcessPool:
                    broken = True
                else:
                    running[future] = following
                    following = source.take()
            if not running:
                break
            finished, _ = wait(running, timeout=_TICK_SECONDS, return_when=FIRST_COMPLETED)
            if not finished:
                work.tell()
            for future in sorted(finished, key=lambda f: running[f]):
                batch = running.pop(future)
                try:
                    result = future.result()
                except BrokenProcessPool:
                    broken = True
                    unfinished.append(batch)
                else:
                    yield batch, result
            if source.is_outdated():
                # a person waits for something else than what was handed over
                for future in [future for future in running if future.cancel()]:
                    source.give_back(running.pop(future))
                source.give_back(following)
                following = source.take()
    finally:
        for future in running:
            future.cancel()
        executor.shutdown(wait=False, cancel_futures=True)
    if following:
        unfinished.append(following)


def _may_start(source: _Careful, batch: Batch, running: Collection[Batch]) -> bool:
    if source.is_alone(batch) or any(map(source.is_alone, running)):
        return not running
    return len(running) < OUTSTANDING


def local_executor(workers: int) -> ProcessPoolExecutor:
    """A pool of worker processes on this machine that end themselves when this process ends, however it does."""
    return ProcessPoolExecutor(
        max_workers=max(1, workers),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_follow_parent,
    )


def _follow_parent() -> None:
    """In a worker: end when the parent process has ended, even if it was killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="parent watch", daemon=True).start()
