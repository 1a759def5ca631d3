"""The patterns of a codebook for formats that know only words and phrases, and what such a format can't hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.codebooks.model import Codebook, Entry
from workbench.codebooks.patterns import NotExpressibleError, patterns_of_entry


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is written of each frame, and sentences about what is not."""

    patterns: dict[str, tuple[tuple[str, Entry], ...]]
    """By the name of the frame: words and phrases with their entry, in the order of the codebook."""
    remarks: tuple[str, ...]


def outgoing(
    codebook: Codebook,
    kind: str,
    *,
    unfit: Callable[[str], str],
    weights: bool = False,
    parents: bool = True,
    definitions: bool = False,
) -> Outgoing:
    """The patterns of all frames.

    Args:
        codebook: what is written.
        kind: the format's name in sentences.
        unfit: why the format can't hold a pattern; empty when it can.
        weights: whether the format has weights.
        parents: whether it has categories within categories.
        definitions: whether it has definitions.
    """
    remarks: list[str] = []
    patterns: dict[str, tuple[tuple[str, Entry], ...]] = {}
    spread = 0
    for frame in codebook.frames:
        found: dict[str, tuple[str, Entry]] = {}
        for entry in frame.entries:
            try:
                words = patterns_of_entry(entry.text)
                for pattern in words:
                    if why := unfit(pattern):
                        raise NotExpressibleError(why)
            except NotExpressibleError as error:
                remarks.append(f"{frame.name!r}, entry {entry.text!r} was left out: {error}, which {kind} can't hold.")
                continue
            spread += len(words) > 1
            for pattern in words:
                found.setdefault(pattern.casefold(), (pattern, entry))
        patterns[frame.name] = tuple(found.values())
    if spread:
        remarks.append(f"{spread} entries with alternatives were written as one line for each alternative.")
    remarks += _left_out(codebook, kind, weights=weights, parents=parents, definitions=definitions)
    return Outgoing(patterns, tuple(remarks))


def _left_out(codebook: Codebook, kind: str, *, weights: bool, parents: bool, definitions: bool) -> list[str]:
    """Sentences about what is not in entries."""
    frames = codebook.frames
    out = []
    if not definitions and (number := sum(bool(frame.definition) for frame in frames)):
        out.append(f"Definitions of {number} frames were left out: {kind} has none.")
    if number := sum(any(frame.items) for frame in frames):
        out.append(f"Questions of {number} frames were left out: {kind} has none.")
    if number := sum(bool(frame.include or frame.exclude) for frame in frames):
        out.append(f"Include and exclude rules of {number} frames were left out: {kind} has none.")
    if not weights and (number := sum(entry.weight != 1 for frame in frames for entry in frame.entries)):
        out.append(f"Weights of {number} entries were left out: {kind} has none.")
    if not parents and (number := sum(bool(frame.parent) for frame in frames)):
        out.append(f"{number} frames were written without the frame that they are part of: {kind} is flat.")
    return out
