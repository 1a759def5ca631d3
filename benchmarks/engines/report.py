"""Tables of results in Markdown, and where they go in a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.engines.answers import SAME
from benchmarks.engines.engine import Engine
from benchmarks.engines.questions import ALONE, BY_NAME, OPERATIONS, Questions
from benchmarks.engines.running import EngineResult

BEGIN: Final = "<!-- term engines: begin -->"
END: Final = "<!-- term engines: end -->"
FIRST: Final = "counterpoint"
"""The engine that others are compared with."""


@dataclass(frozen=True)
class CorpusResult:
    """What all engines took for one corpus."""

    questions: Questions
    engines: tuple[EngineResult, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {"questions": asdict(self.questions), "engines": [one.to_json() for one in self.engines]}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> CorpusResult:
        """From plain values."""
        return cls(Questions(**values["questions"]), tuple(map(EngineResult.from_json, values["engines"])))


@dataclass(frozen=True, kw_only=True)
class Session:
    """One run of the command."""

    day: str
    machine: str
    load: str
    runs: int
    seconds: float
    corpora: tuple[CorpusResult, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        values = {name: getattr(self, name) for name in ("day", "machine", "load", "runs", "seconds")}
        return {**values, "corpora": [one.to_json() for one in self.corpora]}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Session:
        """From plain values."""
        return cls(**{**values, "corpora": tuple(map(CorpusResult.from_json, values["corpora"]))})


def median(times: Sequence[float]) -> float:
    """The middle one, or the mean of the two in the middle."""
    ordered, half = sorted(times), len(times) // 2
    return ordered[half] if len(times) % 2 else (ordered[half - 1] + ordered[half]) / 2


def p95(times: Sequence[float]) -> float:
    """The smallest one that at least 95 of 100 do not exceed (nearest rank)."""
    ordered = sorted(times)
    return ordered[max(-(-95 * len(ordered) // 100) - 1, 0)]


def in_page(page: str, section: str) -> str:
    """A page with the section between its markers; they come to the end of a page that has none yet.

    Raises:
        ValueError: one marker is there without the other, or they stand the wrong way round.
    """
    begin, end = page.find(BEGIN), page.find(END)
    if begin < 0 and end < 0:
        return f"{page.rstrip()}\n\n{section}\n"
    if begin < 0 or end < begin:
        raise ValueError(f"the page needs “{BEGIN}” and behind it “{END}”, each once")
    return page[:begin] + section + page[end + len(END) :]


def write_page(path: Path, section: str) -> None:
    """Puts the section into a page, which may be a new one."""
    page = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n"
    path.write_text(in_page(page, section), encoding="utf-8")


def section(session: Session, engine_class: Callable[[str], type[Engine]]) -> str:
    """Everything between the markers, markers included."""
    names = list(dict.fromkeys(one.name for corpus in session.corpora for one in corpus.engines))
    parts = [BEGIN, _introduction(session), _fed_table(session, names, engine_class)]
    for corpus in session.corpora:
        parts += [_corpus(corpus, session.runs, engine_class)]
    parts += [_left_out(names, engine_class), END]
    return "\n\n".join(part for part in parts if part)


def _introduction(session: Session) -> str:
    asked = "\n".join(f"- **{one.title}**: {one.asks}." for one in (*OPERATIONS, *ALONE))
    return f"""\
Measured on {session.day} on {session.machine}; {session.load}.

Each engine ran in a process of its own, one after the other. A question was asked once, and that answer compared with
Counterpoint's; then {session.runs} times more, or as often as {session.seconds:,.0f} seconds allow (*n*, where it is less).
Figures are medians of these warm runs, *p95* is the smallest time that 95 % of them do not exceed, and × is the engine's
median divided by Counterpoint's: above 1, Counterpoint is quicker. What is counted may be any choice of articles, so no engine
uses answers or sums from before, except for *keyness with kept sums*: there all have the sums by outlet of the whole corpus.

{asked}"""


def _fed_table(session: Session, names: Sequence[str], engine_class: Callable[[str], type[Engine]]) -> str:
    rows = []
    for name in names:
        engine = engine_class(name)
        versions = [
            one.version for corpus in session.corpora for one in corpus.engines if one.name == name and one.version
        ]
        rows.append([f"{engine.title} {versions[0] if versions else ''}".strip(), engine.fed, engine.keeps])
    return _table(["engine", "built from", "built"], rows)


def _corpus(corpus: CorpusResult, runs: int, engine_class: Callable[[str], type[Engine]]) -> str:
    q = corpus.questions
    title = (
        f"### {q.articles:,} articles\n\n{q.words:,} words, {q.types:,} different ones. Term: {q.term} ({q.hits:,} hits). "
        f"Phrase: {q.phrase} ({q.phrase_hits:,}). Sorted: {q.sorted_word} ({q.sorted_hits:,}). Outlet: {q.outlet}."
    )
    first = next((one for one in corpus.engines if one.name == FIRST), None)
    shown = [one for one in corpus.engines if one.measured or one.build_seconds is not None]
    heads = ["", *(engine_class(one.name).title for one in shown)]
    rows = []
    for operation in (*OPERATIONS, *ALONE):
        cells = [_time_cell(one, first, operation.name, runs, engine_class) for one in shown]
        if any(cell != "–" for cell in cells):
            rows.append([operation.title, *cells])
    base_cpu, base_seconds = (first.build_cpu, first.build_seconds) if first is not None else (None, None)
    built = [
        ["CPU", *(_seconds(one.build_cpu, base_cpu, one is first) for one in shown)],
        ["time", *(_seconds(one.build_seconds, base_seconds, one is first) for one in shown)],
        ["most memory, with what it is fed", *(_size(one.fed_peak) for one in shown)],
        ["most memory, built", *(_size(one.build_peak) for one in shown)],
        ["most memory, asked everything", *(_size(one.peak) for one in shown)],
        ["on the disk", *(_size(one.bytes_on_disk) for one in shown)],
        ["load average at its start", *("–" if one.load is None else f"{one.load:.1f}" for one in shown)],
    ]
    parts = [title, _table(heads, rows), "Building:", _table(heads, built), _differences(corpus, engine_class)]
    return "\n\n".join(part for part in parts if part)


def _time_cell(
    one: EngineResult,
    first: EngineResult | None,
    operation: str,
    runs: int,
    engine_class: Callable[[str], type[Engine]],
) -> str:
    if operation in one.not_measured:
        why = one.not_measured[operation]
        return why if why.startswith(("not finished", "needs more")) else "failed"
    found = one.measured.get(operation)
    if found is None:
        return "–"
    said = f"{_milliseconds(median(found.warm))} ms"
    base = first.measured.get(operation) if first is not None else None
    if base is not None and one is not first:
        said += f", ×{_ratio(median(found.warm) / median(base.warm))}"
    said += f", p95 {_milliseconds(p95(found.warm))}"
    if len(found.times) < runs:
        said += f", n {len(found.warm)}"
    if found.answer not in ("", SAME):
        said += " *"
    return said


def _differences(corpus: CorpusResult, engine_class: Callable[[str], type[Engine]]) -> str:
    lines = []
    same = compared = 0
    for one in corpus.engines:
        for operation, found in one.measured.items():
            if one.name == FIRST:
                continue
            compared += 1
            if found.answer == SAME:
                same += 1
            else:
                remark = engine_class(one.name).remarks.get(operation, "")
                said = f"{engine_class(one.name).title}, {BY_NAME[operation].title}: {found.answer or 'not compared'}"
                lines.append(f"- {said}{f' ({remark})' if remark else ''}.")
        for operation, why in one.not_measured.items():
            called = "not measured at all" if operation == "build" else BY_NAME[operation].title
            lines.append(f"- {engine_class(one.name).title}, {called}: {why}.")
    head = f"{same} of {compared} answers of other engines are the same as Counterpoint's."
    return head if not lines else f"{head} What differs (*) or was not measured:\n\n" + "\n".join(lines)


def _left_out(names: Sequence[str], engine_class: Callable[[str], type[Engine]]) -> str:
    engines = [engine_class(name) for name in names]
    parts = [
        _told("Left out, because an engine can't do it:", engines, lambda engine: engine.cannot),
        _told("How some of it is done:", engines, lambda engine: engine.remarks),
    ]
    return "\n\n".join(part for part in parts if part)


def _told(head: str, engines: Sequence[type[Engine]], words_of: Callable[[type[Engine]], Mapping[str, str]]) -> str:
    """What is said about operations, a line for each engine and each thing that is said."""
    lines = []
    for engine in engines:
        titles: dict[str, list[str]] = {}
        for operation in OPERATIONS:
            if operation.name in words_of(engine):
                titles.setdefault(words_of(engine)[operation.name], []).append(operation.title)
        lines += [f"- {engine.title} ({', '.join(them)}): {words}." for words, them in titles.items()]
    return f"{head}\n\n" + "\n".join(lines) if lines else ""


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _milliseconds(seconds: float) -> str:
    value = seconds * 1000
    return (
        f"{value:,.0f}"
        if value >= 100
        else f"{value:.1f}"
        if value >= 10
        else f"{value:.2g}"
        if value < 1
        else f"{value:.2f}"
    )


def _ratio(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 20 else f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.2f}"


def _seconds(value: float | None, base: float | None, is_first: bool) -> str:
    if value is None:
        return "–"
    said = f"{value:,.1f} s"
    return said if is_first or not base else f"{said}, ×{_ratio(value / base)}"


def _size(value: int | None) -> str:
    return "–" if value is None else f"{value / 1e6:,.0f} MB"
