"""What a reader of a table must know where articles are in languages that not everything is looked for in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from workbench.annotation.languages.codes import language_name
from workbench.annotation.languages.models import installable
from workbench.workspace.basis import Basis

NAMES: Final = "names"
SPEAKERS: Final = "speakers"
LABELS: Final = "labels"

_MISSED: Final = {
    NAMES: "names are not looked for there",
    SPEAKERS: "quotes are found by quotation marks alone there, without who speaks",
    LABELS: "what names are called is not looked for there",
}
"""What it means for a reader that something is missing."""

NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        ("mentions", "entities", "entity_names", "entity_links", "prominence", "entity_counts", "names_by_outlet"),
        (NAMES,),
    ),
    "quotes": (SPEAKERS,),
    "voices": (NAMES, SPEAKERS),
    "labels": (LABELS,),
}
"""What tables are made from that not every language has. A table of a pane may have a longer name that begins or ends
with one of these; see :func:`needs_of`."""


def needs_of(table: str) -> tuple[str, ...]:
    """What a table of the catalogue is made from that not every language has."""
    if table in NEEDS:
        return NEEDS[table]
    if "label" in table:
        return NEEDS["labels"]
    if "voice" in table or "speaker" in table:
        return NEEDS["voices"]
    if table.startswith("entity"):
        return NEEDS["entities"]
    return ()


def language_notes(basis: Basis, needs: Iterable[str]) -> tuple[str, ...]:
    """Which annotated articles in scope are in languages that lack something, and what would help.

    Args:
        basis: what is counted.
        needs: what the table is made from: :data:`NAMES`, :data:`SPEAKERS`, :data:`LABELS`; see :func:`needs_of`.

    Returns:
        No note when nothing is missing.
    """
    needs = tuple(needs)
    languages = basis.snapshot.tables.languages
    articles = [document for document in basis.annotated if document in languages]
    lacking: Counter[str] = Counter()
    missed: dict[str, None] = {}
    for document in articles:
        language, missing = languages[document]
        concerned = [need for need in needs if need in missing]
        if concerned:
            lacking[language] += 1
            missed.update(dict.fromkeys(concerned))
    if not lacking:
        return ()
    listed = ", ".join(
        f"{language_name(code)} {count:,}"
        for code, count in sorted(lacking.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    one = lacking.total() == 1
    what = "; ".join(_MISSED[need] for need in needs if need in missed)
    notes = [
        f"{lacking.total():,} of {len(articles):,} {'article' if len(articles) == 1 else 'articles'} "
        f"{'is' if one else 'are'} in {'a language' if len(lacking) == 1 else 'languages'} without a model "
        f"({listed}): {what}."
    ]
    # no command here: it depends on the machine, and notes are part of reports that others read
    notes += [
        f"{language_name(code)} has a model that is not installed. The Reader says above such an article how to get it."
        for code in sorted(lacking)
        if installable(code)
    ]
    return tuple(notes)
