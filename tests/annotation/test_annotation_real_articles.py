"""Entities in real articles, where they are at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.annotation.document import DocumentAnnotation
from workbench.annotation.entities import Resolution, resolve
from workbench.domain.article import Article

_ARTICLES = Path(__file__).resolve().parents[2].parent / "shared" / "corpora" / "eurasian-security"

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not _ARTICLES.is_dir(), reason="the folder ../shared is not here"),
]


@pytest.fixture(scope="module")
def resolution(annotated: Callable[[str], DocumentAnnotation]) -> Resolution:
    articles = [Article(path.stem, path.read_text("utf-8")) for path in sorted(_ARTICLES.glob("*.txt"))]
    return resolve(articles, {article.document_id: annotated(article.text) for article in articles})


def entities_of(resolution: Resolution, *names: str) -> set[str]:
    """The entities that have these names."""
    wanted = {name.casefold() for name in names}
    return {
        entity.entity_id
        for entity in resolution.entities
        if wanted & {name.casefold() for name in (entity.name, *entity.aliases)}
    }


@pytest.mark.parametrize(
    "names",
    [
        ("Türkiye", "Turkey"),
        ("SCO", "Shanghai Cooperation Organization", "Shanghai Cooperation Organisation"),
    ],
)
def test_all_names_of_one_are_one_entity(resolution: Resolution, names: tuple[str, ...]) -> None:
    assert len(entities_of(resolution, *names)) == 1


def test_a_remark_in_brackets_is_no_entity(resolution: Resolution) -> None:
    assert not entities_of(resolution, "I TAKE", "(I TAKE)", "TAKE")
