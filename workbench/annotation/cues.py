"""Verbs and phrases that attribute words to a speaker, with how they colour them.

Four classes, after the reporting verbs that news writers choose between: *neutral* ones only say that something was
said; *assertive* ones lend it weight or truth; *distancing* ones leave the truth to the speaker; *evaluative* ones
describe the manner or judge it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbench.annotation.reporting import ReportingWords
from workbench.annotation.reporting_english import ASSERTIVE, DISTANCING, ENGLISH, EVALUATIVE, NEUTRAL
from workbench.annotation.reporting_french import FRENCH

CLASSES: Final = (NEUTRAL, ASSERTIVE, DISTANCING, EVALUATIVE)
"""The four classes, in the order in which they are listed."""

_LANGUAGES: Final[Mapping[str, ReportingWords]] = {ENGLISH.language: ENGLISH, FRENCH.language: FRENCH}


def reporting_words(language: str = "en") -> ReportingWords | None:
    """The words by which rules see who says what in a language; ``None`` for one without."""
    return _LANGUAGES.get(language or "en")


def cue(form: str, language: str = "en") -> tuple[str, str] | None:
    """Dictionary form and class of a verb form that attributes words, or ``None``."""
    found = reporting_words(language)
    lemma = found.forms.get(form.lower()) if found else None
    return (lemma, found.classes[lemma]) if found and lemma else None


def cue_class(lemma: str, language: str = "en") -> str:
    """The class of a cue's dictionary form; empty when it is in none of the lists."""
    return cue_list(language).get(lemma, "")


def cue_list(language: str = "en") -> Mapping[str, str]:
    """Every listed cue by its dictionary form, with its class, in alphabetical order."""
    found = reporting_words(language)
    if found is None:
        return MappingProxyType({})
    return MappingProxyType(dict(sorted([*found.classes.items(), *((p, NEUTRAL) for p in found.phrases)])))
