"""The examples of the guide and of the window are searches that are understood and find what they say."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from workbench.domain.search_examples import GROUP_EXAMPLE, SEARCH_EXAMPLES
from workbench.index.query import find, parse
from workbench.index.store import TokenStore
from workbench.index.view import View
from workbench.index.word_layer import PARTS_OF_SPEECH, WordLayer

PAGE = Path(__file__).parents[2] / "docs" / "user-guide" / "searching.md"
ROW = re.compile(r"^\| `(.+?)` \| ", re.MULTILINE)
GROUPS = {"war": ["war", "conflict"], "war words": ["war", "crisis"]}

TEXTS = (
    "The strike and walkout: police stood at the gate. War in Ukraine, crisis in Gaza, sanctions, women, anti-US AND justice.",
    "The Prime Minister said a very good prime of the day said war; he told an unarmed civilian of the crisis in a report.",
    "Cafés, a café, the Élysée, coloured cosmopolitanism: they report a dire war and peace near a civilian.",
)
LEMMAS = {"said": "say", "told": "tell", "cafés": "café"}
PARTS = {
    "said": "VERB", "told": "VERB", "report": "VERB", "dire": "ADJ", "good": "ADJ", "unarmed": "ADJ", "war": "NOUN",
}  # fmt: skip


def examples_of_the_page() -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    table = text.partition("## What you can type")[2].partition("A hit lies within")[0]
    return [example.replace(r"\|", "|") for example in ROW.findall(table)]


def corpus() -> View:
    store = TokenStore.build([(str(n), text) for n, text in enumerate(TEXTS)])
    written = [store.types[n] for n in store.ids.tolist()]
    lemmas = tuple(sorted({LEMMAS.get(word, word) for word in written}))
    layer = WordLayer(
        lemma_ids=np.array([lemmas.index(LEMMAS.get(word, word)) for word in written], dtype=np.int32),
        lemmas=lemmas,
        parts=np.array([PARTS_OF_SPEECH.index(PARTS.get(word, "X")) for word in written], dtype=np.uint8),
        documents=np.ones(len(TEXTS), dtype=np.bool_),
    )
    return View.of(store, words=layer)


def test_the_page_has_a_table_of_examples() -> None:
    assert len(examples_of_the_page()) >= 30


@pytest.mark.parametrize("example", examples_of_the_page())
def test_every_example_of_the_page_finds_something(example: str) -> None:
    assert len(find(corpus(), parse(example, GROUPS)))


@pytest.mark.parametrize("example", [example for example, _ in (*SEARCH_EXAMPLES, GROUP_EXAMPLE)])
def test_every_example_of_the_window_finds_something_and_is_on_the_page(example: str) -> None:
    assert len(find(corpus(), parse(example, GROUPS)))
    assert example in examples_of_the_page()


def test_the_page_names_every_part_of_speech() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [part for part in PARTS_OF_SPEECH[1:] if part != "SPACE" and not re.search(rf"\b{part}\b", text)] == []
