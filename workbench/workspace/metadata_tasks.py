"""What the window asks about articles' metadata, and the answers. Imported by the window, so it needs nothing heavy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.workspace.listing import Column, SentBefore

if TYPE_CHECKING:
    from workbench.domain.progress import Progress
    from workbench.domain.state import State
    from workbench.workspace.workspace import Workspace

FILE: Final = "file"
DOCUMENT: Final = "document_id"
STORY_TITLE: Final = "story title"
FIELDS: Final = (
    *("title", "outlet", "author", "date", "url", "section", "language"),
    *("story_id", "wire_agency", "stated_words"),
)
"""What the table has of each article beside its file, in the order of its columns."""


@dataclass(frozen=True, eq=False)
class MetadataColumns:
    """The metadata of all articles that are open, as columns of texts."""

    revision: int
    columns: Mapping[str, Column]
    """:data:`DOCUMENT` and :data:`FILE`, and each of :data:`FIELDS`, by name; :data:`STORY_TITLE` has the title of each
    value of ``story_id``."""

    def without(self, known: frozenset[str]) -> MetadataColumns:
        """The same without the columns that the receiver has, by their names."""
        columns = {n: SentBefore(uid=c.uid) if c.uid in known else c for n, c in self.columns.items()}
        return MetadataColumns(self.revision, columns)

    def completed_from(self, earlier: MetadataColumns | None) -> MetadataColumns:
        """The same with what was left out taken from an earlier answer.

        Raises:
            KeyError: the earlier one does not have it.
        """
        have = {column.uid: column for column in earlier.columns.values()} if earlier is not None else {}
        columns = {n: have[c.uid] if isinstance(c, SentBefore) else c for n, c in self.columns.items()}
        return MetadataColumns(self.revision, columns)


@dataclass(frozen=True, slots=True)
class MetadataCell:
    """One field of one article: its value, where it comes from, and what speaks for another."""

    document_id: str
    field: str
    value: str = ""
    source: str = ""
    read_value: str = ""
    """What the source said, which holds again when a correction is taken back."""
    read_source: str = ""
    suggestions: tuple[tuple[str, str], ...] = ()
    """Values, each with what speaks for it in words."""
    remarks: tuple[str, ...] = ()
    """What else a person should know, in sentences."""


def metadata_columns(
    workspace: Workspace, call: Progress, state: State, known: frozenset[str] = frozenset()
) -> MetadataColumns:
    """The metadata of all articles, without the columns that the window knows already, by their names."""
    from workbench.workspace.metadata import columns_of  # noqa: PLC0415 - the window must not load pandas

    return columns_of(workspace.basis(state.scope, state.decisions)).without(known)


def metadata_cell(workspace: Workspace, call: Progress, document_id: str, name: str, state: State) -> MetadataCell:
    """One field of one article."""
    from workbench.workspace.metadata import cell_of  # noqa: PLC0415

    return cell_of(workspace.basis(state.scope, state.decisions), document_id, name)


def suggested_values(
    workspace: Workspace, call: Progress, documents: tuple[str, ...], name: str, state: State
) -> tuple[tuple[str, str], ...]:
    """Pairs of document id and the value that the strongest evidence stands for, of those articles that have one."""
    from workbench.workspace.metadata import suggestions_for  # noqa: PLC0415

    return suggestions_for(workspace.basis(state.scope, state.decisions), documents, name, call)
