from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_bridge import FakeBridge
from interface_walk import problems_of
from naughty_strings import OWN
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.jobs.worker import Failure
from workbench.session.store import Store
from workbench.ui.desk import Desk
from workbench.ui.recent import KEPT, RecentList, RecentMenu, RecentProjects, menu_words, place_words
from workbench.ui.theme import LIGHT
from workbench.workspace import care_tasks

pytestmark = [pytest.mark.window, pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]

PATHS = tuple(str(Path(f"/job/grain/Story & {n}.counterpoint").absolute()) for n in range(4))


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def recent(settings: QSettings) -> RecentProjects:
    recent = RecentProjects(settings)
    for path in PATHS[::-1]:
        recent.add(path)
    return recent


@pytest.fixture
def bridge() -> FakeBridge:
    return FakeBridge(at_once=True)


@pytest.fixture
def desk(bridge: FakeBridge, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(Store(), bridge, LIGHT)
    yield desk
    desk.close()


def test_the_newest_is_first_and_none_is_there_twice(recent: RecentProjects) -> None:
    assert recent.paths == PATHS
    recent.add(PATHS[2])
    assert recent.paths == (PATHS[2], PATHS[0], PATHS[1], PATHS[3])


def test_a_dozen_are_kept_over_a_restart(recent: RecentProjects, settings: QSettings, tmp_path: Path) -> None:
    for n in range(30):
        recent.add(str(tmp_path / f"{n}.counterpoint"))
    settings.sync()
    again = RecentProjects(QSettings(settings.fileName(), QSettings.Format.IniFormat))
    assert len(again.paths) == KEPT == 12
    assert again.paths[0] == str(tmp_path / "29.counterpoint")


@pytest.mark.parametrize("kept", ["", "{", "3", '{"a": 1}', '[1, null, ["x"]]', "[" * 5000])
def test_settings_that_were_altered_are_an_empty_list(kept: str, settings: QSettings) -> None:
    settings.setValue("recent projects", kept)
    recent = RecentProjects(settings)
    assert not recent.paths
    recent.add(PATHS[0])
    assert recent.paths == PATHS[:1]


@pytest.mark.parametrize("name", OWN)
def test_any_name_is_kept_letter_for_letter(name: str, settings: QSettings) -> None:
    path = str(Path("/work").absolute() / f"{name.replace('/', '_')}.counterpoint")
    RecentProjects(settings).add(path)
    settings.sync()
    assert RecentProjects(QSettings(settings.fileName(), QSettings.Format.IniFormat)).paths == (path,)


def test_the_menu_greys_what_is_not_there_once_that_is_known(
    recent: RecentProjects, desk: Desk, bridge: FakeBridge, qtbot: QtBot
) -> None:
    bridge.answer(care_tasks.existing, lambda paths: (paths[0], paths[3]))
    menu = RecentMenu(desk, recent)
    qtbot.addWidget(menu)
    assert bridge.asked == [], "nothing is looked for before somebody opens the menu"
    menu.popup(menu.pos())
    found = [(action.text(), action.isEnabled()) for action in menu.actions() if action.text()]
    assert [enabled for _, enabled in found] == [True, False, False, True, True]
    assert found[0][0].startswith("&1 Story && 0 — ")
    assert found[1][0].endswith("(not found)")
    assert found[4][0] == "Forget these"
    assert bridge.asked_for(care_tasks.existing) == [(PATHS,)]


def test_a_project_is_chosen_by_its_number(
    recent: RecentProjects, desk: Desk, bridge: FakeBridge, qtbot: QtBot
) -> None:
    menu = RecentMenu(desk, recent)
    qtbot.addWidget(menu)
    menu.popup(menu.pos())
    with qtbot.waitSignal(menu.open_wanted) as heard:
        QTest.keyClick(menu, Qt.Key.Key_2)
    assert heard.args == [PATHS[1]]


def test_whether_they_are_there_may_stay_unknown(
    recent: RecentProjects, desk: Desk, bridge: FakeBridge, qtbot: QtBot
) -> None:
    bridge.answer(care_tasks.existing, Failure("No.", False))
    failed: list[str] = []
    desk.failed.connect(lambda text, _: failed.append(text))
    menu = RecentMenu(desk, recent)
    qtbot.addWidget(menu)
    menu.fill()
    assert all(action.isEnabled() for action in menu.actions())
    assert not failed


def test_forgetting_empties_menu_and_list(recent: RecentProjects, desk: Desk, qtbot: QtBot) -> None:
    menu, start = RecentMenu(desk, recent), RecentList(desk, recent)
    for widget in (menu, start):
        qtbot.addWidget(widget)
    menu.fill()
    next(action for action in menu.actions() if action.text() == "Forget these").trigger()
    QApplication.processEvents()
    assert recent.paths == ()
    assert not menu.menuAction().isEnabled()
    assert start.isHidden()
    recent.add(PATHS[0])
    QApplication.processEvents()
    assert menu.menuAction().isEnabled()
    assert not start.isHidden()


def test_the_start_screen_offers_the_newest_by_mouse_and_keyboard(
    recent: RecentProjects, desk: Desk, bridge: FakeBridge, qtbot: QtBot
) -> None:
    start = RecentList(desk, recent)
    qtbot.addWidget(start)
    start.show()
    opened: list[str] = []
    start.open_wanted.connect(opened.append)
    QTest.mouseClick(start.links[0], Qt.MouseButton.LeftButton)
    QTest.keyClick(start.links[3], Qt.Key.Key_Space)
    assert opened == [PATHS[0], PATHS[3]]
    assert bridge.asked == [], "a drive that does not answer must not hold up the start"
    assert start.links[0].accessibleName().startswith("Open Story & 0, in ")


def test_names_and_folders_are_text(settings: QSettings, desk: Desk, qtbot: QtBot) -> None:
    recent = RecentProjects(settings)
    menu, start = RecentMenu(desk, recent), RecentList(desk, recent)
    for widget in (menu, start):
        qtbot.addWidget(widget)
    for name in OWN:
        recent.add(f"/job/{name}/{name.replace('/', '_')}.counterpoint")
        menu.fill()
        start.show()
        start.grab()
        assert problems_of(menu) == problems_of(start) == []
        assert all("\t" not in action.text() for action in menu.actions())


def test_long_folders_are_cut_in_the_middle() -> None:
    words = menu_words(str(Path("/work") / "/".join(f"folder{n}" for n in range(40)) / "Grain.counterpoint"))
    assert words.startswith("Grain — ")
    assert words.endswith("folder39")
    assert "…" in words
    assert len(words) < 70


def test_the_person_s_own_folder_is_a_tilde() -> None:
    home = Path("/archive/ann")
    assert place_words(str(home / "a" / "b.counterpoint"), str(home)) == str(Path("~/a"))
    assert place_words(str(home / "b.counterpoint"), str(home)) == "~"
    assert place_words(str(Path("/srv/b.counterpoint")), str(home)) == str(Path("/srv"))
