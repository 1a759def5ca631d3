"""The tables of who is quoted: by speaker and by kind of speaker, and both as the lists of the Voices pane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from workbench.analysis.voices import voices, voices_by_kind
from workbench.domain.measured import Measured
from workbench.domain.scope import Voice
from workbench.domain.speakers import SPECIAL
from workbench.workspace.basis import in_fixed_order
from workbench.workspace.speakers import entity_names, speaker_kinds

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

WORDS: Final = "words"
QUOTES: Final = "quotes"
SHARES: Final = {WORDS: "share", QUOTES: "share_of_quotes"}
"""By what is shared out (the option ``share_of``) the column that holds the shares."""

LONGEST: Final = 2000
"""Rows of a list on the screen; the exported table has them all."""
MOST_CELLS: Final = 40_000
"""Rows times outlets of a list on the screen: with many outlets it has fewer rows, so that the window need not wait."""

_IN_OUTLET: Final = ("quotes", "documents", "mentions", "speakers")
_OF_OUTLET: Final = ("outlet_quoted_words", "outlet_quotes", "articles_with_quotes", "articles")


def voice_rows(making: Making) -> Measured:
    """Quotes and quoted words of each speaker in each outlet."""
    basis, options = making.basis, making.options
    annotations = basis.annotations
    measured = voices(
        basis.annotated_view,
        annotations.quotes,
        basis.outlets,
        names=entity_names(basis),
        mentions=annotations.named_mentions,
        kind_of=speaker_kinds(basis).kind_of,
        indirect=options.indirect_speech,
        replicates=options.replicates,
        seed=options.seed,
    )
    return Measured(measured.table, (*measured.notes, *_scope_notes(making)))


def kind_rows(making: Making) -> Measured:
    """The same by kind of speaker."""
    basis, options = making.basis, making.options
    measured = voices_by_kind(
        basis.annotated_view,
        basis.annotations.quotes,
        basis.outlets,
        kind_of=speaker_kinds(basis).kind_of,
        indirect=options.indirect_speech,
        replicates=options.replicates,
        seed=options.seed,
    )
    return Measured(measured.table, (*measured.notes, *_scope_notes(making)))


def voice_list(making: Making) -> Measured:
    """A row for each speaker, with columns for each outlet and the keys under which the speaker's kind is decided.

    For an outlet ``X`` there are ``outlet:X`` (its quoted words of the speaker), ``quotes:X``, ``documents:X``,
    ``mentions:X``, the share that the option ``share_of`` asks for with its interval (``share:X``, ``low:X``, ``high:X``), and
    what these are shares of (``outlet_quoted_words:X``, ``outlet_quotes:X``, ``articles_with_quotes:X``, ``articles:X``).
    """
    measured = making.table("voices")
    kinds = speaker_kinds(making.basis)
    wide = _wide(measured.table, ["speaker_id", "entity_id", "speaker", "kind"], making.options.share_of)
    keys = ["\n".join(kinds.keys_of(speaker)) for speaker in wide["speaker_id"].tolist()]
    wide = wide.assign(keys=pd.Series(keys, index=wide.index, dtype="str"))
    return _listed(wide, measured, "speakers")


def kind_list(making: Making) -> Measured:
    """A row for each kind of speaker, with the same columns for each outlet; ``speakers:X`` in place of ``mentions:X``."""
    measured = making.table("voices_by_kind")
    table = measured.table.rename(columns={"kind": "speaker"})
    return _listed(_wide(table, ["speaker_id", "speaker"], making.options.share_of), measured, "kinds")


def _scope_notes(making: Making) -> tuple[str, ...]:
    """What the voice that is counted does to quotes."""
    voice, indirect = making.basis.scope.voice, making.options.indirect_speech
    if voice is Voice.OUTLET:
        return ("The outlets’ own voice is counted, so what stands between quotation marks is left out.",)
    if voice is Voice.QUOTED and indirect:
        return ("Quoted speech alone is counted, so indirect speech is left out.",)
    return ()


def _wide(table: pd.DataFrame, keys: list[str], share_of: str) -> pd.DataFrame:
    """A row for each of the most quoted subjects, and for those that are no speakers.

    Every subject has a row for every outlet in the table, in the same order.
    """
    outlets = table["outlet"].drop_duplicates().tolist()
    count = max(len(outlets), 1)
    subjects = table["speaker_id"].to_numpy()[::count]
    special = np.isin(subjects, SPECIAL)
    most = min(LONGEST, MOST_CELLS // count) - int(special.sum())
    table = table[np.repeat(special | (np.arange(subjects.size) < most), count)].reset_index(drop=True)
    share = SHARES.get(share_of, SHARES[WORDS])
    sources = {"share": share, "low": f"{share}_low", "high": f"{share}_high"}
    wide = table.iloc[::count][keys].reset_index(drop=True)
    for name in ("quotes", "quoted_words", "documents"):
        wide[name] = table[name].to_numpy(dtype=np.int64).reshape(-1, count).sum(axis=1)
    columns: dict[str, object] = {}
    for outlet in in_fixed_order(outlets):
        own = table.iloc[outlets.index(outlet) :: count].reset_index(drop=True)
        columns[f"outlet:{outlet}"] = own["quoted_words"]
        columns |= {f"{name}:{outlet}": own[name] for name in (*_IN_OUTLET, *_OF_OUTLET) if name in own.columns}
        columns |= {f"{name}:{outlet}": own[column] for name, column in sources.items()}
    return pd.concat([wide, pd.DataFrame(columns, index=wide.index)], axis=1)


def _listed(wide: pd.DataFrame, measured: Measured, what: str) -> Measured:
    subjects = measured.table["speaker_id"].nunique()
    notes = [] if len(wide) == subjects else [f"The {len(wide):,} most quoted of {subjects:,} {what}."]
    return Measured(wide, (*notes, *measured.notes))
