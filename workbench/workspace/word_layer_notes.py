"""What a reader of a table must know where its searches ask for lemmas (dictionary forms) or parts of speech."""

from __future__ import annotations

from collections import Counter

from workbench.annotation.languages.codes import language_name
from workbench.workspace.basis import Basis
from workbench.workspace.messages import Stage


def word_layer_notes(basis: Basis, uses: bool, *, lemmas: bool = True) -> tuple[str, ...]:
    """How many articles in scope have what a table was searched or counted by.

    Args:
        basis: what is counted.
        uses: whether the table asks for dictionary forms or parts of speech at all.
        lemmas: whether it asks for dictionary forms; parts of speech alone are known in more articles, as a few models
            have no dictionary forms.

    Returns:
        No note when the table does not ask, or when they are known in every article.
    """
    if not uses:
        return ()
    words = basis.snapshot.words
    articles = basis.in_scope
    known = sum(document in words and (not lemmas or words[document].has_lemmas) for document in articles)
    if known == len(articles):
        return ()
    what = "Lemmas" if lemmas else "Parts of speech"
    of = f"of {len(articles):,} {'article' if len(articles) == 1 else 'articles'}"
    count = f"{what} are known in {f'{known:,}' if known else 'none'} {of}"
    only = "only these are searched" if known else "a search for one finds nothing"
    so_far = " so far" if basis.snapshot.stage is not Stage.COMPLETE else ""
    return (f"{count}{so_far}; {only}.", *_without(basis, lemmas=lemmas))


def _without(basis: Basis, *, lemmas: bool) -> tuple[str, ...]:
    """The languages of the articles that were read and lack it."""
    words, languages = basis.snapshot.words, basis.snapshot.tables.languages
    lacking = Counter(
        languages[document][0]
        for document in basis.annotated
        if document in languages and (document not in words or (lemmas and not words[document].has_lemmas))
    )
    if not lacking:
        return ()
    listed = ", ".join(
        f"{language_name(code)} {count:,}"
        for code, count in sorted(lacking.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    one = lacking.total() == 1
    return (
        f"{lacking.total():,} {'article is' if one else 'articles are'} in "
        f"{'a language' if len(lacking) == 1 else 'languages'} whose model is missing or does not give them ({listed}).",
    )
