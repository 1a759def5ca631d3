"""Counterpoint beside other engines: the same questions to the same words, each engine in a process of its own, in one run.

    python benchmarks/term_engines.py CORPUS.jsonl [CORPUS.jsonl ...] --runs 20 --write docs/benchmarks.md

A corpus is a file in JSON lines with ``id``, ``outlet``, ``date``, ``title`` and ``text``; without one, articles of made-up
words are used. The other engines are installed from ``benchmarks/requirements-engines.txt`` into an environment of their own;
one that is missing is named in the tables. Conc needs another release of polars than the one that is compared, so it is
given an interpreter of its own:

    python benchmarks/term_engines.py CORPUS.jsonl --python conc=other-environment/bin/python

Nothing has to be watched: an engine that fails or takes too long is noted, and the next one begins. What was measured is
saved with ``--save`` after each engine, and ``--show`` makes the page of it again.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.engines.answers import compared
from benchmarks.engines.process import ENGINES, engine_class
from benchmarks.engines.questions import BY_NAME, Given
from benchmarks.engines.report import FIRST, CorpusResult, Session, section, write_page
from benchmarks.engines.running import ROOT, EngineResult, Limits, run_engine, today

INSTALL = "pip install -r benchmarks/requirements-engines.txt"


def main() -> int:
    """Measures, or shows what was measured."""
    options = arguments().parse_args()
    saved = json.loads(options.show.read_text(encoding="utf-8")) if options.show else None
    session = measure(options) if saved is None else Session.from_json(saved)
    text = section(session, engine_class)
    if options.write:
        write_page(options.write, text)
        print(f"written to {options.write}")
    else:
        print(text)
    return 0


def arguments() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="*", metavar="CORPUS", help="articles in JSON lines")
    parser.add_argument("--runs", type=int, default=20, help="warm runs of each question (20)")
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=list(ENGINES), metavar="ENGINE")
    parser.add_argument(
        "--operations", nargs="+", choices=list(BY_NAME), default=list(BY_NAME),
        metavar="OPERATION",
    )  # fmt: skip
    parser.add_argument(
        "--limit-seconds",
        type=float,
        default=60.0,
        help="for all runs of one question (60); one run may take 5 times that",
    )
    parser.add_argument("--limit-build-seconds", type=float, default=1800.0, help="for building an engine (1,800)")
    parser.add_argument(
        "--limit-memory",
        type=float,
        default=0.7 * memory() / 1e9,
        help="GB for an engine's process (0.7 of the machine's)",
    )
    parser.add_argument("--python", action="append", default=[], metavar="ENGINE=PATH", help="an engine's interpreter")
    parser.add_argument(
        "--articles", type=int, default=2000, help="how many to make up when no corpus is given (2,000)"
    )
    parser.add_argument("--work", type=Path, help="a folder for the engines' files; they are removed at the end")
    parser.add_argument("--save", type=Path, help="save what was measured as JSON")
    parser.add_argument("--show", type=Path, help="measure nothing, show what was saved")
    parser.add_argument("--write", type=Path, help="put the tables into this page")
    return parser


def measure(options: argparse.Namespace) -> Session:
    """Runs everything."""
    pythons = dict(one.split("=", 1) for one in options.python)
    engines = list(dict.fromkeys([FIRST, *options.engines]))  # Counterpoint's answers are what others are compared with
    limits = Limits(
        runs=options.runs,
        seconds=options.limit_seconds,
        build_seconds=options.limit_build_seconds,
        memory=options.limit_memory * 1e9,
    )
    load = "load average not known"
    if hasattr(os, "getloadavg"):
        load = f"load average {os.getloadavg()[0]:.1f} at the start"
    done: list[CorpusResult] = []

    def session(*more: CorpusResult) -> Session:
        return Session(
            day=today(), machine=machine(), load=load, runs=limits.runs, seconds=limits.seconds, corpora=(*done, *more)
        )

    with tempfile.TemporaryDirectory(prefix="counterpoint-engines-", dir=options.work) as home:
        corpora = options.corpora or [made_up(Path(home) / "made-up.jsonl", options.articles)]
        for number, corpus in enumerate(corpora):
            given = Path(home) / f"given-{number}"
            given.mkdir()
            tell(f"{corpus.name}: cutting words")
            prepare = [sys.executable, "-m", "benchmarks.engines.preparing", str(corpus.resolve()), str(given)]
            subprocess.run(prepare, cwd=ROOT, check=True)
            questions = Given(given).questions
            tell(f"{corpus.name}: {questions.articles:,} articles, {questions.words:,} words")
            results: list[EngineResult] = []
            for name in engines:
                folder = Path(home) / f"{number}-{name}"
                folder.mkdir()
                python = pythons.get(name, sys.executable)
                possible = list(filter(engine_class(name).can, options.operations))
                result = run_engine(name, given, folder, possible, limits=limits, python=python, tell=tell)
                _finish(result, folder, Path(home) / f"{number}-{FIRST}")
                results.append(result)
                if options.save:
                    saved = session(CorpusResult(questions, tuple(results))).to_json()
                    options.save.write_text(json.dumps(saved, indent=1, ensure_ascii=False), encoding="utf-8")
            done.append(CorpusResult(questions, tuple(results)))
    return session()


def _finish(result: EngineResult, folder: Path, reference: Path) -> None:
    """Compares the answers, says what to install, and removes an engine's files."""
    if "not installed" in result.not_measured.get("build", ""):
        package = engine_class(result.name).package or result.name
        result.not_measured["build"] += f"; pip install {package}, or {INSTALL}"
    for operation, measurement in result.measured.items():
        if folder != reference:
            measurement.answer = compared(folder, reference, operation)
            if measurement.answer != "same":
                tell(f"{result.name}: {operation}: {measurement.answer}")
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        elif not path.name.endswith(".answer.npz"):
            path.unlink()


def made_up(target: Path, articles: int) -> Path:
    """A corpus of made-up words."""
    from benchmarks.project_scale import made_up as made

    with target.open("w", encoding="utf-8") as file:
        for article in made(articles):
            record = {"id": article.document_id, "outlet": article.outlet, "date": article.date, "title": article.title}
            file.write(json.dumps({**record, "text": article.text}, ensure_ascii=False) + "\n")
    return target


def machine() -> str:
    """The machine, without a name."""
    return f"{os.cpu_count()} cores, {memory() / 1e9:.0f} GB, {platform.system()}, Python {platform.python_version()}"


def memory() -> int:
    """Bytes of memory of the machine; 8 GB are assumed where it does not say."""
    known = hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if known else 8_000_000_000


BEGAN = time.monotonic()


def tell(words: str) -> None:
    """Prints what was done, with the time since the start."""
    seconds = time.monotonic() - BEGAN
    print(f"{int(seconds) // 60:3}:{int(seconds) % 60:02}  {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
