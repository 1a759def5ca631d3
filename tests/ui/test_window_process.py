"""The working process: killed it comes back with what was open; closed it takes everything with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from driver import Driver
from small_corpus import ARTICLES, TUNNEL, TUNNEL_QUOTED

from workbench.domain.scope import Voice
from workbench.workspace.messages import Stage

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


def worker_process(driver: Driver) -> int:
    """The id of the window's working process."""
    process = driver.window.desk.bridge._worker._process
    assert process is not None
    assert process.pid is not None
    return process.pid


def children_of(process: int) -> set[int]:
    """The processes that a process has started (Linux)."""
    found = set()
    for task in Path(f"/proc/{process}/task").iterdir():
        found |= {int(child) for child in (task / "children").read_text(encoding="ascii").split()}
    return found


def runs(process: int) -> bool:
    """Whether a process is there and not just waiting to be forgotten (Linux)."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False


def many_articles(folder: Path, copies: int = 40) -> Path:
    """More articles than are annotated in a moment, no two the same."""
    folder.mkdir()
    for n in range(copies):
        for name, (_, _, _, _, text) in ARTICLES.items():
            (folder / f"{n:03}-{name}").write_text(f"{text}\nThis is report number {n}.\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def mortal_window(module_window: Driver, small_corpus: Path) -> Driver:
    """A window whose working process is killed again and again (at most three times)."""
    module_window.open(small_corpus)
    return module_window


def kill(driver: Driver, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Kill the working process, and wait until what was open is open again."""
    first, revision = worker_process(driver), driver.window.desk.revision
    with driver.bot.waitSignal(driver.window.desk.bridge.died):
        os.kill(first, KILL)
        meanwhile()
    driver.until(lambda: driver.window.desk.revision > revision and driver.window.desk.stage is Stage.COMPLETE)
    driver.settle()
    assert worker_process(driver) != first
    assert not driver.failures
    assert not driver.message_boxes()


def test_a_killed_working_process_comes_back_with_what_was_open_counted_and_highlighted(
    mortal_window: Driver, tmp_path: Path
) -> None:
    driver = mortal_window
    (tmp_path / "whale.txt").write_text("A whale\n\nA whale was seen in the fjord.\n", encoding="utf-8")
    driver.open(tmp_path / "whale.txt", add=True)
    driver.search("tunnel")
    driver.click(driver.window.scope_bar.voice_buttons[Voice.QUOTED])
    assert driver.concordance_rows() == TUNNEL_QUOTED
    kill(driver)
    assert driver.window.desk.state.scope.voice is Voice.QUOTED
    assert driver.status == f"Highlighting “tunnel”: {TUNNEL_QUOTED} passages in 3 of 7 articles"
    driver.click(driver.window.scope_bar.voice_buttons[Voice.ALL])
    assert driver.concordance_rows() == TUNNEL
    terms = driver.window.terms.table.table_model.table
    assert terms.column("count")[terms.texts("term").index("tunnel")] == TUNNEL
    driver.search("whale")
    assert driver.status == "Highlighting “whale”: 2 passages in 1 of 7 articles"


def test_what_is_asked_while_the_process_dies_is_answered_by_the_next_one(mortal_window: Driver) -> None:
    driver = mortal_window
    driver.begin_anew()
    kill(driver, lambda: driver.type_and_enter("tunnel"))
    assert driver.status.startswith(f"Highlighting “tunnel”: {TUNNEL} passages in 6 of ")
    assert driver.concordance_rows() == TUNNEL
    assert driver.window.terms.frequency.hitmap.marks
    assert driver.window.terms.table.table_model.rowCount()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc")
def test_closing_while_names_are_looked_for_leaves_no_process_behind(
    fresh_window: Callable[[], Driver], tmp_path: Path
) -> None:
    driver = fresh_window()
    driver.window.open_sources([str(many_articles(tmp_path / "many"))])
    driver.until(lambda: driver.window.desk.stage is Stage.ANNOTATING)
    process = worker_process(driver)
    helpers = children_of(process)
    assert helpers, "names are looked for in a process of its own"
    assert process in {child.pid for child in multiprocessing.active_children()}
    driver.window.close()
    assert process not in {child.pid for child in multiprocessing.active_children()}
    driver.until(lambda: not any(runs(helper) for helper in helpers), timeout=10_000)


def test_opening_is_stopped_and_what_was_found_can_be_used(fresh_window: Callable[[], Driver], tmp_path: Path) -> None:
    driver = fresh_window()
    driver.window.open_sources([str(many_articles(tmp_path / "many"))])
    driver.until(lambda: driver.window.desk.stage is Stage.ANNOTATING)
    driver.click(driver.window.status_line.cancel)
    assert not driver.window.status_line.bar.isVisible()
    assert driver.status.startswith("Stopped.")
    annotated = driver.window.desk.overview.annotated if driver.window.desk.overview else 0
    assert 0 < annotated < 240
    assert f"Stopped: names were found in {annotated} of 240 articles" in driver.window.entities.note.text()
    driver.search("tunnel")
    assert driver.hits == f"{40 * TUNNEL} hits in 240 articles"
