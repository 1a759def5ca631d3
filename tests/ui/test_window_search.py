"""Searching: what is typed, what is counted for it in every place, and how it is cleared and brought back."""

from __future__ import annotations

from driver import Driver
from PySide6.QtCore import Qt
from small_corpus import TUNNEL, TUNNEL_BY_ARTICLE, TUNNEL_BY_OUTLET

ALT = Qt.KeyboardModifier.AltModifier


def test_a_search_has_one_number_in_every_place(person: Driver) -> None:
    person.search("tunnel")
    assert person.hits == f"{TUNNEL} hits in 6 articles"
    assert person.status == f"Highlighting “tunnel”: {TUNNEL} passages in 6 of 6 articles"
    assert person.concordance_rows() == TUNNEL
    assert person.window.concordance.header.subtitle.text() == f"“tunnel”: {TUNNEL} passages in 6 of 6 articles"
    badges = person.window.articles.list.model_of_articles.passages
    assert dict(badges) == TUNNEL_BY_ARTICLE
