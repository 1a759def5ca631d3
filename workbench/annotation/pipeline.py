"""From texts to annotations with the language model, in batches that a worker process can take.

spaCy and the model are imported inside the functions, once a process: importing this module is cheap.
"""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Final

from workbench.annotation.document import DocumentAnnotation, QuoteAnnotation
from workbench.annotation.labels import find_labels, with_subjects
from workbench.annotation.languages.codes import language_name
from workbench.annotation.languages.models import (
    DEFAULT_MODELS,
    ENGLISH,
    LEMMAS,
    WITHOUT_MODEL,
    ModelMissingError,
    ModelUnfitError,
    chosen_models,
    how_to_install,
    languages_with_rules,
    model_version,
)
from workbench.annotation.languages.schemes import Scheme, scheme_of
from workbench.annotation.lemmas import TableLemmas
from workbench.annotation.lines import paragraphs, stripped
from workbench.annotation.matrix_products import multiply_with_numpy, one_thread
from workbench.annotation.mentions import find_mentions
from workbench.annotation.parsed import Parsed
from workbench.annotation.quotes import find_quotes
from workbench.annotation.quotes_by_marks import quotes_by_marks
from workbench.annotation.sentences import find_sentences
from workbench.annotation.words import find_words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

CODE_VERSION: Final = "10"
"""Raised with every change of what the rules find; cached annotations of another version are not used."""

PIECE: Final = 40_000
"""Code points handed to the model at once; it takes about 1 GB of memory for 100,000."""

BATCH: Final = 4
"""Articles a batch: larger ones are slower and take far more memory."""

_WORDS_LIKE: Final = {"ja": "zh"}
"""Languages whose own rules need another package, and another one whose words begin and end alike: at each character."""

_IDLE: Final = ("lemmatizer",)
"""Loaded for its tables alone, which :mod:`workbench.annotation.lemmas` asks."""


@dataclass(frozen=True, slots=True)
class PipelineSettings:
    """What a person can choose about annotation, and the language of the texts that are annotated."""

    model: str = DEFAULT_MODELS[ENGLISH]
    """Installed spaCy model packages with parser and named entities, separated by commas: each is used for its language
    in place of the usual one."""
    language: str = ENGLISH
    """The language that texts are read as, ISO 639-1."""

    @property
    def package(self) -> str:
        """The model package that reads the language; empty when there is none installed, or there are no rules for it.

        Raises:
            ModelMissingError: a package that a person chose is not installed.
            ModelUnfitError: it is for a language that there are no rules for.
        """
        package = chosen_models(self.model).get(self.language, "")
        return package if package and model_version(package) else ""


def pipeline_version(settings: PipelineSettings) -> str:
    """Names everything that decides what annotation finds: the rules, the language, the model and spaCy. Loads none.

    Raises:
        ModelMissingError: a package that a person chose is not installed.
        ModelUnfitError: it is for a language that there are no rules for.
    """
    package = settings.package
    model = f"{package} {model_version(package)}" if package else "no model"
    language = "" if settings.language == ENGLISH and package else f"{settings.language}, "
    return f"rules {CODE_VERSION}, {language}{model}, spaCy {_version_of('spacy')}"


def models_used(settings: PipelineSettings, languages: Iterable[str]) -> str:
    """The versions of :func:`pipeline_version` for the languages of a corpus, as recipes name them.

    Languages without a model are left out, unless all are.
    """
    readings = [replace(settings, language=language) for language in sorted(set(languages))]
    with_model = [reading for reading in readings if reading.package]
    return "; ".join(pipeline_version(reading) for reading in with_model or readings[:1] or [settings])


def annotate_batch(texts: list[tuple[str, str]], settings: PipelineSettings) -> list[DocumentAnnotation]:
    """Annotate a few articles of one language, given as document id and text; the results are in the same order.

    The model is loaded at the first call in a process and kept. Where a language has none, sentences and quotation marks
    are found without it.

    Raises:
        ModelMissingError: a package that a person chose is not installed, or lacks a part that is needed.
    """
    plain = [text for _, text in texts]
    if not settings.package:
        return [annotate_without_model(parsed) for parsed in parse_texts(load_sentencizer(settings.language), plain)]
    return [annotate_parsed(parsed) for parsed in parse_texts(load_model(settings), plain)]


def annotate_parsed(parsed: Parsed) -> DocumentAnnotation:
    """What the rules find in one article that the model has seen."""
    mentions = find_mentions(parsed)
    has_lemmas = not isinstance(parsed.lemmatize, TableLemmas) or parsed.lemmatize.usable
    quotes, mentions, problems = find_quotes(parsed, mentions)
    return DocumentAnnotation(
        sentences=tuple(find_sentences(parsed)),
        mentions=with_subjects(parsed, mentions),
        quotes=_without_inner_space(parsed.text, quotes),
        problems=problems,
        labels=find_labels(parsed, mentions),
        language=parsed.language,
        missing=() if has_lemmas else (LEMMAS,),
        words=find_words(parsed, lemmas=has_lemmas),
    )


def annotate_without_model(parsed: Parsed) -> DocumentAnnotation:
    """Sentences, and what stands between quotation marks, of an article in a language that has no model here."""
    quotes, problems = quotes_by_marks(parsed.text)
    return DocumentAnnotation(
        sentences=tuple(find_sentences(parsed)),
        quotes=_without_inner_space(parsed.text, quotes),
        problems=problems,
        language=parsed.language,
        missing=WITHOUT_MODEL,
    )


def _without_inner_space(text: str, quotes: Sequence[QuoteAnnotation]) -> tuple[QuoteAnnotation, ...]:
    """The quotes without the space that French sets inside its quotation marks."""
    return tuple(
        replace(
            quote,
            start=stripped(text, quote.start, quote.end)[0],
            end=stripped(text, quote.start, quote.end)[1],
            parts=tuple(stripped(text, start, end) for start, end in quote.parts),
        )
        if text[quote.start : quote.end] != text[quote.start : quote.end].strip()
        else quote
        for quote in quotes
    )


def _version_of(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def _leave_out_the_command_line_of_spacy() -> None:
    """Let ``import spacy`` go without its commands.

    They download models: with them come a web client, which makes a socket as soon as it is imported, and encryption.
    Nothing of that is used here, and without it the import takes about half as long.
    """
    if "spacy" in sys.modules:
        return
    commands, information = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    commands.__path__ = []
    setattr(information, "info", None)  # noqa: B010 - the one name that spaCy takes from there
    sys.modules.setdefault("spacy.cli", commands)
    sys.modules.setdefault("spacy.cli.info", information)


@lru_cache(maxsize=4)
def load_model(settings: PipelineSettings) -> Language:
    """The model of the settings' language; loaded once a process and kept.

    Raises:
        ModelMissingError: no model is installed for the language, or it lacks a part that is needed.
    """
    package = settings.package
    if not package:
        usual = DEFAULT_MODELS.get(settings.language, "")
        advice = f"To have it, {how_to_install(usual)}" if usual else f"There is {languages_with_rules()}."
        raise ModelMissingError(f"There is no language model for {language_name(settings.language)} here. {advice}")
    _leave_out_the_command_line_of_spacy()
    import spacy  # noqa: PLC0415 - takes a second, and only workers need it

    scheme = scheme_of(settings.language)
    try:
        model = spacy.load(package, exclude=list(scheme.unused), disable=list(_IDLE))
    except (OSError, ImportError, ValueError) as error:
        raise ModelUnfitError(
            f"The language model {package} can't be loaded ({' '.join(str(error).split())[:300]}). "
            f"{_instead(package, settings.language)}"
        ) from error
    lacking = [part for part in scheme.needed if part not in model.pipe_names]
    if lacking:
        raise ModelUnfitError(
            f"The language model {package} has no {' and no '.join(lacking)}, which names and quotes need. "
            f"{_instead(package, settings.language)}"
        )
    return multiply_with_numpy(model)


def _instead(package: str, language: str) -> str:
    """What to do about a model that is no good."""
    usual = DEFAULT_MODELS[language]
    if package == usual:
        return f"To have a whole one, {how_to_install(usual)}"
    advice = "" if model_version(usual) else f" To have that, {how_to_install(usual)}"
    return f"Install what it needs, or leave out --model to use the usual one.{advice}"


@lru_cache(maxsize=16)
def load_sentencizer(language: str) -> Language:
    """Rules for words and sentences of a language without a model; kept once made.

    A language that spaCy has no rules for, or whose rules need another package, gets those for many languages.
    """
    _leave_out_the_command_line_of_spacy()
    import spacy  # noqa: PLC0415 - takes a second, and only workers need it

    try:
        rules = spacy.blank(_WORDS_LIKE.get(language, language))
    except (ImportError, OSError, ValueError):
        rules = spacy.blank("xx")
    rules.add_pipe("sentencizer")
    # the language of the text, which may have no rules of its own
    rules.meta["lang"] = language
    return rules


def parse_texts(language: Language, texts: Sequence[str]) -> list[Parsed]:
    """Run the model over texts of any length: each is cut into pieces at paragraph ends and put together again."""
    pieces: list[tuple[int, int, Doc]] = []
    for number, text in enumerate(texts):
        blocks = paragraphs(text)
        starts = {start for start, _ in blocks}
        for start, end in _pieces(text, blocks):
            document = language.make_doc(text[start:end])
            _separate(document, start, starts)
            pieces.append((number, start, document))
    lemmas = _lemmas_of(language)
    spoken = language.meta["lang"]
    out = [Parsed(text, spoken, lemmatize=lemmas) for text in texts]
    scheme = scheme_of(spoken)
    done = language.pipe([document for _, _, document in pieces], batch_size=BATCH)
    with one_thread():
        for (number, start, _), document in zip(pieces, done, strict=True):
            _append(out[number], document, start, scheme)
    for parsed in out:
        parsed.names = scheme.names(parsed)
    return out


@lru_cache(maxsize=4)
def _lemmas_of(language: Language) -> TableLemmas:
    return TableLemmas(language)


def _pieces(text: str, blocks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of at most :data:`PIECE` code points that hold whole paragraphs wherever those are shorter."""
    out: list[tuple[int, int]] = []
    for start, end in blocks:
        if out and end - out[-1][0] <= PIECE:
            out[-1] = (out[-1][0], end)
            continue
        at = start
        while end - at > PIECE:
            cut = _cut(text, at, at + PIECE)
            out.append((at, cut))
            at = cut
        out.append((at, end))
    return out


def _cut(text: str, start: int, limit: int) -> int:
    """Where to cut an overlong paragraph: after a sentence if possible, else after a word, else anywhere."""
    half = start + (limit - start) // 2
    for mark in (". ", " "):
        at = text.rfind(mark, half, limit)
        if at >= 0:
            return at + len(mark)
    return limit


def _separate(document: Doc, offset: int, starts: set[int]) -> None:
    """Let a sentence begin wherever a paragraph does; the parser keeps to it."""
    for token in document:
        if token.idx + offset in starts:
            token.is_sent_start = True


def _append(parsed: Parsed, document: Doc, offset: int, scheme: Scheme) -> None:
    """Take over a piece's tokens; those that are only white space are left out and their children passed up."""
    tokens = list(document)
    read = scheme.read(document, tokens)
    tags, relations, heads = read
    parts = scheme.parts(tokens, read)
    blank = [bool(token.is_space) for token in tokens]
    base = len(parsed)
    position: list[int] = []
    kept = 0
    begins = True
    for token, is_blank in zip(tokens, blank, strict=True):
        position.append(base + kept)
        begins = begins or bool(token.is_sent_start)
        if not is_blank:
            if begins:
                parsed.sentence_starts.append(position[-1])
            begins = False
            kept += 1
    for number, token in enumerate(tokens):
        if blank[number]:
            continue
        head = heads[number]
        for _ in range(len(tokens)):
            if not blank[head] or heads[head] == head:
                break
            head = heads[head]
        start, text = token.idx + offset, token.text
        # "-il" in "dit-il" is "il"
        hyphen = tags[number] == "PRP" and len(text) > 1 and text[0] in "-‐‑"
        parsed.starts.append(start + hyphen)
        parsed.ends.append(start + len(text))
        parsed.tags.append(tags[number])
        parsed.parts.append(parts[number])
        parsed.relations.append(relations[number])
        parsed.heads.append(position[number] if blank[head] else position[head])
    for entity in document.ents:
        parsed.names.append((entity.start_char + offset, entity.end_char + offset, entity.label_))
