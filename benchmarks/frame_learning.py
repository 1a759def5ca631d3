"""How much codes of articles teach: suggestions learned from some of a person's codes, checked on the articles held back.

    python benchmarks/frame_learning.py CODED.jsonl --coded 100 --draws 10

A line of the file is an article (``id``, ``outlet``, ``title``, ``date``, ``text``) with ``frames``: whether it uses each frame,
by name, or by one of the short names below. For each draw the same number of articles is taken by chance as a person's own
codes, and the program learns from them as it does in the window. On the others its suggestions are compared with the codes,
beside those of the codebook alone, and beside TF-IDF with logistic regression (scikit-learn, if it is installed).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from workbench.domain.decisions import Decisions
from workbench.domain.judgements import changes_for_code
from workbench.domain.state import State
from workbench.workspace.messages import OpenRequest, Options
from workbench.workspace.workspace import Workspace

SHORT = {
    "RE": "Responsibility",
    "HI": "Human interest",
    "CO": "Conflict",
    "MO": "Morality",
    "EC": "Economic consequences",
}
BoolArray = npt.NDArray[np.bool_]
Suggest = Callable[[str, BoolArray], BoolArray]
"""Suggested articles for a frame, of all of them, given which ones are coded."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="coded articles in JSON lines")
    parser.add_argument("--codebook", default="", help="the codebook with these frames (the one in use)")
    parser.add_argument("--coded", type=int, nargs="+", default=[100], help="articles taken as codes (100)")
    parser.add_argument("--draws", type=int, default=10, help="random draws (10)")
    parser.add_argument("--words-alone", action="store_true", help="without sentence vectors")
    given = parser.parse_args()
    lines = given.file.read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if all(value is not None for value in row["frames"].values())]
    truth = {SHORT.get(name, name): np.array([bool(row["frames"][name]) for row in rows]) for name in rows[0]["frames"]}
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "articles.jsonl"
        with corpus.open("w", encoding="utf-8") as out:
            for row in rows:
                out.write(json.dumps({k: row.get(k) for k in ("id", "outlet", "title", "date", "text")}) + "\n")
        workspace = Workspace()
        workspace.open(OpenRequest(sources=(str(corpus),)))
        workspace.annotate()
        try:
            measure(workspace, truth, given)
        finally:
            workspace.close()
    return 0


def measure(workspace: Workspace, truth: Mapping[str, BoolArray], given: argparse.Namespace) -> None:
    """All numbers of codes and draws."""
    options = Options(codebook=given.codebook, by_meaning=not given.words_alone)
    size = next(iter(truth.values())).size
    alone = _by_codebook(workspace, options, list(truth))
    regression = _regression(workspace)
    for coded in given.coded:
        scores: dict[str, list[dict[str, float]]] = {"learned": [], "codebook alone": [], "TF-IDF, regression": []}
        expected: list[float] = []
        seconds = []
        for draw in range(given.draws):
            taken = np.zeros(size, dtype=np.bool_)
            taken[np.random.default_rng(draw).permutation(size)[:coded]] = True
            start = time.perf_counter()
            learned, promised = _learned(workspace, options, truth, taken)
            seconds.append(time.perf_counter() - start)
            expected.append(promised)
            ways: list[tuple[str, Suggest]] = [
                ("learned", lambda frame, _, learned=learned: learned[frame]),  # type: ignore[misc]
                ("codebook alone", lambda frame, _: alone[frame]),
            ]
            if regression is not None:
                ways.append(("TF-IDF, regression", lambda frame, own: regression(truth[frame], own)))
            for name, suggest in ways:
                scores[name].append(
                    {frame: f1(of[~taken], suggest(frame, taken)[~taken]) for frame, of in truth.items()}
                )
        print(
            f"\n{coded} coded articles, {size - coded} held back, {given.draws} draws;"
            f" {statistics.median(seconds):.2f} s to learn"
        )
        print("| | " + " | ".join(truth) + " | macro F1 (sd) |")
        print("|---" * (len(truth) + 2) + "|")
        for name, found in scores.items():
            if found:
                means = [statistics.mean(one[frame] for one in found) for frame in truth]
                macro = [statistics.mean(one.values()) for one in found]
                print(f"| {name} | " + " | ".join(f"{m:.3f}" for m in means) + f" | {_mean_sd(macro)} |")
        print(f"F1 that cross-validation promised: {_mean_sd(expected)}")


def f1(truth: BoolArray, suggested: BoolArray) -> float:
    """Twice the right ones by suggested and true ones; 0 where there are neither."""
    whole = int(truth.sum() + suggested.sum())
    return 2.0 * int((truth & suggested).sum()) / whole if whole else 0.0


def _mean_sd(values: Sequence[float]) -> str:
    return f"{statistics.mean(values):.3f} ({statistics.stdev(values) if len(values) > 1 else 0:.3f})"


def _learned(
    workspace: Workspace, options: Options, truth: Mapping[str, BoolArray], taken: BoolArray
) -> tuple[dict[str, BoolArray], float]:
    codebook = workspace.codebook(options.codebook)
    ids = list(workspace.snapshot.store.document_ids)  # type: ignore[union-attr]
    decisions = Decisions()
    for frame, uses in truth.items():
        for n in np.flatnonzero(taken).tolist():
            decisions = decisions.with_changes(changes_for_code(codebook.name, frame, [ids[n]], bool(uses[n])))
    state = State(decisions=decisions)
    table = workspace.measured("frame_suggestions", state, options).table
    learned = workspace.measured("frame_learning", state, options).table
    place = {document: n for n, document in enumerate(ids)}
    out = {frame: np.zeros(taken.size, dtype=np.bool_) for frame in truth}
    for document, frame, suggested in zip(table["document_id"], table["frame"], table["suggested"], strict=True):
        if frame in out:
            out[frame][place[document]] = bool(suggested)
    return out, float(learned[learned["frame"].isin(list(truth))]["f1"].mean())


def _by_codebook(workspace: Workspace, options: Options, frames: Sequence[str]) -> dict[str, BoolArray]:
    table = workspace.measured("frames", State(), options).table
    return {frame: table.loc[table["frame"] == frame, "suggested"].to_numpy(dtype=np.bool_) for frame in frames}


def _regression(workspace: Workspace) -> Callable[[BoolArray, BoolArray], BoolArray] | None:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        return None
    texts = [workspace.snapshot.texts[document] for document in workspace.snapshot.store.document_ids]  # type: ignore[union-attr]
    matrix = TfidfVectorizer(sublinear_tf=True, min_df=3, max_df=0.6).fit_transform(texts)

    def suggest(uses: BoolArray, taken: BoolArray) -> BoolArray:
        model = LogisticRegression(class_weight="balanced", max_iter=1000).fit(matrix[taken], uses[taken])
        out: BoolArray = model.predict(matrix).astype(np.bool_)
        return out

    return suggest


if __name__ == "__main__":
    raise SystemExit(main())
