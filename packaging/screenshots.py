"""The pictures in docs/images/: the window on the sample corpus, light and dark, large and small, and its dialogs.

    python packaging/screenshots.py [FOLDER]

Drawn offscreen, so that they look the same everywhere.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGE, SMALL = (1600, 1000), (1024, 640)
DIALOG = (1120, 720)
PAIRS = (
    ("mob / dockers", "mob | rioters | militants", "dockers | strikers | workers"),
    ("sludge / waste", "sludge", "waste"),
)
"""Opposed pairs that the picture of Word choice shows."""
SETTLED = 4
"""Looks in a row, 150 ms apart, at which everything must be at rest."""


def main() -> int:
    """Open the sample corpus, and grab the window at each step of the tour."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import QSettings, Qt, QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    from workbench import app
    from workbench.domain.focus import Focus
    from workbench.domain.word_pairs import WordPair
    from workbench.ui.main_window import MainWindow

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    home = tempfile.TemporaryDirectory(prefix="counterpoint-screenshots-")
    os.environ["COUNTERPOINT_HOME"] = home.name
    application = QApplication([])
    settings = QSettings(str(Path(home.name) / "settings.ini"), QSettings.Format.IniFormat)
    launch = app.Launch(sample=True)

    def grab(window: QWidget, name: str) -> None:
        window.grab().save(str(folder / f"{name}.png"), "PNG")
        sys.stdout.write(f"{name}.png\n")

    def resized(window: MainWindow, size: tuple[int, int], theme: str) -> None:
        window.set_theme(theme)
        window.resize(*size)
        application.processEvents()
        window.lay_out()

    def tour(window: MainWindow) -> Iterator[None]:
        """Each step changes something; the next one comes when the window is at rest again."""
        desk = window.desk

        def entity_called(name: str) -> str:
            entities = window.entities.table.table_model.table
            rows = [n for n, called in enumerate(entities.texts("name")) if name in called]
            return entities.texts("entity_id")[rows[0] if rows else 0]

        side_by_side = ("2031-03-14-northline-police-clear-gate", "2031-03-15-morning-gull-dock-mob")
        desk.read_requested.emit(side_by_side)
        yield
        desk.highlight(Focus(entity=entity_called("Northern Straits")))
        yield
        for size, part in ((LARGE, ""), (SMALL, "-small")):
            for theme in ("light", "dark"):
                resized(window, size, theme)
                desk.read_requested.emit(side_by_side[: 2 if size == LARGE else 1])
                yield
                grab(window, f"window{part}-{theme}")
        resized(window, LARGE, "light")
        desk.search("strike | walkout | blockade")
        window.show_pane("concordance")
        window.show_pane("keyness")
        yield
        grab(window, "concordance-keyness")
        window.show_pane("terms")
        window.terms.show_chart(1)
        window.show_pane("framing")
        desk.highlight(Focus(frame="Human interest"))
        yield
        grab(window, "framing-dispersion")
        window.framing._choice.button(2).click()
        yield
        window.framing.proposals.judge("accepted")
        window.framing.proposals.judge("rejected")
        yield
        grab(window, "framing-judging")
        for _ in range(2):
            desk.undo()
        window.framing._choice.button(3).click()
        yield
        codes = window.framing.codes
        scores = [float(str(score)) for score in codes.table.table_model.table.column("score")]
        coded = range(14)
        for row in coded:
            codes.table.select_source_row(row)
            codes.code(scores[row] >= sorted(scores)[len(scores) // 2])
        yield
        codes.table.select_source_row(0)
        grab(window, "framing-coding")
        for _ in coded:
            desk.undo()
        window.framing._choice.button(0).click()
        window.show_pane("passages")
        yield
        window.passages.groups.table.row_chosen.emit(0)
        yield
        grab(window, "passages")
        group = window.passages.groups._group
        if group is not None:
            desk.read_requested.emit(tuple(dict.fromkeys(member.document_id for member in group.members))[:2])
            yield
            window.reader.side_by_side.listed.click()
            window.reader.side_by_side.choose(0)
            yield
            grab(window, "side-by-side")
            window.reader.side_by_side.listed.click()
            desk.read_requested.emit((group.members[0].document_id,))
        window.passages.part.button(2).click()
        yield
        grab(window, "omissions")
        window.passages.part.button(0).click()
        desk.clear_highlight()
        window.show_pane("copies")
        for name in ("terms", "keyness"):
            window.docks[name].close()
        window.area.resizeDocks([window.docks["copies"]], [LARGE[1] * 2 // 3], Qt.Orientation.Vertical)
        yield
        window.copies.table.row_chosen.emit(0)
        yield
        window.copies.comparison.step(1)
        yield
        grab(window, "copies")
        desk.highlight(Focus(entity=entity_called("Aurel Stenmark")))
        window.show_pane("voices")
        window.area.resizeDocks([window.docks["voices"]], [LARGE[1] // 2], Qt.Orientation.Vertical)
        yield
        grab(window, "voices")
        for name, a, b in PAIRS:
            window.word_choice.pairs.keep(WordPair(name, a, b))
        window.show_pane("word_choice")
        yield
        grab(window, "word-choice")
        for _ in PAIRS:
            desk.undo()
        window.lay_out()
        window.show_metadata()
        yield
        metadata = window.metadata_dialog or window
        metadata.resize(*DIALOG)
        yield
        grab(metadata, "metadata")
        metadata.close()
        window.bring_in([str(mixed_folder(Path(home.name)))], add=True)
        yield
        importing = window.import_dialog or window
        importing.resize(*DIALOG)
        yield
        grab(importing, "importing")
        importing.close()
        yield

    window = app.build(launch, application, settings)
    window.resize(*LARGE)
    failures: list[str] = []
    window.desk.failed.connect(lambda text, _: failures.append(text))
    steps = tour(window)
    rest = [0]
    timer = QTimer(window)
    timer.setInterval(150)

    def end(code: int) -> None:
        timer.stop()
        window.close()
        application.exit(code)

    def look() -> None:
        rest[0] = rest[0] + 1 if window.complete else 0
        if rest[0] < SETTLED:
            return
        rest[0] = 0
        try:
            next(steps)
        except StopIteration:
            end(1 if failures else 0)
        except Exception as error:
            failures.append(f"{type(error).__name__}: {error}")
            end(1)

    timer.timeout.connect(look)
    start: Callable[[object], None] = lambda _: timer.start()  # noqa: E731 - a slot of one line
    window.opened.connect(start)
    app.start_when_painted(window, launch)
    window.show()
    code = application.exec()
    home.cleanup()
    for failure in failures:
        sys.stderr.write(failure + "\n")
    return code


def mixed_folder(home: Path) -> Path:
    """What people drop in: a table with columns of its own, a page, an archive, and a file that is no text.

    The texts are those of the sample, with outlets under several names.
    """
    folder = home / "to bring in"
    folder.mkdir()
    sample = ROOT / "resources" / "sample"
    with (sample / "metadata.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    texts = {row["file"]: (sample / row["file"]).read_bytes().decode("utf-8", "replace") for row in rows}
    names = (
        "Harbour Ledger",
        "HARBOUR LEDGER",
        "Northline",
        "Northline Online",
        "KPB News",
        "KPB News (print edition)",
    )
    with (folder / "export.csv").open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(("nr", "headline", "source", "published", "body"))
        for n, (row, name) in enumerate(zip(rows, names * 4, strict=False)):
            lines.writerow((n + 1, row["title"], name, "03/04/2031" if n == 4 else row["date"], texts[row["file"]]))
    first, last = rows[0], rows[-1]
    paragraphs = "".join(f"<p>{part}</p>" for part in texts[first["file"]].split("\n\n"))
    (folder / "page.html").write_text(
        f'<!DOCTYPE html><html lang="en"><head><meta property="og:title" content="{first["title"]}">'
        f'<meta property="og:site_name" content="{first["outlet"]}"></head><body><article>{paragraphs}</article></body>',
        encoding="utf-8",
    )
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("texts/report.txt", texts[last["file"]])
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)))
    return folder


if __name__ == "__main__":
    sys.exit(main())
