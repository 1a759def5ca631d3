"""What a step changed about frames, codebooks and groups of passages, in words: ``Accepted for Conflict: ‘…’``."""

from __future__ import annotations

from typing import Final

from workbench.domain.codebook_choices import BUNDLED, CODEBOOK, CODEBOOK_IN_USE
from workbench.domain.decisions import Json
from workbench.domain.entity_decisions import span_of
from workbench.domain.journal import Edit
from workbench.domain.judgements import ACCEPTED, FRAME_CODE, JUDGEMENT, coded_article, judged_place, verdict_words
from workbench.domain.passage_decisions import PASSAGE
from workbench.domain.spans import Span

_LONGEST: Final = 80


def framing_edit_words(edit: Edit) -> str:
    """One edit about frames, codebooks or groups of passages on one line; empty for an edit about anything else."""
    if edit.collection == JUDGEMENT and (judged := judged_place(edit.key)) is not None:
        return _judgement_words(edit, *judged)
    if edit.collection == FRAME_CODE and (coded := coded_article(edit.key)) is not None:
        _, frame, document = coded
        before, after = (_code(value) for value in (edit.before, edit.after))
        return f"{_cut(frame)} in the article {_quoted(document)}: {before} → {after}"
    if edit.collection == CODEBOOK:
        before, after = (_codebook(value) for value in (edit.before, edit.after))
        if before == after:
            return f"Codebook {_quoted(edit.key)} changed: {after}"
        return f"Codebook {_quoted(edit.key)}: {before} → {after}"
    if edit.collection == CODEBOOK_IN_USE:
        before, after = (codebook_called(value) for value in (edit.before, edit.after))
        return f"Codebook in use: {before} → {after}"
    if edit.collection == PASSAGE and (span := span_of(edit.key)) is not None:
        before, after = (_grouped(value) for value in (edit.before, edit.after))
        return f"Passage at {_place(span)}: {before} → {after}"
    return ""


def framing_edit_article(edit: Edit) -> str:
    """The article that an edit about one passage or code is about, by document id; empty for any other."""
    if edit.collection == JUDGEMENT:
        judged = judged_place(edit.key)
        return judged[2].document_id if judged is not None else ""
    if edit.collection == FRAME_CODE:
        coded = coded_article(edit.key)
        return coded[2] if coded is not None else ""
    if edit.collection == PASSAGE:
        span = span_of(edit.key)
        return span.document_id if span is not None else ""
    return ""


def codebook_called(key: Json | None) -> str:
    """A codebook by the key that it is found by: ``generic frames`` for a bundled file, else its name in quotation marks."""
    name = key if isinstance(key, str) and key else BUNDLED[0]
    return name.replace("_", " ") if name in BUNDLED else _quoted(name)


def _judgement_words(edit: Edit, codebook: str, frame: str, place: Span) -> str:
    where = f"{_place(place)} ({_cut(codebook)})"
    after, before = verdict_words(edit.after), verdict_words(edit.before)
    if not after:
        return f"No longer {before or 'judged'} for {_cut(frame)}: {where}"
    instead = f" instead of {before}" if before and before != after else ""
    if edit.after == ACCEPTED:
        return f"Accepted for {_cut(frame)}{instead}: {where}"
    if after.startswith("moved to "):
        return f"Moved from {_cut(frame)} to {_cut(after.removeprefix('moved to '))}{instead}: {where}"
    return f"{_cut(after[:1].upper() + after[1:])} for {_cut(frame)}{instead}: {where}"


def _code(value: Json | None) -> str:
    if value is None:
        return "not coded"
    return "used" if value is True else "not used"


def _codebook(value: Json | None) -> str:
    """A codebook by its size."""
    frames = value.get("frames") if isinstance(value, dict) else None
    if not isinstance(frames, list):
        return "none"
    entries = sum(
        len(item["entries"])
        for frame in frames
        if isinstance(frame, dict) and isinstance(frame.get("items"), list)
        for item in frame["items"]
        if isinstance(item, dict) and isinstance(item.get("entries"), list)
    )
    many = "1 frame" if len(frames) == 1 else f"{len(frames):,} frames"
    return f"{many}, {'1 entry' if entries == 1 else f'{entries:,} entries'}"


def _grouped(value: Json | None) -> str:
    if isinstance(value, dict):
        if value.get("apart") is True:
            return "in no group"
        other = span_of(value["with"]) if isinstance(value.get("with"), str) else None
        if other is not None:
            return f"says the same as {_place(other)}"
    return "as found"


def _place(span: Span) -> str:
    return f"characters {span.start}–{span.end} of {_quoted(span.document_id)}"


def _quoted(text: str) -> str:
    return f"‘{_cut(text)}’"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
