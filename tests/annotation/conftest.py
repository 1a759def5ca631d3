from __future__ import annotations

from collections.abc import Callable

import pytest

from workbench.annotation.document import DocumentAnnotation
from workbench.annotation.parsed import Parsed


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Parsed]:
    """One text as the language model sees it (the model is loaded once for all tests)."""
    from workbench.annotation.pipeline import PipelineSettings, load_model, parse_texts

    language = load_model(PipelineSettings())
    return lambda text: parse_texts(language, [text])[0]


@pytest.fixture(scope="session")
def annotated(parse: Callable[[str], Parsed]) -> Callable[[str], DocumentAnnotation]:
    """One text annotated."""
    from workbench.annotation.pipeline import annotate_parsed

    return lambda text: annotate_parsed(parse(text))
