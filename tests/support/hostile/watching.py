"""Hostile files read as a person's files are, with everything measured that must hold."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hostile.lookalikes import NEXT
from workbench.corpus.canonical import canonical_field, canonical_text
from workbench.corpus.formats import Found, Job
from workbench.corpus.reading import read_sources
from workbench.corpus.reading_process import Limits, ReadingProcess
from workbench.domain.article import EDITABLE_FIELDS, Article, Reading, Refusal

SECONDS = 30.0
MEGABYTES = 1_000.0
PROGRAMMERS_WORDS = re.compile(
    r"\b[A-Z][A-Za-z]*(?:Error|Exception)\b|Traceback|NoneType|\bobject at\b|\[Errno|\bcodec\b|\bstr\b|\bdict\b|\bint\b"
    r"|list index|byte string|\bNone\b(?! of )|0x[0-9a-f]{3,}|\bnan\b|b'|\bunicode\b|not supported between|invalid literal|\w\(\)"
)
"""What somebody who does not program can't use."""


@dataclass
class Taken:
    """What one file took."""

    seconds: float = 0.0
    megabytes: float = 0.0
    """Of memory in the child at most."""


@dataclass
class Watched:
    """A reading, and what it took."""

    reading: Reading
    taken: Mapping[str, Taken]
    parent_megabytes: float
    """By which the parent grew at most."""
    parent_seconds: float
    """Outside of the child."""
    said: str
    """What came out on standard error, of parent and child."""
    left: tuple[str, ...] = ()
    """Processes and files that stayed behind."""


class WatchedProcess(ReadingProcess):
    """The real reading process, with time and memory taken down for each file."""

    def __init__(self, limits: Limits | None = None) -> None:
        super().__init__(limits=limits)
        self.taken: dict[str, Taken] = {}

    def read(self, job: Job) -> Iterator[Found]:
        """What is in a file."""
        taken = self.taken.setdefault(job.shown, Taken())
        began = time.perf_counter()
        over = threading.Event()

        def sample() -> None:
            while True:
                for pid in children():
                    if b"spawn" not in command(pid):
                        continue  # for a moment after it was made, a process is a copy of this one
                    taken.megabytes = max(taken.megabytes, memory(pid, "VmHWM"))
                if over.wait(0.05):
                    return

        for pid in children():
            forget_peak(pid)
        sampling = threading.Thread(target=sample)
        sampling.start()
        spent = 0.0
        try:
            for found in super().read(job):
                before = time.perf_counter()
                yield found
                spent += time.perf_counter() - before
        finally:
            taken.seconds = max(taken.seconds, time.perf_counter() - began - spent)
            over.set()
            sampling.join()


def children() -> list[int]:
    """The processes that this one started, but for the tracker that Python itself keeps. None where there is no /proc."""
    found = []
    for listed in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(pid) for pid in listed.read_text(encoding="ascii").split()]
    return [pid for pid in found if b"resource_tracker" not in command(pid)]


def command(pid: int) -> bytes:
    """How a process was started."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def memory(pid: int | str, what: str) -> float:
    """Megabytes, 0.0 when the process is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith(f"{what}:"))
    except (OSError, StopIteration):
        return 0.0


def forget_peak(pid: int | str) -> None:
    """Begin the peak of a process's memory anew."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")


@contextlib.contextmanager
def standard_error() -> Iterator[list[str]]:
    """What is written to standard error meanwhile, by this process and those that it starts."""
    said: list[str] = []
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as target:
        os.dup2(target.fileno(), 2)
        try:
            yield said
        finally:
            sys.stderr.flush()
            os.dup2(kept, 2)
            os.close(kept)
            target.seek(0)
            said.append(target.read().decode("utf-8", "replace"))


def watched(
    sources: list[Path], temporary: Path, *, limits: Limits | None = None, metadata: Path | None = None
) -> Watched:
    """Read sources in a reading process of their own."""
    before = set(children())
    temporary.mkdir(exist_ok=True)
    kept, kept_default = os.environ.get("TMPDIR"), tempfile.tempdir
    forget_peak("self")
    at_first = memory("self", "VmRSS")
    began = time.perf_counter()
    with standard_error() as said:
        os.environ["TMPDIR"], tempfile.tempdir = str(temporary), None
        try:
            with WatchedProcess(limits) as process:
                reading = read_sources(sources, parser=process, metadata=metadata)
        finally:
            tempfile.tempdir = kept_default
            os.environ.pop("TMPDIR")
            if kept is not None:
                os.environ["TMPDIR"] = kept
    seconds = time.perf_counter() - began
    left = [f"process {pid}" for pid in children() if pid not in before] + sorted(
        f"file {path.name}" for path in temporary.iterdir()
    )
    return Watched(
        reading, process.taken, memory("self", "VmHWM") - at_first, seconds - sum(t.seconds for t in process.taken.values()),
        said[0], tuple(left),
    )  # fmt: skip


def lay_out(files: Mapping[str, bytes], folder: Path) -> dict[str, str]:
    """Write files, each followed by an ordinary one in the order of names; the name in the folder by each name."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {}
    for number, (name, data) in enumerate(files.items()):
        names[name] = f"{number:05d}-{name}"
        (folder / names[name]).write_bytes(data)
        (folder / f"{number:05d}~next.txt").write_text(NEXT, encoding="utf-8")
    return names


@dataclass
class Faults:
    """What did not hold, and the worst of what was measured."""

    found: list[str] = field(default_factory=list)
    files: int = 0
    with_articles: int = 0
    articles: int = 0
    refused: int = 0
    seconds: tuple[float, str] = (0.0, "")
    megabytes: tuple[float, str] = (0.0, "")
    parent_megabytes: tuple[float, str] = (0.0, "")
    parent_seconds: tuple[float, str] = (0.0, "")
    reasons: dict[str, str] = field(default_factory=dict)
    """Each kind of reason, with one file that has it."""


def try_files(files: Mapping[str, bytes], folder: Path, faults: Faults, *, twice: bool = True) -> Watched:
    """Read files twice, and note what does not hold."""
    names = lay_out(files, folder / "files")
    first = watched([folder / "files"], folder / "temporary")
    note(first, names, faults, str(folder.name))
    if twice:
        second = watched([folder / "files"], folder / "temporary")
        if stable(first.reading) != stable(second.reading):
            one, two = stable(first.reading), stable(second.reading)
            faults.found.append(f"{folder.name}: read twice, it is not the same: {sorted(set(one) ^ set(two))[:4]}")
    return first


def stable(reading: Reading) -> list[tuple[str, ...]]:
    """What must be the same whenever the same is read."""
    return [
        *((a.document_id, a.text, a.path, a.title, a.date, a.outlet, a.record) for a in reading.articles),
        *((r.path, r.record, r.reason) for r in reading.refusals),
    ]


def belongs(path: str, name: str) -> bool:
    """Whether a path is that of a file, or of something in it."""
    return path == name or path.startswith(name + "/")


def note(seen: Watched, names: Mapping[str, str], faults: Faults, label: str) -> None:
    """Note what does not hold of a reading."""
    reading = seen.reading
    faults.files += len(names)
    faults.articles += len(reading.articles)
    for worst, value in (("parent_megabytes", seen.parent_megabytes), ("parent_seconds", seen.parent_seconds)):
        setattr(faults, worst, max(getattr(faults, worst), (round(value, 2), label)))
    if seen.said.strip():
        faults.found.append(f"{label}: said on standard error: {seen.said.strip()[-600:]}")
    faults.found += [f"{label}: left behind: {what}" for what in seen.left]
    by_path: dict[str, int] = {}
    for article in reading.articles:
        top = article.path.split("/")[0]
        by_path[top] = by_path.get(top, 0) + 1
    refused: dict[str, list[Refusal]] = {}
    for refusal in reading.refusals:
        refused.setdefault(refusal.path.split("/")[0], []).append(refusal)
    described = " ".join(reading.warnings)
    for name, called in names.items():
        taken = seen.taken.get(called, Taken())
        faults.seconds = max(faults.seconds, (round(taken.seconds, 2), f"{label}/{name}"))
        faults.megabytes = max(faults.megabytes, (round(taken.megabytes, 1), f"{label}/{name}"))
        if taken.seconds > SECONDS + 5 and called not in by_path:
            faults.found.append(f"{label}/{name}: took {taken.seconds:.1f} s")
        if taken.megabytes > MEGABYTES * 1.25:
            faults.found.append(f"{label}/{name}: took {taken.megabytes:.0f} MB")
        faults.with_articles += called in by_path
        faults.refused += called in refused and called not in by_path
        if called not in by_path and called not in refused and called not in described:
            faults.found.append(f"{label}/{name}: gave neither an article nor a refusal")
        if f"{called[:5]}~next.txt" not in by_path:
            faults.found.append(
                f"{label}/{name}: the file after it was not read: {refused.get(called[:5] + '~next.txt')}"
            )
    for one in reading.refusals:
        faults.found += [f"{label}/{one.path}: {why}: {one.reason!r}" for why in bad_words(one)]
        faults.reasons.setdefault(re.sub(r"\d[\d,.]*", "N", one.reason), one.path)
    faults.found += [f"{label}/{article.path}: {why}" for article in reading.articles for why in bad_article(article)]


def bad_words(refusal: Refusal) -> list[str]:
    """What is wrong with the words of a refusal."""
    found = []
    if not refusal.path:
        found.append("it names no file")
    if not refusal.reason.endswith("."):
        found.append("it has no full stop")
    if PROGRAMMERS_WORDS.search(refusal.reason):
        found.append("it speaks to programmers")
    if len(refusal.reason) > 600:
        found.append("it is very long")
    return found


def bad_article(article: Article) -> list[str]:
    """What is wrong with an article."""
    found = []
    text = article.text
    if canonical_text("x" + text) != "x" + text:
        found.append("its text is not canonical")
    if not text.strip():
        found.append("its text is empty")
    for name in EDITABLE_FIELDS:
        value = getattr(article, name)
        if canonical_field(value) != value:
            found.append(f"its {name} is not canonical: {value[:80]!r}")
        if len(value) > 100_000:
            found.append(f"its {name} has {len(value):,} characters")
    if article.date and not re.fullmatch(r"\d{4}(-\d\d(-\d\d(T[\d:.]+([+-]\d\d:\d\d|Z)?)?)?)?", article.date):
        found.append(f"its date is {article.date!r}")
    last = 0
    for start, end, kind, rule in article.format_boilerplate:
        if not (last <= start < end <= len(text)) or not kind or not rule:
            found.append(f"its boilerplate {start}-{end} ({kind}) is not inside its text in order")
        last = max(last, end)
    return found
