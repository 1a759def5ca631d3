"""Mentions of one article: names as the model proposes them, cleaned, completed and typed; pronouns; descriptions.

The model sees one sentence at a time; an article uses a name many times. So: what is a name in one place is looked for
in all others, and one name has one type.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.annotation.bracketed_acronyms import with_bracketed
from workbench.annotation.document import NAMED, PRONOUN, VALUES, MentionAnnotation
from workbench.annotation.languages import french_words
from workbench.annotation.name_completing import complete_names
from workbench.annotation.name_cutting import cut_names
from workbench.annotation.name_growing import grow_names
from workbench.annotation.name_typing import type_names
from workbench.annotation.name_words import Proposal
from workbench.annotation.nominals import find_nominals
from workbench.annotation.parsed import Parsed
from workbench.annotation.word_lists import words

PRONOUNS: Final = words(
    """
    he him his himself she her hers herself they them their theirs themselves it its itself
    """
)


def find_mentions(parsed: Parsed) -> tuple[MentionAnnotation, ...]:
    """The article's mentions by position: names and values (which do not overlap), pronouns, and descriptions."""
    proposals = type_names(parsed, complete_names(parsed, grow_names(parsed, cut_names(parsed))))
    proposals = with_bracketed(parsed.text, proposals)
    out = [MentionAnnotation(start, end, kind, NAMED) for start, end, kind in proposals]
    out += [MentionAnnotation(start, end, kind, NAMED) for start, end, kind in _values(parsed, proposals)]
    pronouns = french_words.PRONOUNS if parsed.language == "fr" else PRONOUNS
    out += [
        MentionAnnotation(parsed.starts[token], parsed.ends[token], "", PRONOUN)
        for token in range(len(parsed))
        if parsed.tags[token] in ("PRP", "PRP$") and parsed.lower(token) in pronouns
    ]
    ordered = sorted(out, key=lambda m: (m.start, m.end))
    # descriptions are told by English words
    return find_nominals(parsed.text, ordered) if parsed.language in ("", "en") else tuple(ordered)


def _values(parsed: Parsed, names: Sequence[Proposal]) -> list[Proposal]:
    """Dates, amounts and numbers as the model finds them, where no name is."""
    taken = bytearray(len(parsed.text) + 1)
    for start, end, _ in names:
        taken[start:end] = b"\1" * (end - start)
    out: list[Proposal] = []
    for start, end, kind in parsed.names:
        if kind in VALUES and not any(taken[start:end]):
            trimmed = start + len(parsed.text[start:end]) - len(parsed.text[start:end].lstrip())
            last = start + len(parsed.text[start:end].rstrip())
            if trimmed < last and "\n" not in parsed.text[trimmed:last]:
                out.append((trimmed, last, kind))
                taken[trimmed:last] = b"\1" * (last - trimmed)
    return out
