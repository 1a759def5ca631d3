"""What can be done with chosen articles, or with those under a heading: reading, stories, metadata, leaving out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from workbench.domain.removal import changes_for_removal
from workbench.domain.reviews import changes_for_review
from workbench.domain.story_names import change_for_story_name
from workbench.ui.desk import Desk
from workbench.ui.dialogs.stories import ChooseStoryDialog, NameStoryDialog, OneStoryDialog
from workbench.ui.plain_text import visible
from workbench.ui.stories import (
    Story,
    articles_of,
    articles_words,
    decided_by_person,
    given_back,
    is_named,
    stories_in,
    stories_of,
)
from workbench.workspace.listing import Articles

MOST_SIDE_BY_SIDE: Final = 4


class ArticleMenu(QMenu):
    """A menu for some articles.

    Args:
        desk: what all panes share.
        articles: all articles.
        documents: those that the menu is about, at least one.
        parent: the list.
        story: the story that they are, when the menu is that of its heading.
        heading: whether the menu is that of a heading.
    """

    read_wanted = Signal(tuple)
    """These articles are to be read, one alone or several side by side."""
    outlets_wanted = Signal(tuple)
    """The outlet of these articles is to be set."""
    metadata_wanted = Signal(tuple)
    """The metadata of these articles are to be edited."""
    copies_wanted = Signal(str)
    """An article is to be compared with its copies."""

    def __init__(
        self,
        desk: Desk,
        articles: Articles,
        documents: Sequence[str],
        parent: QWidget,
        *,
        story: Story | None = None,
        heading: bool = False,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._articles = articles
        self.documents = tuple(documents)
        self._heading = heading
        self._window = parent.window()
        self.setAccessibleName("What to do with these articles" if heading else "What to do with the chosen articles")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not heading:
            self._add_reading()
            self.addSeparator()
        if story is not None:
            self._add_whole_story(story)
            self.addSeparator()
        elif not heading:
            self._add_stories()
            self.addSeparator()
        self._add_metadata()
        self.addSeparator()
        self._add(
            "Leave out of the corpus" if not heading else f"Leave {self._many} out of the corpus", self._leave_out
        )

    @property
    def _many(self) -> str:
        return f"its {articles_words(len(self.documents))}" if self._heading else articles_words(len(self.documents))

    def _add(self, words: str, act: Callable[[], object]) -> None:
        self.addAction(visible(words)).triggered.connect(lambda _=False: act())

    def _open(self, dialog: QDialog) -> None:
        dialog.open()

    # -- what the menu holds ---------------------------------------------------------------------------------------

    def _add_reading(self) -> None:
        documents = self.documents
        if len(documents) > 1:
            fits = len(documents) <= MOST_SIDE_BY_SIDE
            words = "Show side by side" if fits else f"Show the first {MOST_SIDE_BY_SIDE} side by side"
            self._add(words, lambda: self.read_wanted.emit(documents))
        else:
            self._add("Show in Reader", lambda: self.read_wanted.emit(documents))
            self._add("Compare with its copies", lambda: self.copies_wanted.emit(documents[0]))

    def _add_stories(self) -> None:
        articles, documents = self._articles, self.documents
        stories = stories_of(articles, documents)
        listed = {story.story_id: story for story in stories_in(articles)}
        one = listed.get(stories[0]) if len(stories) == 1 else None
        if len(documents) > 1 and one is None:
            self._add("Put together as one story…", lambda: self._open(
                OneStoryDialog(self._desk, articles, documents, parent=self._window)
            ))  # fmt: skip
        if (one is not None and len(documents) < one.articles) or (len(documents) == 1 and one is None):
            own = "a story of its own" if len(documents) == 1 else "a story of their own"
            self._add(f"Split off as {own}…" if one is not None else f"Make it {own}…", lambda: self._open(
                OneStoryDialog(self._desk, articles, documents, split=True, parent=self._window)
            ))  # fmt: skip
        if set(listed) - set(stories if len(stories) == 1 else ()):
            without = stories if len(stories) == 1 else ()
            self._add("Move to another story…", lambda: self._open(
                ChooseStoryDialog(self._desk, articles, documents, without=without, parent=self._window)
            ))  # fmt: skip
        if one is not None:
            self._add_naming(one)
        self._add_giving_back("Give back to the found story")

    def _add_whole_story(self, story: Story) -> None:
        whole = articles_of(self._articles, (story.story_id,))
        if len(stories_in(self._articles)) > 1:
            self._add("Put together with another story…", lambda: self._open(
                ChooseStoryDialog(
                    self._desk, self._articles, whole, without=(story.story_id,), whole=story.title, parent=self._window
                )
            ))  # fmt: skip
        self._add_naming(story)
        self._add_giving_back("Give back to the found stories")

    def _add_naming(self, story: Story) -> None:
        self._add("Name this story…", lambda: self._open(
            NameStoryDialog(self._desk, self._articles, story, self._window)
        ))  # fmt: skip
        if is_named(self._desk.state.decisions, story.story_id):
            self._add("Use the found name again", lambda: self._desk.decide(
                change_for_story_name(story.story_id, ""), f"Use the found name of the story ‘{story.title}’ again"
            ))  # fmt: skip

    def _add_giving_back(self, words: str) -> None:
        decided = decided_by_person(self._desk.state.decisions, self.documents)
        if decided:
            many = articles_words(len(decided))
            self._add(words, lambda: self._desk.decide(given_back(decided), f"Give {many} back to the found story"))

    def _add_metadata(self) -> None:
        documents, several = self.documents, len(self.documents) > 1
        of = f" of {self._many}" if several or self._heading else ""
        self._add(f"Edit metadata{of}…", lambda: self.metadata_wanted.emit(documents))
        self._add(f"Set outlet{of}…", lambda: self.outlets_wanted.emit(documents))
        places = [(document, self._articles.place(document)) for document in documents]
        waiting = tuple(document for document, place in places if place is not None and self._articles.reviews[place])
        if waiting:
            words = "Looked at" if len(waiting) == len(documents) == 1 else f"Looked at {articles_words(len(waiting))}"
            label = f"Look at {articles_words(len(waiting))} that need{'s' if len(waiting) == 1 else ''} review"
            self._add(words, lambda: self._desk.decide(changes_for_review(waiting), label))

    def _leave_out(self) -> None:
        label = f"Leave {articles_words(len(self.documents))} out of the corpus"
        focus = self._desk.state.focus
        about = focus.passage.document_id if focus.passage else focus.article
        if about in self.documents:  # it can't be read any more
            self._desk.highlight(replace(focus, outlet="", article="", passage=None), origin="articles")
        self._desk.decide(changes_for_removal(self.documents), label)
        self._desk.said.emit(
            f"Left {articles_words(len(self.documents))} out of the corpus. All ▾, Left-out articles brings them back."
        )
