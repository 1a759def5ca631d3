"""Four short made-up articles with names and quotes set by hand, for tests of what people decide about them.

No model and no rule is asked, so that the tests are quick and stay as they are when rules get better. The Guild is found
under two names, which are joined; so are both spellings of Ada Brook. Velmorian is linked to Velmoria.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pandas as pd

from workbench.annotation.tables import (
    LABEL_COLUMNS,
    MENTION_COLUMNS,
    NAME_COLUMNS,
    QUOTE_COLUMNS,
    Annotations,
    assemble,
)
from workbench.domain.article import Article
from workbench.domain.columns import TABLES
from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.spans import Span
from workbench.index.store import TokenStore
from workbench.workspace.messages import Stage
from workbench.workspace.snapshot import Snapshot

ADA: Final = "person|ada|brook"
BROOCK: Final = "person|ada|broock"
OTTO: Final = "person|otto|brook"
REED: Final = "person|owen|reed"
HARBOUR_GUILD: Final = "name|harbor guild"
GUILD: Final = "name|guild"
VELMORIA: Final = "name|velmoria"
VELMORIAN: Final = "people|velmorian"

TEXTS: Final = {
    "post/1": "Mayor Ada Brook opened the pier. “It will last,” Brook said. She left with Owen Reed of the Harbour Guild.",
    "mail/1": "Ada Brook claimed the pier is safe. Otto Brook, a fisher, muttered that it leaks.",
    "mail/2": "The Guild praised Owen Reed. “No comment,” Reed groused. Velmoria sent Ada Broock a card.",
    "none/1": "In Velmoria the Velmorian press saw Owen Reed. Ada Brook stayed away.",
}
OUTLETS: Final = {"post/1": "Quay Post", "mail/1": "Mole Mail", "mail/2": "Mole Mail", "none/1": ""}

FOUND_ENTITIES: Final = {
    "ada-brook": ("Ada Brook", "PERSON", (ADA, BROOCK)),
    "owen-reed": ("Owen Reed", "PERSON", (REED,)),
    "harbor-guild": ("Harbour Guild", "ORG", (HARBOUR_GUILD, GUILD)),
    "velmoria": ("Velmoria", "GPE", (VELMORIA,)),
    "otto-brook": ("Otto Brook", "PERSON", (OTTO,)),
    "velmorian": ("Velmorian", "NORP", (VELMORIAN,)),
}
_REASONS: Final = {GUILD: "Short for Harbour Guild.", BROOCK: "One letter differs."}
_NAMES: Final = {
    ADA: "Ada Brook", BROOCK: "Ada Broock", OTTO: "Otto Brook", REED: "Owen Reed", HARBOUR_GUILD: "Harbour Guild",
    GUILD: "Guild", VELMORIA: "Velmoria", VELMORIAN: "Velmorian",
}  # fmt: skip
_MENTIONS: Final = (
    ("post/1", "Ada Brook", "PERSON", "named", ADA),
    ("post/1", "Brook said", "PERSON", "named", ADA),
    ("post/1", "She", "PERSON", "pronoun", ADA),
    ("post/1", "Owen Reed", "PERSON", "named", REED),
    ("post/1", "Harbour Guild", "ORG", "named", HARBOUR_GUILD),
    ("mail/1", "Ada Brook", "PERSON", "named", ADA),
    ("mail/1", "Otto Brook", "PERSON", "named", OTTO),
    ("mail/1", "it", "", "pronoun", ""),
    ("mail/2", "Guild", "ORG", "named", GUILD),
    ("mail/2", "Owen Reed", "PERSON", "named", REED),
    ("mail/2", "Reed groused", "PERSON", "named", REED),
    ("mail/2", "Velmoria", "GPE", "named", VELMORIA),
    ("mail/2", "Ada Broock", "PERSON", "named", BROOCK),
    ("none/1", "Velmoria", "GPE", "named", VELMORIA),
    ("none/1", "Velmorian", "NORP", "named", VELMORIAN),
    ("none/1", "Owen Reed", "PERSON", "named", REED),
    ("none/1", "Ada Brook", "PERSON", "named", ADA),
)
_QUOTES: Final = (
    ("post/1", "direct", "It will last,", "Brook", "Brook said", "said", "say", "neutral", ADA),
    ("mail/1", "indirect", "the pier is safe", "Ada Brook", "Ada Brook", "claimed", "claim", "distancing", ADA),
    ("mail/1", "indirect", "it leaks", "a fisher", "a fisher", "muttered", "mutter", "evaluative", ""),
    ("mail/2", "direct", "No comment,", "Reed", "Reed groused", "groused", "grouse", "", REED),
)


def place_of(document: str, words: str, part: str = "") -> Span:
    """Where some words stand first in an article, or a part at their beginning."""
    start = TEXTS[document].index(words)
    return Span(document, start, start + len(part or words))


def _frame(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    """A table whose columns are of the same kinds as those of real ones."""
    kinds = dict.fromkeys(("start", "end", "mentions", "documents", "outlets", "mention_start", "mention_end"), "int64")
    kinds |= {f"{what}_{end}": "Int64" for what in ("speaker", "cue", "relay") for end in ("start", "end")}
    kinds |= dict.fromkeys(("subject", "proposed"), "bool")
    table = pd.DataFrame(rows, columns=list(columns))
    return table.astype({column: kinds.get(column, "str") for column in columns})


def articles() -> tuple[Article, ...]:
    return tuple(Article(document, text, outlet=OUTLETS[document]) for document, text in TEXTS.items())


def _mention_rows(documents: frozenset[str]) -> list[tuple[Any, ...]]:
    entity_of = {key: entity for entity, (_, _, keys) in FOUND_ENTITIES.items() for key in keys}
    rows: list[tuple[Any, ...]] = []
    for document, words, kind, how, key in _MENTIONS:
        if document in documents:
            text = words.split()[0] if words.endswith(("said", "groused")) else words
            place = place_of(document, words, text)
            rows.append((document, place.start, place.end, text, kind, how, entity_of.get(key, ""), key, False))
    return rows


def _entity_rows(mentions: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for entity, (name, kind, _) in FOUND_ENTITIES.items():
        own = [row for row in mentions if row[6] == entity]
        forms = [row[3] for row in own if row[5] == "named"]
        aliases = sorted(set(forms) - {name}, key=lambda form: (-forms.count(form), form))
        outlets = {OUTLETS[row[0]] for row in own} - {""}
        if own:
            rows.append((entity, name, kind, "; ".join(aliases), len(own), len({row[0] for row in own}), len(outlets)))
    return sorted(rows, key=lambda row: (-row[4], row[0]))


def _quote_rows(documents: frozenset[str]) -> list[tuple[Any, ...]]:
    entity_of = {key: entity for entity, (_, _, keys) in FOUND_ENTITIES.items() for key in keys}
    rows: list[tuple[Any, ...]] = []
    for document, kind, words, speaker, at, verb, cue, cue_class, key in _QUOTES:
        if document in documents:
            said, who, how = place_of(document, words), place_of(document, at, speaker), place_of(document, verb)
            number = sum(row[1] == document for row in rows) + 1
            rows.append(
                (
                    f"{document}#q{number}", document, kind, said.start, said.end, words, speaker, who.start, who.end,
                    entity_of.get(key, ""), cue, how.start, how.end, cue_class, "", pd.NA, pd.NA, "", "", "rules", key,
                    "", not cue_class,
                )
            )  # fmt: skip
    return rows


def small_tables(documents: frozenset[str]) -> Annotations:
    mentions = _mention_rows(documents)
    keys = {row[7] for row in mentions}
    names = [
        (key, entity, _NAMES[key], _REASONS.get(key, ""))
        for entity, (_, _, own) in FOUND_ENTITIES.items()
        for key in own
        if key in keys
    ]
    both = {"velmoria", "velmorian"} <= {row[6] for row in mentions}
    mayor = ("ada-brook", "post/1", 0, 5, "mayor", "title", ADA, 6, 15)
    return replace(
        assemble((), {}),
        mentions=_frame(MENTION_COLUMNS, mentions),
        entities=_frame(TABLES["entities"], _entity_rows(mentions)),
        quotes=_frame(QUOTE_COLUMNS, _quote_rows(documents)),
        names=_frame(NAME_COLUMNS, sorted(names)),
        links=_frame(
            TABLES["entity_links"], [("velmorian", "velmoria", "people_of", "Velmorian: Velmoria")] if both else []
        ),
        labels=_frame(LABEL_COLUMNS, [mayor] if "post/1" in documents else []),
        languages=dict.fromkeys(documents, ("en", ())),
    )


def small_snapshot(*documents: str) -> Snapshot:
    """All articles, or only some of them."""
    kept = tuple(a for a in articles() if not documents or a.document_id in documents)
    present = frozenset(a.document_id for a in kept)
    return Snapshot(
        stage=Stage.COMPLETE,
        articles=kept,
        store=TokenStore.build([(a.document_id, a.text) for a in kept]),
        annotated=present,
        tables=small_tables(present),
    )


def decide(*changes: dict[Key, Json | None]) -> Decisions:
    decisions = Decisions()
    for change in changes:
        decisions = decisions.with_changes(change)
    return decisions
