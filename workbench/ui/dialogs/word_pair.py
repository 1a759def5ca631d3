"""Setting two searches against one another: a new opposed pair, or another wording of one."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workbench.domain.word_pairs import LONGEST_NAME, WordPair, default_name, tidy
from workbench.ui.desk import Desk
from workbench.ui.plain_text import PlainLabel, visible
from workbench.workspace import word_pair_tasks
from workbench.workspace.word_pair_tasks import SearchCount

_RESTS_MS = 250
"""A search is counted when typing has rested this long."""


class WordPairDialog(QDialog):
    """Two searches and a name. While they are typed it is said how often each stands in what is counted.

    Args:
        desk: asks how often the searches stand.
        taken: names of the other pairs.
        save: called with the pair when it is complete.
        pair: what is changed; ``None`` for a new one.
        parent: the window.
    """

    def __init__(
        self,
        desk: Desk,
        taken: Collection[str],
        save: Callable[[WordPair], object],
        *,
        pair: WordPair | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._taken = {tidy(name).casefold() for name in taken}
        self._save = save
        self._counts: dict[str, SearchCount] = {}
        self._waits = False
        """Whether Save was pressed before the searches were looked at."""
        title = "Edit a pair" if pair else "Add a pair"
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.first, self.second, self.name = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.found = (PlainLabel("", self, name="Muted", wrap=True), PlainLabel("", self, name="Muted", wrap=True))
        self.problem = PlainLabel("", self, name="Problem", wrap=True)
        self.problem.hide()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field, words, example, label in (
            (self.first, "First word", "e.g. regime | junta", self.found[0]),
            (self.second, "Second word", "e.g. government", self.found[1]),
        ):
            field.setPlaceholderText(example)
            field.setAccessibleName(f"{words} or search")
            field.textChanged.connect(self._on_typed)
            form.addRow(words, field)
            form.addRow("", label)
        self.name.setAccessibleName("Name of the pair")
        self.name.setMaxLength(LONGEST_NAME)
        self.name.textChanged.connect(self._look)
        form.addRow("Name", self.name)
        cancel = QPushButton("Cancel", self)
        cancel.setAccessibleName("Cancel: change nothing")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.go = QPushButton("Save", self)
        self.go.setAccessibleName("Save the pair")
        self.go.setDefault(True)
        self.go.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        layout.addWidget(
            PlainLabel(
                "Two searches that an outlet can choose between. | separates alternatives, * stands for any letters.",
                self,
                wrap=True,
            )
        )
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_RESTS_MS)
        self._timer.timeout.connect(self._count)
        self._offered = ""
        if pair is not None:
            self.first.setText(pair.a)
            self.second.setText(pair.b)
            self.name.setText(pair.name)
        self.first.setFocus()
        self.resize(520, 300)

    @property
    def pair(self) -> WordPair:
        """What the fields say; without a name it is called by its words."""
        first, second = tidy(self.first.text()), tidy(self.second.text())
        return WordPair(tidy(self.name.text()) or default_name(first, second), first, second)

    def accept(self) -> None:
        """Save the pair when it is complete and both searches can be understood."""
        problem = self._problem()
        pair = self.pair
        if not problem and not {pair.a, pair.b} <= set(self._counts):
            self._waits = True
            self._count()
            return
        self._waits = False
        problem = problem or next((c.problem for s in (pair.a, pair.b) if (c := self._counts[s]).problem), "")
        self._say(problem)
        if not problem:
            self._save(pair)
            super().accept()

    def _on_typed(self) -> None:
        self._waits = False
        self._timer.start()
        first, second = tidy(self.first.text()), tidy(self.second.text())
        self.name.setPlaceholderText(visible(default_name(first, second)) if first and second else "")
        self._look()

    def _count(self) -> None:
        self._timer.stop()
        searches = tuple(dict.fromkeys(filter(None, (self.pair.a, self.pair.b))))
        if not searches:
            self._show_counts()
            return
        self._desk.ask(
            word_pair_tasks.count_searches,
            searches,
            self._desk.state,
            key="word pair searches",
            done=self._take,
        )

    def _take(self, counts: tuple[SearchCount, ...]) -> None:
        self._counts |= {count.search: count for count in counts}
        self._show_counts()
        self._look()
        if self._waits:
            self.accept()

    def _show_counts(self) -> None:
        for label, search in zip(self.found, (self.pair.a, self.pair.b), strict=True):
            count = self._counts.get(search)
            if count is None:
                label.set_text("")
            elif count.problem:
                label.set_text(count.problem)
            else:
                times = f"{count.hits:,} {'passage' if count.hits == 1 else 'passages'}"
                label.set_text(f"{times} in {count.articles:,} {'article' if count.articles == 1 else 'articles'}")

    def _look(self) -> None:
        """What is missing is said only on saving; what is wrong is said at once."""
        complete = self.first.text().strip() and self.second.text().strip()
        self._say(self._problem() if complete else "")

    def _problem(self) -> str:
        pair = self.pair
        if not pair.a or not pair.b:
            return "A pair needs two words. Type both."
        if pair.a.casefold() == pair.b.casefold():
            return "The two are the same. Type another word."
        if pair.name.casefold() in self._taken:
            return "There is a pair of this name already. Give this one another name."
        return ""

    def _say(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        self.problem.setAccessibleName(visible(problem))
