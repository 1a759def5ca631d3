"""Decisions that only frames, and groups of passages, follow from.

Judging passages must be quick in any corpus: what counts words, names or voices stays what it is when one of these changes.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from workbench.domain.codebook_choices import CODEBOOK, CODEBOOK_IN_USE
from workbench.domain.decisions import Decisions
from workbench.domain.entity_decisions import span_of
from workbench.domain.judgements import FRAME_CODE, JUDGEMENT, coded_article, judged_place
from workbench.domain.passage_decisions import PASSAGE

CODES: Final = frozenset({JUDGEMENT, FRAME_CODE, CODEBOOK, CODEBOOK_IN_USE})
"""Collections of what is said of passages and articles for frames, and of codebooks."""
GROUPS: Final = frozenset({PASSAGE})
"""The collection of what was decided about which passages say the same."""
CODING: Final = CODES | GROUPS
"""Both."""


def coded_in(decisions: Decisions, present: Container[str]) -> dict[str, dict[str, object]]:
    """What people said of passages and articles, as far as tables follow from it.

    Args:
        decisions: everything that is decided.
        present: ids of the articles that the corpus has; what is said of another one plays no part.

    Returns:
        Values by key, by collection. Codebooks are not among it: recipes name them by themselves.
    """
    judged = {
        key: value
        for key, value in decisions.collection(JUDGEMENT).items()
        if (place := judged_place(key)) is not None and place[2].document_id in present
    }
    coded = {
        key: value
        for key, value in decisions.collection(FRAME_CODE).items()
        if (article := coded_article(key)) is not None and article[2] in present
    }
    grouped = {
        key: value
        for key, value in decisions.collection(PASSAGE).items()
        if (span := span_of(key)) is not None and span.document_id in present
    }
    return {JUDGEMENT: judged, FRAME_CODE: coded, PASSAGE: grouped}
