"""pytest plugin for the run without Qt: makes sure that Qt can't be imported, and knows pytest-qt's settings."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare what pytest-qt would: strict settings refuse names that nobody knows."""
    for name in ("qt_api", "qt_log_level_fail"):
        parser.addini(name, "a setting of pytest-qt, which this run goes without")
    parser.addini("qt_log_ignore", "a setting of pytest-qt, which this run goes without", type="linelist")


def pytest_configure() -> None:
    """Stop at once when Qt can be imported after all: the run would prove nothing."""
    try:
        importlib.import_module("PySide6.QtCore")
    except ModuleNotFoundError:
        return
    raise pytest.UsageError("Qt can be imported: tests/no_qt has to be on PYTHONPATH for this run.")


def pytest_report_header() -> Sequence[str]:
    """Say what kind of run this is."""
    return ["without Qt: PySide6 can't be imported in this run"]
