"""A workspace with a small corpus and one with the bundled sample, each opened once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from town_corpus import write_town_corpus

from workbench.resource_files import resource
from workbench.workspace.messages import CorpusEvent, OpenRequest
from workbench.workspace.workspace import Workspace


@pytest.fixture(scope="session")
def town_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_town_corpus(tmp_path_factory.mktemp("corpus") / "town")


@pytest.fixture(scope="session")
def events() -> list[CorpusEvent]:
    """What was published while the town was opened."""
    return []


@pytest.fixture(scope="session")
def workspace(town_folder: Path, events: list[CorpusEvent]) -> Iterator[Workspace]:
    opened = Workspace(workers=0)

    def note(event: object) -> None:
        if isinstance(event, CorpusEvent):
            events.append(event)

    opened.open(OpenRequest(sources=(str(town_folder),)), publish=note)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    opened = Workspace(workers=0, cache=tmp_path_factory.mktemp("cache") / "annotations.sqlite3")
    opened.open(OpenRequest(sources=(str(resource("sample")),)))
    yield opened
    opened.close()
