"""Scope: what is counted. It is saved and can be undone; highlighting (focus) is something else."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from workbench.domain.article import Article
from workbench.domain.time_steps import lies_within


class Voice(StrEnum):
    """Whose words a measure looks at."""

    ALL = "all"
    OUTLET = "outlet"
    """The outlet's own voice: everything outside quotation marks."""
    QUOTED = "quoted"
    """Quoted speech alone."""


class Copies(StrEnum):
    """Whether text that stands in several articles is counted each time."""

    ALL = "all"
    """Every article counts as it stands."""
    ONCE = "once"
    """Of duplicates only the representative is counted, and text shared with an earlier article not again."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted. An empty tuple means "all of them"; every field narrows what the ones before it left."""

    stories: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    """Articles that a person narrowed to, by document id, e.g. "the 4 articles that mention NATO"."""
    documents_label: str = ""
    """Says in words what ``documents`` stands for."""
    date_from: str = ""
    date_to: str = ""
    """ISO dates, both ends included. As soon as one of them is set, articles are left out that have no date, and those of
    which the month or the year alone is known and reaches beyond a limit: what a mark of a timeline says is counted then."""
    voice: Voice = Voice.ALL
    boilerplate: bool = False
    """Whether boilerplate (comment forms, navigation, appeals) is counted."""
    copies: Copies = Copies.ALL
    """Whether copied text is counted each time. Which articles are copies does not depend on the rest of the scope."""
    duplicate_share: float = 0.7
    """Two articles are duplicates when one has at least this share of its 5-word shingles in the other (above 0, up to 1),
    and the other at least half of it."""
    shared_share: float = 0.15
    """They share copy from this share on."""
    compare: str = ""
    """What is compared: outlets, or the groups of a grouping that the user made (country, owner), by its name."""

    def admits(self, article: Article) -> bool:
        """Whether an article is counted at all (which of its words are is the matter of voice and boilerplate)."""
        if self.stories and article.story_id not in self.stories:
            return False
        if self.outlets and article.outlet not in self.outlets:
            return False
        if self.documents and article.document_id not in self.documents:
            return False
        if not (self.date_from or self.date_to):
            return True
        return lies_within(article.date[:10], self.date_from, self.date_to)

    def to_json(self) -> dict[str, Any]:
        """The scope as plain JSON values, for recipes and project files."""
        out: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            out[field.name] = (
                list(value) if isinstance(value, tuple) else str(value) if isinstance(value, StrEnum) else value
            )
        return out

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Scope:
        """The scope that :meth:`to_json` wrote. ``ValueError`` for a field or value that no scope has."""
        known = {field.name for field in fields(cls)}
        unknown = sorted(set(values) - known)
        if unknown:
            raise ValueError(f"a scope has no {', '.join(unknown)}; it has: {', '.join(sorted(known))}")
        clean: dict[str, Any] = {}
        for name, value in values.items():
            if name in ("stories", "outlets", "documents"):
                if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                    raise ValueError(f"scope: {name} must be a list of texts")
                clean[name] = tuple(value)
            elif name == "voice":
                clean[name] = Voice(value)
            elif name == "copies":
                clean[name] = Copies(value)
            elif name in ("duplicate_share", "shared_share"):
                if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
                    raise ValueError(f"scope: {name} must be a share above 0 and up to 1")
                clean[name] = float(value)
            elif name == "boilerplate":
                if not isinstance(value, bool):
                    raise ValueError(f"scope: {name} must be true or false")
                clean[name] = value
            else:
                if not isinstance(value, str):
                    raise ValueError(f"scope: {name} must be a text")
                clean[name] = value
        return cls(**clean)
