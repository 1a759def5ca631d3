"""Tables of passages that say the same in several outlets of a story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from workbench.analysis.span_counts import counted_spans
from workbench.domain.coding import GROUPS
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.workspace.passage_groups import PASSAGE_ROW, Grouped, Passage, PassagesAlike, passage_groups
from workbench.workspace.passage_messages import KIND_WORDS
from workbench.workspace.table_family import TableFamily

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

LONGEST_LIST: Final = 2000
"""Groups of the list on the screen; the exported table has them all."""
LIST_COLUMNS: Final = (
    "group_id", "story_id", "story", "kind", "outlets", "articles", "members", "text", "reason", "similarity", "decided",
)  # fmt: skip
_COMPARED: Final = frozenset({"by_meaning", "most_meanings"})


def passage_rows(making: Making) -> Measured:
    """Every passage of every group."""
    grouped = passage_groups(making)
    outlet_of = making.basis.outlet_of
    rows = [
        (
            group.group_id, group.story_id, group.kind, member.sentence.document_id, member.sentence.start,
            member.sentence.end, member.sentence.text, round(member.similarity, 4), outlet_of[member.sentence.document_id],
            int(in_quote(member)), speaker_of(member), " ".join(member.conflicts), group.reason,
        )
        for group in grouped.groups
        for member in group.members
    ]  # fmt: skip
    return Measured(pd.DataFrame(rows, columns=list(TABLES["passages"])), notes_on(making, grouped))


def passage_list(making: Making) -> Measured:
    """A row for each group: those of most outlets first, contradictions before them."""
    grouped, basis = passage_groups(making), making.basis
    rows = []
    for group in grouped.groups:
        documents = list(dict.fromkeys(member.sentence.document_id for member in group.members))
        outlets = list(dict.fromkeys(basis.outlet_of[document] for document in documents))
        rows.append(
            (
                group.group_id, group.story_id, basis.story_title(group.story_id), group.kind, "\n".join(outlets),
                len(documents), len(group.members), " ".join(group.members[0].sentence.text.split()), group.reason,
                max(member.similarity for member in group.members), int(any(m.decided for m in group.members)),
            )
        )  # fmt: skip
    rows.sort(key=lambda row: (row[3] != "contradiction", -len(str(row[4]).split("\n")), -int(row[6])))
    table = pd.DataFrame(rows, columns=list(LIST_COLUMNS))
    notes = (
        []
        if len(table) <= LONGEST_LIST
        else [f"The first {LONGEST_LIST:,} of {len(table):,} groups. Narrow to a story."]
    )
    return Measured(table.head(LONGEST_LIST), (*notes, *notes_on(making, grouped)))


def group_spans(making: Making, group_id: str) -> pd.DataFrame:
    """Where the passages of a group stand, as far as they are counted: ``document_id``, ``start``, ``end``."""
    group = passage_groups(making).group(group_id) if group_id.startswith(PASSAGE_ROW) else None
    rows = [(m.place.document_id, m.place.start, m.place.end) for m in group.members] if group is not None else []
    table = pd.DataFrame(rows, columns=["document_id", "start", "end"])
    table = table.astype({"document_id": "str", "start": "int64", "end": "int64"})
    return table[counted_spans(making.basis.annotated_view, table)[0]].reset_index(drop=True)


def group_words(group: PassagesAlike) -> str:
    """What a group is called: ``Same quote: “We had eleven minutes …”``."""
    text = " ".join(group.members[0].sentence.text.split())
    return f"{KIND_WORDS[group.kind]}: “{text if len(text) <= _SHORT else f'{text[: _SHORT - 1].rstrip()}…'}”"


_SHORT: Final = 48


def in_quote(member: Passage) -> bool:
    """Whether words of a passage stand between quotation marks as somebody's."""
    return bool(member.sentence.quotes)


def speaker_of(member: Passage) -> str:
    """The entity that says the words between quotation marks, where one alone is known."""
    speakers = {quote.speaker_id for quote in member.sentence.quotes if quote.speaker_id}
    return next(iter(speakers)) if len(speakers) == 1 else ""


def notes_on(making: Making, grouped: Grouped) -> tuple[str, ...]:
    """What a person should know of how passages were compared."""
    basis = making.basis
    notes = []
    if not grouped.stories:
        notes.append("No story has articles of two outlets, so there is nothing to compare.")
    else:
        stories = "1 story" if grouped.stories == 1 else f"{grouped.stories:,} stories"
        notes.append(f"{grouped.sentences:,} sentences of {stories} compared across outlets.")
    known, every = len(basis.annotated), len(basis.in_scope)
    if known < every:
        notes.append(f"Sentences are known of {known:,} of {every:,} articles; the others are left out.")
    if grouped.note:
        notes.append(f"By words alone: {grouped.note}")
    return tuple(notes)


FAMILY: Final = TableFamily(
    contract={"passages": passage_rows},
    panes={"passage_list": passage_list},
    options={"passages": _COMPARED, "passage_list": _COMPARED},
    follows=GROUPS,
)
