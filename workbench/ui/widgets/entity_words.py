"""Types of entities in words and colours, and an entity as lists show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPixmap

from workbench.domain.table_data import TableData

TYPE_WORDS: Final[Mapping[str, str]] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country, region or city",
    "LOC": "place",
    "FAC": "building or facility",
    "NORP": "nationality, religion or political group",
    "EVENT": "event",
    "PRODUCT": "product",
    "WORK_OF_ART": "title of a work",
    "LAW": "law or treaty",
    "LANGUAGE": "language",
    "DATE": "date",
    "TIME": "time",
    "MONEY": "amount of money",
    "PERCENT": "percentage",
    "QUANTITY": "quantity",
    "ORDINAL": "ordinal number",
    "CARDINAL": "number",
    "MISC": "other name",
}
"""Types of entities in words."""

_NAMED_TYPES: Final = ("PERSON", "ORG", "GPE", "LOC", "FAC")

GROUPS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("All", "", ()),
    ("People", "PERSON", ("PERSON",)),
    ("Organisations", "ORG", ("ORG",)),
    ("Places", "GPE", ("GPE", "LOC", "FAC")),
    ("Other", "OTHER", ()),
)
"""The type filter: its words, the type whose colour stands for it, and the types in it."""

KEY_SEPARATOR: Final = "\n"
"""Between the keys in one cell of the list of entities."""


def type_words(kind: str) -> str:
    """A type in words; one that is not known in its own letters."""
    return TYPE_WORDS.get(kind, kind.casefold().replace("_", " ") or "other")


def in_group(kind: str, group: int) -> bool:
    """Whether a type belongs to an entry of the type filter: one of :data:`GROUPS`."""
    words, _, kinds = GROUPS[max(group, 0)]
    if words == "All":
        return True
    return kind in kinds if kinds else kind not in _NAMED_TYPES


@dataclass(frozen=True, slots=True)
class ListedEntity:
    """An entity as lists show it, with the keys that decisions about it name."""

    entity_id: str
    name: str
    type: str
    mentions: int
    keys: tuple[str, ...]
    """The key of its most frequent name first."""

    @property
    def key(self) -> str:
        """The key that stands for it."""
        return self.keys[0] if self.keys else ""

    @property
    def remark(self) -> str:
        """Type and number of mentions in words."""
        return f"{type_words(self.type)} · {mentions_words(self.mentions)}"


def listed_entities(table: TableData, wanted: Iterable[str] | None = None) -> tuple[ListedEntity, ...]:
    """The entities of a table ``entity_list`` that can be decided about, those that are wanted or all."""
    if not len(table) or "keys" not in table.names:
        return ()
    chosen = None if wanted is None else set(wanted)
    columns = (table.texts("entity_id"), table.texts("name"), table.texts("type"))
    return tuple(
        ListedEntity(entity, name, kind, int(mentions or 0), tuple(filter(None, keys.split(KEY_SEPARATOR))))
        for entity, name, kind, mentions, keys in zip(
            *columns, table.column("mentions"), table.texts("keys"), strict=True
        )
        if chosen is None or entity in chosen
    )


def mentions_words(count: int) -> str:
    """``1 mention``, ``1,200 mentions``."""
    return "1 mention" if count == 1 else f"{count:,} mentions"


def draw_square(painter: QPainter, centre: QPointF, colour: str) -> None:
    """Draw the square that stands for a type, in its colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(QColor(colour)))
    painter.drawRoundedRect(QRectF(centre.x() - 4, centre.y() - 4, 8, 8), 1.5, 1.5)
    painter.restore()


def square_icon(colour: str) -> QIcon:
    """The same as an icon."""
    pixmap = QPixmap(QSize(28, 28))
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_square(painter, QPointF(7, 7), colour)
    painter.end()
    return QIcon(pixmap)
