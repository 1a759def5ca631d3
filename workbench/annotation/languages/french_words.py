"""French pronouns and titles, beside the English ones."""

from __future__ import annotations

import re
from typing import Final

from workbench.annotation.word_lists import words

PRONOUNS: Final = words("il elle lui eux elles ils leur leurs son sa ses lui-même elle-même eux-mêmes elles-mêmes")
"""Pronouns that stand for somebody in the story; "leur" and "lui" for objects, too."""

TITLES: Final = words(
    """
    m mm mme mmes mlle mgr maître maitre monsieur madame président présidente president presidente premier première
    premiere ministre sénateur sénatrice senateur senatrice député députée depute deputee maire roi reine prince
    princesse pape général général-major colonel capitaine juge procureur procureure docteur docteure professeur
    professeure chancelier chancelière chanceliere ambassadeur ambassadrice secrétaire secretaire directeur directrice
    commissaire gouverneur gouverneure préfet préfète prefet prefete porte-parole vice-président vice-présidente
    """
)
"""Words that stand before a person's name and are no part of it, with and without accents."""

STRONG_TITLES: Final = words("m mm mme mmes mlle mgr monsieur madame")
"""Titles before a name that always mean a person."""

COURTESY: Final = STRONG_TITLES | words("me maître")
"""These, and the title of lawyers, which is a word in English."""

_ROLE: Final = (
    r"(?:premi[eè]re? |vice-|ex-|ancienn?e? )?(?:président|ministre|maire|député|sénateur|directeur|procureur|juge|préfet|"
    r"secrétaire|porte-parole|avocat|économiste|chercheur|général|chancelier|commissaire|patron|candidat|gouverneur|"
    r"journaliste|médecin|militant|chef)"
)
MASCULINE: Final = re.compile(rf"(?:\b(?:M\.|Monsieur)|\b(?i:le|du|au|un) {_ROLE}(?: [\wéè]+)?)\s*$")
FEMININE: Final = re.compile(
    r"(?:\b(?:Mme|Mlle|Madame)|\b(?i:la|une) "
    + _ROLE.replace("sénateur", "sénatrice").replace("directeur", "directrice").replace("chancelier", "chancelière")
    + r"(?:e|ère)?(?: [\wéè]+)?)\s*$"
)
"""What before a name states that it is a man's, or a woman's."""
