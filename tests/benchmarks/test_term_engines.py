"""The comparison with other engines: what it calls the same, how it writes its tables, and one run with what Python brings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.engines.answers import SAME, difference
from benchmarks.engines.process import ENGINES, engine_class
from benchmarks.engines.questions import BY_NAME, OPERATIONS
from benchmarks.engines.report import BEGIN, END, Session, in_page, median, p95, section

ROOT = Path(__file__).resolve().parents[2]


def test_equal_answers_are_the_same_and_others_are_told() -> None:
    right = {"values": np.array([1, 2, 3])}
    assert difference({"values": np.array([1, 2, 3])}, right) == SAME
    assert difference({"values": np.array([1, 2, 4])}, right) == "1 of 3 values differ, 7 against 6 in all"
    assert difference({"values": np.array([1, 2])}, right) == "2 against 3"
    assert difference({"words": np.array(["a"])}, right).startswith("not compared")


def test_measures_are_compared_up_to_rounding() -> None:
    right = {"g2": np.array([1.0, 1e6])}
    assert difference({"g2": np.array([1.0 + 1e-9, 1e6 + 0.01])}, right) == SAME
    assert difference({"g2": np.array([1.001, 1e6])}, right) == "1 of 2 values differ"


def test_pairs_are_compared_as_a_set() -> None:
    right = {"pairs": np.array([[0.0, 1.0, 1.0, 0.5], [2.0, 3.0, 0.8, 0.7]])}
    assert difference({"pairs": right["pairs"][::-1]}, right) == SAME
    assert difference({"pairs": np.array([[0.0, 1.0, 1.0, 0.5], [4.0, 5.0, 0.9, 0.9]])}, right) == (
        "1 of Counterpoint's 2 pairs, 1 others"
    )
    assert difference({"pairs": np.array([[0.0, 1.0, 1.0, 0.4], [2.0, 3.0, 0.8, 0.7]])}, right) == (
        "2 of Counterpoint's 2 pairs, 0 others; 1 shares differ"
    )


def test_median_and_p95() -> None:
    assert median([3.0, 1.0, 2.0]) == 2.0
    assert median([4.0, 1.0, 2.0, 3.0]) == 2.5
    assert p95([float(n) for n in range(1, 21)]) == 19.0
    assert p95([5.0]) == 5.0


def test_tables_replace_what_stands_between_the_markers_and_nothing_else() -> None:
    page = f"# A\n\n{BEGIN}\nold\n{END}\n\n## B\n"
    assert in_page(page, f"{BEGIN}\nnew\n{END}") == f"# A\n\n{BEGIN}\nnew\n{END}\n\n## B\n"
    assert in_page("# A\n", "new") == "# A\n\nnew\n"
    with pytest.raises(ValueError, match="needs"):
        in_page(f"{END} {BEGIN}", "new")


def test_every_engine_does_each_operation_or_says_why_not() -> None:
    for name in ENGINES:
        engine = engine_class(name)
        for one in OPERATIONS:
            assert hasattr(engine, one.name) or one.name in engine.cannot, (name, one.name)
        assert set(engine.cannot) <= set(BY_NAME)
        assert set(engine.remarks) <= set(BY_NAME)


def test_sqlite_answers_as_counterpoint_does_and_what_is_missing_is_named(tmp_path: Path) -> None:
    # a package that is not there: none of the other engines is a dependency of the program
    missing = tmp_path / "without" / "duckdb"
    missing.mkdir(parents=True)
    (missing / "__init__.py").write_text("raise ModuleNotFoundError('No module named duckdb', name='duckdb')", "utf-8")
    saved = tmp_path / "saved.json"
    command = [sys.executable, "benchmarks/term_engines.py", "--articles", "120", "--runs", "2"]
    command += ["--engines", "sqlite", "duckdb", "--save", str(saved), "--work", str(tmp_path)]
    command += ["--write", str(tmp_path / "page.md")]
    environment = {**os.environ, "PYTHONPATH": str(missing.parent)}
    subprocess.run(command, cwd=ROOT, check=True, env=environment, capture_output=True, timeout=240)
    session = Session.from_json(json.loads(saved.read_text("utf-8")))
    first, sqlite, duckdb = session.corpora[0].engines
    assert not first.not_measured
    assert set(first.measured) == set(BY_NAME)
    assert {name: found.answer for name, found in sqlite.measured.items()} == dict.fromkeys(
        {one.name for one in OPERATIONS} - {"near_duplicates"}, SAME
    )
    assert "not installed" in duckdb.not_measured["build"]
    assert "pip install duckdb" in duckdb.not_measured["build"]
    page = (tmp_path / "page.md").read_text("utf-8")
    assert page.rstrip().endswith(END)
    assert "pip install duckdb" in page
    assert section(session, engine_class) in page
    assert not list(tmp_path.glob("counterpoint-engines-*"))
