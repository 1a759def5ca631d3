"""How fast articles are annotated, beside the same language model alone, and how much memory that takes.

    python benchmarks/annotation_speed.py [--articles 400] [--runs 3] [--processes 1 2]
    python benchmarks/annotation_speed.py FILE_OR_FOLDER [--articles 400]

*The model alone* is spaCy's ``nlp.pipe`` with the same model as it comes, the same components and the same size of
batch, its results thrown away. *The model as used here* is the same with NumPy's products of matrices
(``workbench/annotation/matrix_products.py``). *Annotated* is all that the program does with a text, so that it can be
used: paragraphs, the model, names, quotes, labels, what travels between processes, and the cache on the disk. Entities
across articles are not in it; they are timed apart. One process is this one; with more, all sides use worker processes.
Words are counted at blanks. Before the clock starts, the model is loaded in this process; worker processes load theirs
on all sides. Each measure is a process of its own, the sides take turns, and peaks are sums over all processes of a run
(Linux).

Without a file, articles are made by shuffling the paragraphs of the bundled sample corpus, each with other words at its
end, so that no two are the same.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOK_SECONDS = 0.05
"""Between two looks at the memory of worker processes."""
SIDES = {"model": "the model alone", "products": "the model as used here", "annotated": "annotated"}
PARAGRAPHS = 12
"""Of a made-up article."""


def main() -> None:
    """Run several times and print medians, the worst, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", help="articles; without it they are made of the sample")
    parser.add_argument("--articles", type=int, default=400, help="how many are annotated at most")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--inside", choices=("", *SIDES), default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        texts = json.loads(options.corpus.read_text(encoding="utf-8"))
        processes = options.processes[0]
        if options.inside == "annotated":
            figures = annotated(texts, processes)
        else:
            figures = model_alone(texts, processes, as_it_comes=options.inside == "model")
        sys.stdout.write(json.dumps(figures) + "\n")
        return
    with tempfile.TemporaryDirectory(prefix="counterpoint-annotation-") as folder:
        texts = read(options.corpus, options.articles) if options.corpus else made_up(options.articles)
        corpus = Path(folder) / "texts.json"
        corpus.write_text(json.dumps(texts), encoding="utf-8")
        print(f"{len(texts):,} articles, {sum(len(text.split()) for text in texts):,} words", flush=True)
        for processes in options.processes:
            compare(corpus, processes, options.runs)


def compare(corpus: Path, processes: int, runs: int) -> None:
    """The sides in turn, and what came of them."""
    figures: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for _ in range(runs):
        for what, measured in figures.items():
            measured.append(one_run(what, corpus, processes))
    print(f"{processes} process{'es' if processes > 1 else ''}")
    for what, called in SIDES.items():
        for name in figures[what][0]:
            show(f"{called}, {name}", [run[name] for run in figures[what]])
    for what in ("model", "products"):
        pairs = zip(figures["annotated"], figures[what], strict=True)
        ratios = [ours["words a second"] / theirs["words a second"] for ours, theirs in pairs]
        show(f"words a second, annotated to {SIDES[what]}", ratios)


def show(name: str, values: list[float]) -> None:
    """One figure of several runs."""
    digits = 3 if max(values) < 10 else 0
    median, lowest, highest = (f"{v:10,.{digits}f}" for v in (statistics.median(values), min(values), max(values)))
    print(f"  {name:62s} median {median}   lowest {lowest}   highest {highest}   n {len(values)}", flush=True)


def one_run(what: str, corpus: Path, processes: int) -> dict[str, float]:
    """Measure in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, str(corpus), "--inside", what, "--processes", str(processes)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=7200,
    )
    if done.returncode:
        sys.exit(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def model_alone(texts: list[str], processes: int, *, as_it_comes: bool) -> dict[str, float]:
    """The texts through the pipe of spaCy."""
    from workbench.annotation.pipeline import BATCH, PipelineSettings, load_model

    language = load_model(PipelineSettings())
    if as_it_comes:
        import spacy

        used = language.pipe_names
        language = spacy.load(PipelineSettings().model)
        for name in [name for name in language.component_names if name not in used]:
            language.remove_pipe(name)
    language("A text, so that everything is ready.")
    memory = Memory()
    began = time.perf_counter()
    for _ in language.pipe(texts, n_process=processes, batch_size=BATCH):
        pass
    return speed(texts, time.perf_counter() - began) | memory.peak()


def annotated(texts: list[str], processes: int) -> dict[str, float]:
    """All that the program does with each text."""
    from workbench.annotation.cache import AnnotationCache
    from workbench.annotation.document import DocumentAnnotation
    from workbench.annotation.pipeline import PipelineSettings, annotate_batch
    from workbench.annotation.run import annotate
    from workbench.annotation.tables import assemble
    from workbench.domain.article import Article

    articles = [Article(f"article {n}", text) for n, text in enumerate(texts)]
    annotate_batch([("", "A text, so that everything is ready.")], PipelineSettings())
    found: dict[str, DocumentAnnotation] = {}
    with tempfile.TemporaryDirectory() as folder, AnnotationCache(Path(folder) / "cache") as cache:
        memory = Memory()
        began = time.perf_counter()
        found.update(annotate(articles, cache=cache, workers=0 if processes == 1 else processes))
        seconds = time.perf_counter() - began
    figures = speed(texts, seconds) | memory.peak()
    began = time.perf_counter()
    assemble(articles, found)
    return figures | {"entities across articles, s": time.perf_counter() - began}


def speed(texts: list[str], seconds: float) -> dict[str, float]:
    """Words a second."""
    return {"words a second": sum(len(text.split()) for text in texts) / seconds}


class Memory:
    """The most memory that this process and those that it started take together, looked at again and again."""

    def __init__(self) -> None:
        self._most = 0.0
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def peak(self) -> dict[str, float]:
        """The figure in MB, where it is known."""
        self._done.set()
        self._watch.join()
        return {"peak of memory, MB": self._most} if self._most else {}

    def _look(self) -> None:
        while not self._done.wait(LOOK_SECONDS):
            self._most = max(self._most, sum(map(resident, family(os.getpid()))))


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    out = [pid]
    with contextlib.suppress(OSError, ValueError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text(encoding="ascii").split():
                out += family(int(child))
    return out


def resident(pid: int) -> float:
    """The memory that a process has now, in MB."""
    with contextlib.suppress(OSError, StopIteration, ValueError):
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS:"))
    return 0.0


def read(corpus: Path, most: int) -> list[str]:
    """The texts of articles in a file or folder."""
    from workbench.corpus.reading import read_sources

    return list(dict.fromkeys(article.text for article in read_sources([corpus]).articles))[:most]


def made_up(number: int) -> list[str]:
    """Articles of paragraphs of the sample corpus."""
    from workbench.resource_files import resource

    paragraphs = [
        paragraph.strip()
        for path in sorted(resource("sample").iterdir())
        if path.suffix in (".txt", ".md")
        for paragraph in path.read_text(encoding="utf-8", errors="replace").split("\n\n")
        if len(paragraph.split()) > 15
    ]
    chance = random.Random(20261122)
    return ["\n\n".join(chance.sample(paragraphs, PARAGRAPHS)) + f"\n\nPage {n}." for n in range(number)]


if __name__ == "__main__":
    main()
