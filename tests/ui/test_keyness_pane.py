"""The Keyness pane: what is compared, what is listed, and its pictures."""

from __future__ import annotations

from driver import Driver
from small_corpus import COURIER


def test_what_is_chosen_is_what_is_listed_drawn_and_exported(person: Driver) -> None:
    pane = person.window.keyness
    person.window.show_pane("keyness")
    person.settle()
    try:
        pane.target.setCurrentIndex(pane.target.findData(COURIER))
        pane.target.activated.emit(pane.target.currentIndex())
        pane.kinds.setCurrentIndex(pane.kinds.findData("key"))
        pane.kinds.activated.emit(pane.kinds.currentIndex())
        person.click(pane._choice.button(1))
        person.settle()
        table = pane.table.table_model.table
        assert set(table.texts("outlet")) == {COURIER}
        assert all(float(str(ratio)) > 0 for ratio in table.column("log_ratio"))
        word = table.texts("term")[0]
        pane.filter.setText(word)
        person.settle()
        assert all(word in term for term in pane.table.table_model.table.texts("term"))
        person.click(pane._choice.button(0))
        pane.pictures.setCurrentIndex(pane.pictures.findData("vocabulary"))
        pane.pictures.activated.emit(pane.pictures.currentIndex())
        person.settle()
        assert pane.exportable().chart == "vocabulary"
        person.until(lambda: COURIER in pane.vocabulary.accessibleDescription())
    finally:
        pane.filter.clear()
        for box in (pane.target, pane.kinds, pane.pictures):
            box.setCurrentIndex(0)
            box.activated.emit(0)
        person.settle()
