"""Descriptions without a name that stand for somebody: for a named person, body or country, or for a group.

Each kind has its module; here they are put among an article's mentions.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.annotation.body_descriptions import describe_bodies, describe_countries
from workbench.annotation.document import MentionAnnotation
from workbench.annotation.governments import find_governments
from workbench.annotation.groups import find_groups
from workbench.annotation.person_descriptions import describe_people
from workbench.annotation.proposing import with_proposed


def find_nominals(text: str, mentions: Sequence[MentionAnnotation]) -> tuple[MentionAnnotation, ...]:
    """The mentions with descriptions added, by position; antecedents point to the mentions they stand for."""
    of_names = [*describe_people(text, mentions), *describe_bodies(text, mentions), *describe_countries(text, mentions)]
    found = with_proposed(mentions, of_names)
    found = with_proposed(found, find_governments(text, found))
    return with_proposed(found, find_groups(text, found))
