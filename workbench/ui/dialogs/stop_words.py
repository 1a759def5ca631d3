"""The list of function words that lists of terms hide: search it, add to it, take words out, restore it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from workbench.domain.stop_word_choices import LONGEST, STOP_WORD, changes_for_stop_words, stop_words_in, tidy_word
from workbench.domain.table_data import Cell
from workbench.ui.desk import Desk
from workbench.ui.dialogs.word_list import TAKE_BACK, Filters, ListOfWords, Row, WordListDialog
from workbench.ui.widgets.data_table import Column
from workbench.workspace.messages import PaneTable

_KEY: Final = "stop words"
_STATES: Final = {"listed": "", "added": "added by you", "kept": "taken out by you", "same": "decided by you"}
_COLUMNS: Final = (
    Column("word", "Word", width=130),
    Column("shown", "In lists", "Whether lists of terms show it", width=74),
    Column("language", "Language", "Whose list it is in", width=78),
    Column("group", "Kind", "What kind of word it is", width=170, stretch=True),
    Column("count", "Times", "Times in what is counted", kind="number", width=62),
    Column("documents", "Articles", "Articles with it", kind="number", width=62),
    Column("remark", "", "What you decided", width=130),
)
_CHANGED: Final = ("added", "kept", "same")
_FILTERS: Final[Filters] = (
    ("All words", lambda row: True),
    ("Hidden", lambda row: bool(row["hidden"])),
    ("Shown", lambda row: not row["hidden"]),
    ("Used here", lambda row: bool(row["count"])),
    ("Changed by you", lambda row: row["state"] in _CHANGED),
)
_LIST: Final = ListOfWords(
    table="stop_words",
    key=_KEY,
    word="word",
    columns=_COLUMNS,
    filters=_FILTERS,
    title="Function words",
    noun="words",
    search="Search words and kinds of words",
    nothing_open="Nothing is open. Open articles to see which of these words they use.",
    add_words="Add a word, e.g. said",
    add_name="A word to hide",
    add_button="Hide the word in lists of terms",
    longest=LONGEST,
    reset_words="Back to our lists",
    reset_name="Take back everything that you decided about function words",
    file_title="Save the function words",
    file_name="function-words.csv",
    close_name="Close the list of function words",
    size=(820, 600),
)


def set_hidden(desk: Desk, words: Sequence[str], hidden: bool | None) -> None:
    """Hide words in lists of terms, show them, or leave them to the lists again: one step."""
    changes = changes_for_stop_words(words, hidden)
    if not changes:
        return
    who = f"“{tidy_word(words[0])}”" if len(changes) == 1 else f"{len(changes):,} words"
    done = {True: f"Hide {who} in lists of terms", False: f"Show {who} in lists of terms"}
    label = done[hidden] if hidden is not None else f"Leave {who} to our lists of function words again"
    desk.decide(changes, label, origin=_KEY)


class StopWordsDialog(WordListDialog):
    """The words with what holds for each. Each gesture is one step that can be undone; the window stays usable.

    Args:
        desk: what all panes share.
        parent: the window.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _LIST, parent)
        self.hide_button = self.choice_button("Hide", "Ins", "Lists of terms leave it out", lambda: self.decide(True))
        self.show_button = self.choice_button("Show", "Delete", "Take it out of the list", lambda: self.decide(False))
        self.back = self.choice_button(*TAKE_BACK, lambda: self.decide(None))
        self.build((self.hide_button, self.show_button, self.back))

    def decide(self, hidden: bool | None) -> None:
        """Hide the chosen words, show them, or take back what was decided: one step."""
        words, decided = self.selected, stop_words_in(self.desk.state.decisions)
        if hidden is None:
            words = [word for word in words if word in decided]
        set_hidden(self.desk, words, hidden)

    def add(self) -> None:
        """Hide what was typed."""
        word = tidy_word(self.new.text())
        if word:
            set_hidden(self.desk, [word], True)
            self.new.clear()

    def reset_all(self) -> None:
        """Take back everything that was decided about words: one step, which can be undone."""
        set_hidden(self.desk, list(self.desk.state.decisions.collection(STOP_WORD)), None)

    def _words_for(self, answer: PaneTable) -> Iterable[str]:
        languages = list(dict.fromkeys(str(row["language"]) for row in self._rows if row["language"]))
        lists = f"the {languages[0]} list" if len(languages) == 1 else f"the lists for {' and '.join(languages)}"
        hidden = sum(bool(row["hidden"]) for row in self._rows)
        changed = sum(row["state"] in _CHANGED for row in self._rows)
        yield (
            "Lists of terms leave these words out. They are always counted, and a search finds them. "
            f"The languages of the articles decide that {lists} hold{'s' if len(languages) == 1 else ''}: "
            f"{hidden:,} words are hidden."
        )
        if changed:
            yield f"You decided about {changed:,}."

    def _searched(self, row: Row) -> str:
        return f"{row['word']} {row['group']} {row['language']}"

    def _cells(self, row: Row) -> tuple[Cell, ...]:
        return (
            str(row["word"]),
            "hidden" if row["hidden"] else "shown",
            str(row["language"]),
            str(row["group"]),
            row["count"],
            row["documents"],
            _STATES.get(str(row["state"]), ""),
        )

    def _refresh(self) -> None:
        words, decided = self.selected, stop_words_in(self.desk.state.decisions)
        if not words:
            self.chosen.set_text("Choose words to hide or to show them")
        else:
            self.chosen.set_text(f"“{words[0]}”" if len(words) == 1 else f"{len(words):,} words")
        hidden = {str(row["word"]): bool(row["hidden"]) for row in self._shown}
        self.hide_button.setEnabled(any(not hidden[word] for word in words))
        self.show_button.setEnabled(any(hidden[word] for word in words))
        self.back.setEnabled(any(word in decided for word in words))
        self.reset.setEnabled(bool(decided))
        self.add_button.setEnabled(bool(tidy_word(self.new.text())))
        self.export.setEnabled(bool(self._rows))
