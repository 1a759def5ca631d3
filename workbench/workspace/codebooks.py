"""Codebooks by name: bundled ones, people's own in the project, and files named on the command line."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from workbench.codebooks import Codebook, CodebookError, load_codebook
from workbench.codebooks.formats import FORMATS
from workbench.codebooks.own_format import codebook_json, codebook_of
from workbench.domain.codebook_choices import BUNDLED, CODEBOOK, WORD_LISTS, codebook_in_use, own_codebooks
from workbench.domain.decisions import Decisions, Json
from workbench.resource_files import resource

ALL_BUNDLED: Final = (*BUNDLED, WORD_LISTS)
"""The files that come with the program, the lists of words too."""


class Codebooks:
    """Finds codebooks and remembers them. Thread-safe: each value is parsed once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bundled: dict[str, Codebook] = {}
        self._own: dict[str, tuple[Json, Codebook]] = {}
        """By name, with the very value that it was read from."""
        self._given: dict[str, Codebook] = {}

    def find(self, name: str, decisions: Decisions) -> Codebook:
        """A codebook; the empty name stands for the one in use.

        A codebook in use that is not there any more, or that this version can't read, is not in use: the first bundled one
        is (:meth:`problem` says so).

        Args:
            name: the file name of a bundled one, or the name of another one.
            decisions: hold people's own codebooks.

        Raises:
            CodebookError: there is none of that name, or it can't be read.
        """
        if name:
            return self._named(name, decisions)
        try:
            return self._named(codebook_in_use(decisions), decisions)
        except CodebookError:
            return self._named(BUNDLED[0], decisions)

    def key_in_use(self, decisions: Decisions) -> str:
        """The name by which the codebook in use is found."""
        return BUNDLED[0] if self.problem(decisions) else codebook_in_use(decisions)

    def problem(self, decisions: Decisions) -> str:
        """Why the codebook in use is not the one that was chosen; empty when it is."""
        try:
            self._named(codebook_in_use(decisions), decisions)
        except CodebookError as error:
            return str(error)
        return ""

    def take(self, codebook: Codebook) -> str:
        """Let a codebook from a file be found by its name, before any other of that name. Gives the name."""
        codebook = fingerprinted(codebook)
        with self._lock:
            self._given[codebook.name] = codebook
        return codebook.name

    @property
    def given(self) -> tuple[str, ...]:
        """The names of the codebooks from files."""
        with self._lock:
            return tuple(self._given)

    def key_of(self, wanted: str, decisions: Decisions) -> str:
        """The name by which a codebook is found that a person calls by its key or by its name, whatever its case.

        Raises:
            CodebookError: there is none; the message lists what there is.
        """
        keys = {key.casefold(): key for key in (*ALL_BUNDLED, *own_codebooks(decisions), *self.given)}
        names = {self._named(key, decisions).name.casefold(): key for key in ALL_BUNDLED}
        folded = " ".join(wanted.split()).casefold()
        found = keys.get(folded) or names.get(folded)
        if found is None:
            raise CodebookError(_nothing_called(wanted, decisions))
        return found

    def _named(self, name: str, decisions: Decisions) -> Codebook:
        with self._lock:
            if name in self._given:
                return self._given[name]
            value = decisions.get(CODEBOOK, name)
            if isinstance(value, dict):
                known = self._own.get(name)
                if known is None or known[0] is not value:
                    self._own[name] = known = (value, own_codebook(name, value))
                return known[1]
            if name not in ALL_BUNDLED:
                raise CodebookError(_nothing_called(name, decisions))
            if name not in self._bundled:
                self._bundled[name] = fingerprinted(load_codebook(resource("codebooks", f"{name}.json")))
            bundled = self._bundled[name]
            return self._given.get(bundled.name, bundled)


def own_codebook(name: str, value: Json) -> Codebook:
    """The codebook in a decision. It is called as its key says, so that what was judged with it stays with it.

    Raises:
        CodebookError: the value is no codebook, or one of a newer version.
    """
    codebook = codebook_of(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"), f"Codebook “{name}”")
    return fingerprinted(replace(codebook, name=name))


def codebook_value(codebook: Codebook) -> Json:
    """What is kept of a codebook in a project: the object in its file."""
    return json.loads(codebook_json(codebook))


def fingerprinted(codebook: Codebook) -> Codebook:
    """A codebook whose digest is that of what is in it, whatever format and white space its file has."""
    digest = hashlib.sha256(codebook_json(codebook).encode("utf-8", "replace")).hexdigest()
    return replace(codebook, digest=digest)


def is_file(text: str) -> bool:
    """Whether what stands on a command line for a codebook names a file."""
    return Path(text).suffix.casefold() in FORMATS or Path(text).is_file()


def taken_names(codebooks: Codebooks, decisions: Decisions) -> dict[str, str]:
    """The names that another codebook has, in lower case, with the name as it is written."""
    nothing = Decisions()
    names = [*ALL_BUNDLED, *(codebooks.find(key, nothing).name for key in ALL_BUNDLED), *own_codebooks(decisions)]
    return {name.casefold(): name for name in names}


def free_name(name: str, taken: Iterable[str]) -> str:
    """A name that none of the others is, whatever its case: ``Water (2)``."""
    used = {one.casefold() for one in taken}
    made, number = name, 2
    while made.casefold() in used:
        made, number = f"{name} ({number})", number + 1
    return made


def _nothing_called(name: str, decisions: Decisions) -> str:
    own = own_codebooks(decisions)
    there = ", ".join((*BUNDLED, *own[:20]))
    return (
        f"There is no codebook {name!r}. Choose from: {there}{', …' if len(own) > 20 else ''}; or name a file that ends in "
        f"{', '.join(FORMATS)}."
    )
