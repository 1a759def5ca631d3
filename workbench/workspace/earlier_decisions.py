"""Earlier decisions applied to articles that come in later.

Two kinds of decision reach further than the article they were made about. A file that was read again in another
version is the same article to a person, so what was corrected where the source says the same still holds. And an outlet that was
set where some evidence spoke for it (the address of a page, a source line) holds wherever the same evidence stands.

Decisions about names and verbs of saying hold for every article as they are (:mod:`workbench.workspace.decided_entities`).
Those about one mention, one quote or one stretch name a place in one text, and are not carried over to another version of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from workbench.domain.article import Article, OutletSuggestion
from workbench.domain.corrections import corrections_in
from workbench.domain.decisions import Decisions
from workbench.workspace.messages import Applied

_PAGE: Final = re.compile(r": \S*[./]\S*$")


def apply_earlier(
    earlier: Sequence[Article],
    added: Sequence[Article],
    suggestions: Sequence[OutletSuggestion],
    decisions: Decisions,
) -> tuple[Applied, ...]:
    """What of earlier decisions holds for added articles.

    Args:
        earlier: the articles that were there, as they were read.
        added: the new ones, as they were read.
        suggestions: guesses at outlets, of both.
        decisions: what was decided before the new ones came.

    Returns:
        One item for each field to set, article by article. Evidence on which decisions differ is applied to nothing.
    """
    corrections = corrections_in(decisions)
    if not corrections:
        return ()
    before = {(article.path, article.record): article for article in earlier}
    by_evidence = _outlets_by_evidence(earlier, suggestions, corrections)
    evidence_of: dict[str, list[str]] = defaultdict(list)
    for suggestion in suggestions:
        evidence_of[suggestion.document_id].append(_without_page(suggestion.evidence))
    out: list[Applied] = []
    for article in added:
        done: set[str] = set()
        former = before.get((article.path, article.record)) if article.path else None
        if former is not None:
            for field, value in corrections.get(former.document_id, {}).items():
                if getattr(former, field) == getattr(article, field) != value:
                    done.add(field)
                    reason = f"You decided it for “{former.document_id}”, an earlier version of the same file."
                    out.append(Applied(article.document_id, article.display_title, field, value, reason))
        if article.outlet or "outlet" in done:
            continue
        for evidence in evidence_of[article.document_id]:
            if outlet := by_evidence.get(evidence, ""):
                reason = f"You decided it for articles with the same evidence: {evidence}"
                out.append(Applied(article.document_id, article.display_title, "outlet", outlet, reason))
                break
    return tuple(out)


def _without_page(evidence: str) -> str:
    """Evidence that holds for other pages too: the address of the one page is left out of it."""
    return _PAGE.sub("", evidence)


def _outlets_by_evidence(
    earlier: Sequence[Article],
    suggestions: Sequence[OutletSuggestion],
    corrections: Mapping[str, Mapping[str, str]],
) -> dict[str, str]:
    """The outlet that a person gave to the articles with some evidence, where it is one and the same."""
    known = {article.document_id for article in earlier}
    decided: dict[str, set[str]] = defaultdict(set)
    for suggestion in suggestions:
        outlet = corrections.get(suggestion.document_id, {}).get("outlet", "")
        if suggestion.document_id in known and outlet:
            decided[_without_page(suggestion.evidence)].add(outlet)
    return {evidence: outlets.pop() for evidence, outlets in decided.items() if len(outlets) == 1}
