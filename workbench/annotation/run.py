"""Annotating a corpus: what is cached first, the rest in batches over worker processes, with progress and cancel."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import Final

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
    first: Sequence[str] = (),
) -> Iterator[tuple[str, DocumentAnnotation]]:
    """Annotate articles and give each as soon as it is done, as document id and annotation.

    Cached ones come first, then those that ``first`` names, then the others in their order. Articles with the same text
    are annotated once. What is done is cached at once, so a cancelled run goes on where it stopped.

    Args:
        articles: each id once.
        settings: which model.
        cache: where annotations are kept between runs.
        executor_factory: makes the executor, e.g. ``lambda: local_executor(2)`` or ``client.get_executor``; it is shut
            down at the end.
        workers: without an ``executor_factory``, how many processes of this machine work; 0 is this process.
        progress: told how many articles are done; raises to cancel, and then nothing that waits is begun.
        first: ids of articles that a person is waiting for.

    Raises:
        Cancelled: ``progress`` asked to stop.
        ModelMissingError: the model is not installed.
        AnnotationFailedError: a worker process died over an article, twice; the message names it.
    """
    settings = settings or PipelineSettings()
    version = pipeline_version(settings)
    by_hash: dict[str, list[Article]] = {}
    for article in articles:
        by_hash.setdefault(text_hash(article.text), []).append(article)
    if executor_factory is None and workers > 0:
        executor_factory = partial(local_executor, workers)
    total, done = len(articles), 0
    progress(done, total, "Looking for names and quotes")
    cached = cache.get_many(by_hash, version) if cache is not None else {}
    for key, annotation in cached.items():
        for article in by_hash[key]:
            done += 1
            yield article.document_id, annotation
    progress(done, total, "Looking for names and quotes")
    wanted = set(first)
    left = [key for key in by_hash if key not in cached]
    left.sort(key=lambda key: not any(a.document_id in wanted for a in by_hash[key]))
    batches = _batches(left, by_hash)

    def tell() -> None:
        progress(done, total, "Looking for names and quotes")

    work = _Work(by_hash, settings, tell)
    results = _in_process(batches, work) if executor_factory is None else _over_workers(batches, work, executor_factory)
    for keys, results_of_batch in results:
        found = dict(zip(keys, results_of_batch, strict=True))
        if cache is not None:
            cache.put_many(found, version)
        for key, annotation in found.items():
            for article in by_hash[key]:
                done += 1
                yield article.document_id, annotation
        tell()


Batch = tuple[str, ...]
"""Hashes of the texts that are annotated together."""
Result = tuple[Batch, list[DocumentAnnotation]]


def _batches(keys: Sequence[str], by_hash: dict[str, list[Article]]) -> list[Batch]:
    out: list[Batch] = []
    batch: list[str] = []
    size = 0
    for key in keys:
        length = len(by_hash[key][0].text)
        if batch and (len(batch) >= BATCH or size + length > BATCH_CHARACTERS):
            out.append(tuple(batch))
            batch, size = [], 0
        batch.append(key)
        size += length
    if batch:
        out.append(tuple(batch))
    return out


@dataclass(frozen=True, slots=True)
class _Work:
    """What every batch needs."""

    by_hash: dict[str, list[Article]]
    settings: PipelineSettings
    tell: Callable[[], None]

    def texts(self, batch: Batch) -> list[tuple[str, str]]:
        return [(self.by_hash[key][0].document_id, self.by_hash[key][0].text) for key in batch]


def _in_process(batches: Sequence[Batch], work: _Work) -> Iterator[Result]:
    for batch in batches:
        yield batch, annotate_batch(work.texts(batch), work.settings)


def _over_workers(batches: Sequence[Batch], work: _Work, factory: ExecutorFactory) -> Iterator[Result]:
    """Batches over an executor; when a worker dies, what is unfinished once more, article by article, in a new one."""
    unfinished: list[Batch] = []
    yield from _round(batches, work, factory, unfinished, OUTSTANDING)
    failed: list[Batch] = []
    # one at a time: when a worker dies again, it is clear over which article
    yield from _round([(key,) for batch in unfinished for key in batch], work, factory, failed, 1)
    if failed:
        article = work.by_hash[failed[0][0]][0]
        raise AnnotationFailedError(
            f"The article {article.path or article.document_id} ({len(article.text):,} characters) ended the process "
            "that looks for names and quotes, twice. Leave it out, or cut it into shorter articles, and try again."
        )


def _round(
    batches: Sequence[Batch], work: _Work, factory: ExecutorFactory, unfinished: list[Batch], limit: int
) -> Iterator[Result]:
    """Batches through one executor, at most ``limit`` at a time; those it can't finish are added to ``unfinished``."""
    if not batches:
        return
    executor = factory()
    waiting = deque(batches)
    running: dict[Future[list[DocumentAnnotation]], Batch] = {}
    broken = False
    try:
        while (waiting and not broken) or running:
            while waiting and not broken and len(running) < limit:
                try:
                    future = executor.submit(annotate_batch, work.texts(waiting[0]), work.settings)
                except BrokenProcessPool:
                    broken = True
                else:
                    running[future] = waiting.popleft()
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
    finally:
        for future in running:
            future.cancel()
        executor.shutdown(wait=False, cancel_futures=True)
    unfinished.extend(waiting)


def local_executor(workers: int) -> ProcessPoolExecutor:
    """A pool of worker processes on this machine that end themselves when this process ends, however it does."""
    return ProcessPoolExecutor(
        max_workers=max(1, workers),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_follow_parent,
    )


def _follow_parent() -> None:
    """In a worker: end when the parent process has ended, even if it was killed."""
    # one thread of linear algebra a worker; the workers are what runs side by side
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="parent watch", daemon=True).start()
