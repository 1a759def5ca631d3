"""The table behind the ribbon: the passages that an article of each outlet of one story shares with the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd

from workbench.charts.ribbon import COLUMNS
from workbench.domain.coding import GROUPS
from workbench.domain.focus import Focus
from workbench.domain.measured import Measured
from workbench.workspace.basis import Basis, in_fixed_order
from workbench.workspace.passage_groups import PassagesAlike, passage_groups
from workbench.workspace.passage_tables import notes_on
from workbench.workspace.table_family import TableFamily

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making


def ribbon_rows(making: Making) -> Measured:
    """A row for each passage that an article of one story shares with one of another outlet, articles by outlet.

    The story is that of the highlighted group or article, else the one with most groups. Of each outlet there is one
    article: the one with most passages, among those that the highlighted group is in, if there are any.
    """
    basis, focus = making.basis, making.focus
    grouped = passage_groups(making)
    story = _story(grouped.groups, focus, basis)
    own = [group for group in grouped.groups if group.story_id == story]
    chosen = _articles(own, focus, basis)
    order = {document: n for n, document in enumerate(chosen)}
    rows = []
    for group in own:
        members = [member for member in group.members if member.sentence.document_id in order]
        if len({member.sentence.document_id for member in members}) < 2:
            continue  # the articles on show do not share it
        for member in members:
            sentence = member.sentence
            article = basis.by_id[sentence.document_id]
            rows.append(
                (
                    group.group_id, group.kind, sentence.document_id, basis.outlet_of[sentence.document_id], article.title,
                    sentence.start, sentence.end, len(article.text), " ".join(sentence.text.split()),
                )
            )  # fmt: skip
    rows.sort(key=lambda row: (order[row[2]], row[5], row[6]))
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"start": "int64", "end": "int64", "length": "int64"})
    notes = []
    stories = len({group.story_id for group in grouped.groups})
    if rows:
        notes.append(_shown(basis.story_title(story), {row[2] for row in rows}, {row[0] for row in rows}, len(own)))
        if stories > 1:
            notes.append("Choose a group or an article of another story to see that one.")
        table.attrs["label"] = basis.story_title(story)
    return Measured(table, (*notes, *notes_on(making, grouped)))


def _story(groups: Sequence[PassagesAlike], focus: Focus, basis: Basis) -> str:
    """The story that is shown; empty when no story has a group."""
    counts = Counter(group.story_id for group in groups)
    wanted = [group.story_id for group in groups if group.group_id == focus.group]
    if not wanted and focus.group.startswith(_WITH_STORY):
        wanted = [focus.group.partition("/")[2]]
    documents = [focus.group.partition("/")[2], focus.article]
    wanted += [basis.by_id[document].story_id for document in documents if document in basis.by_id]
    return next((story for story in wanted if counts[story]), max(counts, key=lambda one: counts[one], default=""))


_WITH_STORY: Final = "figure:"
"""Begins the id of a row of what is covered that ends with its story; the ids of others end with an article."""


def _articles(groups: Iterable[PassagesAlike], focus: Focus, basis: Basis) -> list[str]:
    """An article of each outlet, in the fixed order of outlets."""
    passages: Counter[str] = Counter()
    highlighted: set[str] = set()
    for group in groups:
        for member in group.members:
            document = member.sentence.document_id
            passages[document] += 1
            if group.group_id == focus.group:
                highlighted.add(document)
    by_outlet: defaultdict[str, list[str]] = defaultdict(list)
    for document in sorted(passages, key=lambda one: basis.snapshot.places[one]):
        by_outlet[basis.outlet_of[document]].append(document)
    return [_best(by_outlet[outlet], passages, highlighted, focus) for outlet in in_fixed_order(set(by_outlet))]


def _best(documents: Sequence[str], passages: Mapping[str, int], highlighted: set[str], focus: Focus) -> str:
    """The article in focus, else the one with most passages of those in which a highlighted one stands, else of all."""
    return max(documents, key=lambda one: (one == focus.article, one in highlighted, passages[one]))


def _shown(title: str, articles: set[str], groups: set[str], every: int) -> str:
    """What of a story is in the picture."""
    of = (
        f"{len(groups):,} of {every:,} groups"
        if len(groups) < every
        else f"{every:,} {'group' if every == 1 else 'groups'}"
    )
    return f"“{title}”: {of} of passages, in one article of each of {len(articles):,} outlets."


FAMILY: Final = TableFamily(
    panes={"passage_ribbon": ribbon_rows},
    focused=frozenset({"passage_ribbon"}),
    options={"passage_ribbon": frozenset({"by_meaning", "most_meanings"})},
    follows=GROUPS,
)
