"""Dialogs about stories and about which articles belong to the corpus: a name, a story to choose, what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.removal import changes_for_removal
from workbench.domain.story_names import change_for_story_name
from workbench.jobs.worker import Failure
from workbench.ui.date_words import day_words
from workbench.ui.desk import OVERVIEW, Desk
from workbench.ui.dialogs.dialog_parts import make_filter
from workbench.ui.dialogs.name_dialog import NameDialog, folded
from workbench.ui.plain_text import PlainLabel, tool_tip, visible
from workbench.ui.stories import (
    Story,
    articles_of,
    articles_words,
    made_one,
    moved,
    offered_name,
    stories_in,
    stories_of,
    taken_names,
)
from workbench.workspace import removed_tasks
from workbench.workspace.listing import Articles
from workbench.workspace.removed_tasks import LeftOut

_MISSING: Final = "Type a name for the story."
_DOCUMENT: Final = Qt.ItemDataRole.UserRole
_LEFT_OUT: Final = "left out"
"""Of questions about articles that were left out the latest wins."""


class NameStoryDialog(NameDialog):
    """Another name for a story."""

    def __init__(self, desk: Desk, articles: Articles, story: Story, parent: QWidget | None = None) -> None:
        def save(name: str) -> None:
            if name != offered_name(story.title):
                desk.decide(change_for_story_name(story.story_id, name), f"Name the story ‘{name}’")

        super().__init__(
            title="Name this story",
            explanation=f"The name is shown in lists, charts and exports. The story has {articles_words(story.articles)}.",
            label="Name of the story",
            offered=offered_name(story.title),
            taken=taken_names(articles, (story.story_id,)),
            missing=_MISSING,
            save=save,
            parent=parent,
        )


class OneStoryDialog(NameDialog):
    """The name of a story that is made of chosen articles, or of all articles of their stories.

    Args:
        desk: what all panes share.
        articles: all articles.
        documents: the chosen articles.
        split: take the chosen articles out of their story, rather than put stories together.
        parent: the window.
    """

    def __init__(
        self,
        desk: Desk,
        articles: Articles,
        documents: Sequence[str],
        *,
        split: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._desk = desk
        self._articles = articles
        self._documents = tuple(documents)
        self._stories = () if split else tuple(story for story in stories_of(articles, documents) if story)
        lone = [document for document in documents if stories_of(articles, (document,)) == ("",)]
        self._together = (*articles_of(articles, self._stories), *lone) if self._stories else self._documents
        self._split = split
        count = articles_words(len(documents))
        listed = [story for story in stories_in(articles) if story.story_id in self._stories]
        if split:
            title, explanation = "Split off", f"{count.capitalize()} will be a story of {_its_own(len(documents))}."
        else:
            title, explanation = "Put together", "The articles will be one story. It can be undone."
        self._of_article = offered_name(_title_of(articles, documents[0]))
        self._of_story = offered_name(max(listed, key=lambda s: s.articles).title) if listed else self._of_article
        super().__init__(
            title=title,
            explanation=explanation,
            label="Name of the story",
            offered=self._of_story,
            taken=taken_names(articles, self._stories),
            missing=_MISSING,
            save=self._make,
            parent=parent,
        )
        self._offered = self.name.text()
        self.choice = QButtonGroup(self)
        if len(self._together) > len(documents):
            many = len(stories_of(articles, documents))
            for number, words in enumerate(
                (
                    f"All {articles_words(len(self._together))} of {'their story' if many == 1 else f'their {many:,} stories'}",
                    f"Only the {articles_words(len(documents))} that {'is' if len(documents) == 1 else 'are'} chosen",
                )
            ):
                button = QRadioButton(visible(words), self)
                button.setAccessibleName(visible(words))
                button.setChecked(number == 0)
                self.choice.addButton(button, number)
                self.place.addWidget(button)
            self.choice.idToggled.connect(self._on_choice)
        self.place.addStretch(1)

    def _on_choice(self, number: int, checked: bool) -> None:
        """Of articles that leave their stories, the name must not be one that these keep."""
        if not checked:
            return
        taken = taken_names(self._articles, () if number else self._stories)
        untouched = self.name.text() == self._offered
        self._taken = {folded(name): problem for name, problem in taken.items()}
        if untouched:
            self._offered = self._free(self._of_article if number else self._of_story)
            self.name.setText(visible(self._offered))
            self.name.selectAll()
        self._look()

    def _make(self, name: str) -> None:
        chosen = self._split or self.choice.checkedId() == 1
        documents = self._documents if chosen else self._together
        changes = made_one(self._articles, documents, () if chosen else self._stories, name)
        words = "Split {} off as the story ‘{}’" if self._split else "Put {} together as the story ‘{}’"
        self._desk.decide(changes, words.format(articles_words(len(documents)), name))


def _its_own(count: int) -> str:
    return "its own" if count == 1 else "their own"


def _title_of(articles: Articles, document: str) -> str:
    place = articles.place(document)
    return "" if place is None else articles.titles[place]


class ChooseStoryDialog(QDialog):
    """A story to put articles into, found by typing.

    Args:
        desk: what all panes share.
        articles: all articles.
        documents: the articles to put there.
        without: stories that are not offered, because the articles are there already.
        whole: the words for these articles when they are a whole story; empty when they are chosen ones.
        parent: the window.
    """

    def __init__(
        self,
        desk: Desk,
        articles: Articles,
        documents: Sequence[str],
        *,
        without: Sequence[str] = (),
        whole: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._documents = tuple(documents)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        words = "Put together with another story" if whole else "Move to another story"
        self.setWindowTitle(visible(words))
        self.setAccessibleName(visible(words))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        what = (
            f"The {articles_words(len(documents))} of ‘{whole}’"
            if whole
            else articles_words(len(documents)).capitalize()
        )
        layout.addWidget(
            PlainLabel(f"{what} will belong to the story that you choose, under its name.", self, wrap=True)
        )
        self.filter = QLineEdit(self)
        make_filter(self.filter, "Filter", name="Filter stories by name")
        self.filter.textChanged.connect(self._apply)
        self.filter.installEventFilter(self)
        layout.addWidget(self.filter)
        self.list = _list(self, "Stories")
        self.stories = [story for story in stories_in(articles) if story.story_id not in without]
        for story in self.stories:
            item = QListWidgetItem(f"{visible(story.title)}\n{visible(story.remark)}", self.list)
            item.setToolTip(tool_tip(story.title))
        self.list.itemSelectionChanged.connect(self._on_selection)
        self.list.itemActivated.connect(lambda _: self.accept())
        layout.addWidget(self.list, 1)
        self.none = PlainLabel("No story has these words.", self, name="Muted")
        self.none.hide()
        layout.addWidget(self.none)
        self.choose = _buttons(self, layout, "Put together" if whole else "Move")
        self.choose.clicked.connect(self.accept)
        self._on_selection()
        self.resize(480, 420)
        self.filter.setFocus()

    @property
    def chosen(self) -> Story | None:
        """The story that is chosen."""
        rows = [self.list.row(item) for item in self.list.selectedItems() if not item.isHidden()]
        return self.stories[rows[0]] if rows else None

    def accept(self) -> None:
        """Put the articles into the chosen story."""
        story = self.chosen
        if story is None:
            return
        # the others of the story stay in it, whatever is found later
        overview = self._desk.overview
        there = articles_of(overview.articles, (story.story_id,)) if overview is not None else ()
        self._desk.decide(
            moved((*there, *self._documents), story.story_id),
            f"Put {articles_words(len(self._documents))} into the story ‘{story.title}’",
        )
        super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrow down leads from the filter to the list."""
        if (
            watched is self.filter
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Down
        ):
            self.list.setFocus()
            first = next((n for n in range(self.list.count()) if not self.list.item(n).isHidden()), None)
            if first is not None and self.chosen is None:
                self.list.setCurrentRow(first)
            return True
        return super().eventFilter(watched, event)

    def _apply(self) -> None:
        wanted = self.filter.text().casefold().split()
        some = False
        for row, story in enumerate(self.stories):
            fits = all(word in story.title.casefold() for word in wanted)
            self.list.item(row).setHidden(not fits)
            some |= fits
        self.none.setVisible(not some)
        self._on_selection()

    def _on_selection(self) -> None:
        self.choose.setEnabled(self.chosen is not None)
        self.choose.setDefault(self.chosen is not None)  # else it would look as if it could be pressed


class LeftOutDialog(QDialog):
    """The articles that were left out of the corpus, to bring them back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Left-out articles")
        self.setAccessibleName("Left-out articles")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        self.words = PlainLabel("Looking for them…", self, wrap=True)
        layout.addWidget(self.words)
        self.list = _list(self, "Articles that were left out")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.itemSelectionChanged.connect(self._on_selection)
        layout.addWidget(self.list, 1)
        self.back = _buttons(self, layout, "Bring back", close="Close")
        self.back.clicked.connect(self._bring_back)
        self.resize(480, 380)
        self._on_selection()
        desk.touched.connect(self._on_touched)
        self._ask()

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest."""
        self._desk.touched.disconnect(self._on_touched)  # it hears of changes until Qt lets go of it
        self._desk.bridge.cancel(_LEFT_OUT)
        super().done(result)

    def _on_touched(self, touched: frozenset[str]) -> None:
        if OVERVIEW in touched:
            self._ask()

    def _ask(self) -> None:
        self._desk.ask(
            removed_tasks.left_out_articles, self._desk.state, key=_LEFT_OUT, lane="list", done=self._show,
            failed=self._on_failed,
        )  # fmt: skip

    def _on_failed(self, failure: Failure) -> None:
        self.words.set_text(f"They can't be listed: {failure.message}")

    def _show(self, found: tuple[LeftOut, ...]) -> None:
        self.list.clear()
        for article in found:
            remark = f"{article.outlet or UNKNOWN_OUTLET} · {day_words(article.date) or 'no date'}"
            item = QListWidgetItem(f"{visible(article.title)}\n{visible(remark)}", self.list)
            item.setToolTip(tool_tip(article.title))
            item.setData(_DOCUMENT, article.document_id)
        self.words.set_text(
            f"{articles_words(len(found)).capitalize()} {'is' if len(found) == 1 else 'are'} left out: not listed and not "
            "counted. The project file keeps them."
            if found
            else "No article is left out."
        )
        self._on_selection()

    def _on_selection(self) -> None:
        chosen = len(self.list.selectedItems())
        everything = not chosen or chosen == self.list.count()
        self.back.setText("Bring all back" if everything else "Bring back" if chosen == 1 else f"Bring {chosen:,} back")
        self.back.setEnabled(self.list.count() > 0)

    def _bring_back(self) -> None:
        items = self.list.selectedItems() or [self.list.item(row) for row in range(self.list.count())]
        documents = [str(item.data(_DOCUMENT)) for item in items]
        if documents:
            many = articles_words(len(documents))
            self._desk.decide(changes_for_removal(documents, removed=False), f"Bring {many} back into the corpus")
        if len(documents) == self.list.count():
            self.accept()


def _list(parent: QWidget, name: str) -> QListWidget:
    made = QListWidget(parent)
    made.setAccessibleName(visible(name))
    made.setUniformItemSizes(True)
    made.setSpacing(3)
    made.setAlternatingRowColors(False)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return made


def _buttons(dialog: QDialog, layout: QVBoxLayout, words: str, *, close: str = "Cancel") -> QPushButton:
    row = QHBoxLayout()
    row.addStretch(1)
    cancel = QPushButton(visible(close), dialog)
    cancel.setAccessibleName(visible(close))
    cancel.setAutoDefault(False)
    cancel.clicked.connect(dialog.reject)
    chosen = QPushButton(visible(words), dialog)
    chosen.setDefault(True)
    row.addWidget(cancel)
    row.addWidget(chosen)
    layout.addLayout(row)
    return chosen
