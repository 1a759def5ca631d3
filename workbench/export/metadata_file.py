"""Articles' metadata as ``metadata.csv``: to be edited in a spreadsheet and read in again beside the files.

Imported by the window to name the task, so it needs nothing heavy at first.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.domain.article import EDITABLE_FIELDS, Article
from workbench.domain.formula_guard import as_cell
from workbench.export.files import written_whole

if TYPE_CHECKING:
    from workbench.domain.progress import Progress
    from workbench.domain.state import State
    from workbench.workspace.workspace import Workspace

HEADER: Final = ("file", "id", *EDITABLE_FIELDS)
"""The columns. ``file`` and ``id`` say which article a row is about."""


def save_metadata(
    workspace: Workspace, call: Progress, path: str, documents: tuple[str, ...], state: State
) -> tuple[int, int]:
    """Write the metadata of some articles, or of all when none is named, as they are now.

    Returns:
        How many rows were written, and how many of these articles share a file with another one: a table of metadata
        says things about files, so read in again it can't tell them apart.

    Raises:
        ExportError: the file can't be written.
    """
    basis = workspace.basis(state.scope, state.decisions)
    wanted = frozenset(documents)
    articles = [a for a in basis.present if not wanted or a.document_id in wanted]
    given = [a if basis.is_given(a.story_id) else a.with_field("story_id", "") for a in articles]
    with written_whole(Path(path)) as stream:
        stream.write(metadata_csv(given))
    files = Counter(article.path for article in basis.present)
    return len(articles), sum(files[article.path] > 1 for article in articles)


def metadata_csv(articles: Iterable[Article]) -> bytes:
    """The bytes of the file: UTF-8 with byte order mark. A cell that a spreadsheet would compute gets an apostrophe."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEADER)
    for article in articles:
        fields = (getattr(article, field) for field in EDITABLE_FIELDS)
        writer.writerow([as_cell(text) for text in (article.path, article.document_id, *fields)])
    text = stream.getvalue()
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8-sig")
