"""Changing a person's own codebook: each change is a new value, read again before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from workbench.codebooks import CodebookError
from workbench.codebooks.model import LONGEST_NAME
from workbench.codebooks.own_format import FORMAT, SCHEMA
from workbench.domain.codebook_choices import CODEBOOK, changes_for_codebook
from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.judgements import changes_for_code, changes_for_verdict, frame_codes_in, judgements_in
from workbench.workspace.codebook_tasks import CodebookChange, FrameDefinition
from workbench.workspace.codebooks import Codebooks, codebook_value, own_codebook, taken_names

_FIRST_FRAME: Final = "Frame 1"


def changes_for(codebooks: Codebooks, decisions: Decisions, key: str, change: CodebookChange) -> dict[Key, Json | None]:
    """What to decide for a change.

    Where a frame gets another name, what people judged for it stays with it.

    Args:
        codebooks: finds them.
        decisions: what is decided now.
        key: the codebook that is changed or copied; of no meaning for a new one.
        change: what is changed.

    Raises:
        CodebookError: the change can't be made; the message says why and what to do.
    """
    if change.kind in ("copy", "new"):
        name = _new_name(change.text, taken_names(codebooks, decisions))
        value = codebook_value(codebooks.find(key, decisions)) if change.kind == "copy" else _empty(change)
        value["name"] = name
        own_codebook(name, value)
        return changes_for_codebook(name, value)
    before = decisions.get(CODEBOOK, key)
    if not isinstance(before, dict):
        raise CodebookError(f"{key!r} is no codebook of your own. Make a copy of it, and change that.")
    value = codebook_value(own_codebook(key, before))
    more: dict[Key, Json | None] = {}
    frames: list[dict[str, Any]] = value["frames"]
    if change.kind == "add frame":
        used = {frame["colour"] for frame in frames}
        colour = next(number for number in range(len(frames) + 1) if number not in used)
        frames.append({"name": _text(change.text), "definition": "", "colour": colour, "items": []})
    elif change.kind == "rename frame":
        name = _text(change.text)
        for frame in frames:
            if frame.get("parent") == change.frame:
                frame["parent"] = name
        _frame(frames, change.frame)["name"] = name
        more = _moved(decisions, key, change.frame, name)
    elif change.kind == "define frame":
        _define(_frame(frames, change.frame), change.definition)
    elif change.kind == "remove frame":
        gone = _frame(frames, change.frame)
        frames.remove(gone)
        for frame in frames:  # its parts stay, as parts of what it was a part of
            if frame.get("parent") == change.frame:
                frame["parent"] = gone.get("parent", "")
        if not frames:
            raise CodebookError("A codebook needs one frame. Add another one first, or remove the codebook.")
    elif change.kind == "add entry":
        _add(_frame(frames, change.frame), change)
    elif change.kind == "remove entries":
        _take_out(_frame(frames, change.frame), set(change.text.split("\n")))
    else:
        raise CodebookError(f"There is no change {change.kind!r} of a codebook.")
    return {**changes_for_codebook(key, codebook_value(own_codebook(key, value))), **more}


def _new_name(text: str, taken: Mapping[str, str]) -> str:
    name = _text(text)
    if name.casefold() in taken:
        raise CodebookError(f"There is a codebook “{taken[name.casefold()]}” already. Choose another name.")
    return name


def _text(text: str) -> str:
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise CodebookError(f"A name has 1 to {LONGEST_NAME} characters. Write one.")
    return tidy


def _empty(change: CodebookChange) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "name": "",
        "version": "1",
        "language": "und",
        "licence": "not stated",
        "source": "Made in Counterpoint.",
        "about": "",
        "frames": [
            {"name": _text(change.frame or _FIRST_FRAME), "definition": "", "colour": 0, "items": []},
        ],
    }


def _frame(frames: list[dict[str, Any]], name: str) -> dict[str, Any]:
    for frame in frames:
        if frame["name"] == name:
            return frame
    raise CodebookError(f"There is no frame {name!r} any more. Look at the codebook again.")


def _define(frame: dict[str, Any], given: FrameDefinition) -> None:
    """Give a frame another definition. Entries stay with their question, also where it is worded anew in its place."""
    frame |= {
        "definition": given.definition, "parent": given.parent, "include": list(given.include),
        "exclude": list(given.exclude),
    }  # fmt: skip
    before = [item for item in frame["items"] if item["question"]]
    loose = [entry for item in frame["items"] if not item["question"] for entry in item["entries"]]
    by_question = {item["question"]: item for item in before}
    items, kept = [], set()
    for n, question in enumerate(given.questions):
        old = by_question.get(question)
        if old is None and n < len(before) and before[n]["question"] not in given.questions:
            old = before[n]
        entries = old["entries"] if old is not None and old["question"] not in kept else []
        kept |= {old["question"]} if old is not None else set()
        items.append({"question": question, "entries": entries})
    loose += [entry for item in before if item["question"] not in kept for entry in item["entries"]]
    frame["items"] = [*items, {"question": "", "entries": loose}] if loose else items


def _add(frame: dict[str, Any], change: CodebookChange) -> None:
    for item in frame["items"]:
        if item["question"] == change.question:
            item["entries"].append(change.text)
            return
    frame["items"].append({"question": change.question, "entries": [change.text]})


def _take_out(frame: dict[str, Any], texts: set[str]) -> None:
    for item in frame["items"]:
        item["entries"] = [
            entry for entry in item["entries"] if (entry["entry"] if isinstance(entry, dict) else entry) not in texts
        ]
    frame["items"] = [item for item in frame["items"] if item["question"] or item["entries"]]


def _moved(decisions: Decisions, codebook: str, frame: str, name: str) -> dict[Key, Json | None]:
    """What was judged for a frame, under its new name."""
    gone: dict[Key, Json | None] = {}
    new: dict[Key, Json | None] = {}
    for one in judgements_in(decisions, codebook):
        if frame in (one.frame, one.moved_to):
            of, to = (name if called == frame else called for called in (one.frame, one.moved_to))
            gone |= changes_for_verdict(codebook, one.frame, [one.place], None)
            key, value = next(iter(changes_for_verdict(codebook, of, [one.place], one.verdict, moved_to=to).items()))
            new[key] = value
    for code in frame_codes_in(decisions, codebook):
        if code.frame == frame:
            gone |= changes_for_code(codebook, frame, [code.document_id], None)
            new |= changes_for_code(codebook, name, [code.document_id], code.uses)
    return {**gone, **new}
