"""The window's questions about the boilerplate of more than one article.

This module is imported by the window too: what only the working process needs is imported when a function runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.boilerplate_marks import BoilerplateMark

if TYPE_CHECKING:
    from workbench.domain.progress import Progress
    from workbench.domain.state import State
    from workbench.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class WhichBoilerplate:
    """Which stretches are asked for; what is empty does not matter."""

    kind: str = ""
    rule: str = ""
    outlet: str | None = None
    """``""`` for articles without an outlet, ``None`` for all."""
    restored: bool = False
    """Those that people count again, instead of those that are left out."""


def boilerplate_of(
    workspace: Workspace, call: Progress, state: State, which: WhichBoilerplate
) -> tuple[BoilerplateMark, ...]:
    """Such stretches in all articles that the corpus has, whatever the scope."""
    from workbench.workspace.decided_boilerplate import decided_spans  # noqa: PLC0415 - the window must not load pandas

    basis = workspace.basis(state.scope, state.decisions)
    wanted = {a.document_id for a in basis.present if which.outlet is None or a.outlet == which.outlet}
    if which.restored:
        found = [
            (document, span.start, span.end, span.kind, span.rule)
            for document, spans in decided_spans(basis.snapshot, state.decisions).items()
            for span in spans
            if span.restored
        ]
    else:
        table = basis.boilerplate
        columns = ("document_id", "start", "end", "kind", "rule")
        found = list(zip(*(table[column].tolist() for column in columns), strict=True))
    return tuple(
        BoilerplateMark(document, start, end, kind)
        for document, start, end, kind, rule in found
        if document in wanted and which.kind in ("", kind) and which.rule in ("", rule)
    )
