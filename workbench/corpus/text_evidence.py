"""What an article's own text says about it, for fields that its source left empty. Each comes with a note.

Only two things are taken from a text, because both stand in it word for word: a headline that is the first line, and a
wire agency that is credited. Outlets are never taken from a text; they are suggested (see ``outlets.py``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from workbench.corpus.wire import find_wire_agency
from workbench.domain.article import Article

LONGEST_HEADLINE: Final = 160
"""Characters; a longer first line is a paragraph."""
_SENTENCE_ENDS: Final = tuple(".;:,…")
_CLOSING: Final = "\"”’')»"
_FEWEST_WORDS_BELOW: Final = 40


def with_text_evidence(article: Article) -> Article:
    """The article with an empty title and an empty wire agency filled from its text, where the text has them."""
    changed = article
    if not article.title and (headline := first_line_headline(article.text)):
        changed = replace(changed, title=headline, notes=(*changed.notes, "headline taken from the first line"))
    if not article.wire_agency:
        agency, evidence = find_wire_agency(article)
        if agency:
            changed = replace(
                changed, wire_agency=agency, notes=(*changed.notes, f"wire agency from “{' '.join(evidence.split())}”")
            )
    return changed


def first_line_headline(text: str) -> str:
    """The first line when it stands there as a headline: short, no sentence, set off from what follows; else empty."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return ""
    headline = " ".join(lines[first].split())
    following = [line for line in lines[first + 1 :] if line.strip()]
    bare = headline.rstrip(_CLOSING)
    is_sentence = bare.endswith(_SENTENCE_ENDS) or bare.startswith("#")
    words = headline.split()
    if is_sentence or not len(words) >= 3 or len(headline) > LONGEST_HEADLINE or not following:
        return ""
    if sum(len(line.split()) for line in following) < _FEWEST_WORDS_BELOW:
        return ""
    # a headline is shorter than the paragraphs that it stands over
    return headline if len(headline) < max(len(line) for line in following) else ""
