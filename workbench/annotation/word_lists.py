"""Word lists written as running text."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text, separated by white space."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The phrases of a text, separated by semicolons; line breaks count as blanks."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(";") if phrase.strip())
