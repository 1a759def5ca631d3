"""Reader: the articles themselves, one or up to four side by side, with layers for what was found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import compress, pairwise
from typing import ClassVar, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QToolButton, QWidget

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.spans import Interval, Span
from workbench.jobs.worker import Failure
from workbench.ui.boilerplate import extract, kind_words
from workbench.ui.desk import COPIES, CORPUS, DECISIONS, EVIDENCE, FOCUS, GROUPS, OVERVIEW, PASSAGES, SCOPE, THEME, Desk
from workbench.ui.pane import Pane
from workbench.ui.plain_text import mnemonic_safe, tool_tip
from workbench.ui.quote_words import quote_words
from workbench.ui.widgets.article_view import ArticleView
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.layer_switches import LayerSwitches
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.pane_header import link_button
from workbench.ui.widgets.side_by_side import SideBySide
from workbench.workspace import tasks
from workbench.workspace.concordance_messages import PassagesByArticle
from workbench.workspace.listing import STORY, Articles
from workbench.workspace.messages import BoilerplateSpan, ReaderArticle

MOST_COLUMNS: Final = 4
MOST_STRETCHES: Final = 30
"""Entries of boilerplate in the menu for one article."""


class Reader(Pane):
    """Shows articles; follows the focus."""

    name: ClassVar[str] = "reader"
    title: ClassVar[str] = "Reader"
    reads: ClassVar[frozenset[str]] = frozenset(
        {COPIES, CORPUS, DECISIONS, FOCUS, EVIDENCE, GROUPS, OVERVIEW, PASSAGES, SCOPE, THEME}
    )

    showing = Signal(tuple)
    """Ids of the articles on show, from left to right."""
    metadata_wanted = Signal(tuple)
    """The person wants to correct what is known about these articles (document ids)."""
    copies_wanted = Signal(str)
    """The person wants to compare an article with its copies."""
    verbs_wanted = Signal(str)
    """The person wants to see a verb in the list of verbs of saying."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.documents: list[str] = []
        """Articles on show, from left to right."""
        self.views: list[ArticleView] = []
        self._revision = -1
        self._theme = desk.theme
        self._decisions = desk.state.decisions
        self._copies_found = desk.copies_found
        self._shown_passage: Span | None = None
        self._shown_key: Focus | None = None
        self._stack = QStackedWidget(self)
        self._message = MessagePanel()
        self.side_by_side = SideBySide(desk)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self.side_by_side)
        self.body.addWidget(self._stack, 1)
        self._message.say(
            "Compare how outlets cover the same story",
            "Open a folder of articles, or drop anything on this window: downloads from databases, saved pages, documents,"
            " tables, feeds or mail. To look around first, open the sample.",
            "Open a folder…",
            desk.folder_wanted.emit,
        )
        self._message.offer("Open the sample corpus", desk.sample_wanted.emit)

        self._previous = link_button("◂", "Previous passage of what is highlighted (Shift+F3)", self._step_back)
        self._next = link_button("▸", "Next passage of what is highlighted (F3)", self._step_on)
        for widget in (self._previous, self._next):
            self.header.add(widget)
        self.layers = LayerSwitches(desk.theme)
        self.layers.changed.connect(self._on_layers)
        self.header.add(self.layers)
        self.boilerplate = link_button("boilerplate", "Stretches that are left out of counts, to jump to")
        self.boilerplate.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._stretches = QMenu(self.boilerplate)
        self._stretches.setAccessibleName("Boilerplate of the articles on show")
        self._stretches.aboutToShow.connect(self._fill_stretches)
        self.boilerplate.setMenu(self._stretches)
        self.header.add(self.boilerplate)
        self._count_stretches()
        self._search = self.header.add_link(
            "Search selection", "Search the selected words", self.search_selection, optional=True
        )
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)
        desk.read_requested.connect(self.read)

    def exportable(self) -> Exportable:
        """What Export offers: the quotes of what is counted, and a picture and the text of what is on show."""
        return Exportable(
            "Quotes",
            table="quotes",
            widget=lambda: self.side_by_side,
            text=lambda: "\n\n".join(view.article.text for view in self.views if view.article),
            available=bool(self.views),
            words={"csv": "Quotes as CSV…", "xlsx": "Quotes as Excel file…", "copy table": "Copy the text on show"},
        )

    # -- gestures --------------------------------------------------------------------------------------------------

    def read(self, documents: tuple[str, ...]) -> None:
        """Show these articles side by side."""
        self.documents = list(dict.fromkeys(documents))[:MOST_COLUMNS]
        self._ask_articles()

    def set_columns(self, count: int) -> None:
        """Show ``count`` articles: those on show first, then others of the scope, other outlets first."""
        overview = self.desk.overview
        if overview is None:
            return
        chosen = self.documents[:count]
        articles = overview.articles
        taken = [place for d in chosen if (place := articles.place(d)) is not None]
        rows = [n for n in compress(range(len(articles)), articles.in_scope) if n not in taken]
        stories, outlets = articles.stories.codes, articles.outlets.codes
        while len(chosen) < count and rows:
            told, seen = {stories[n] for n in taken}, {outlets[n] for n in taken}
            rows.sort(key=lambda n: (stories[n] not in told, outlets[n] in seen))
            taken.append(rows.pop(0))
            chosen.append(articles.ids[taken[-1]])
        self.desk.read_requested.emit(tuple(chosen))

    def greet_with(self, widget: QWidget) -> None:
        """Show something below the invitation while nothing is open, e.g. the projects of last time."""
        self._message.put_below(widget)

    def search_selection(self) -> None:
        """Search for the words selected in the text, as a phrase."""
        for view in self.views:
            words = view.selected_words()
            if words:
                self.desk.search(f'"{words}"' if " " in words else words)
                return
        self.desk.said.emit("Select some words in the text first.")

    def step_quote(self, step: int) -> None:
        """Put the cursor on the next (1) or the previous (-1) quote, in the article that has the cursor."""
        if not self.views:
            return
        at = next((n for n, view in enumerate(self.views) if view.text.hasFocus()), None)
        if at is None:
            at = next((n for n, view in enumerate(self.views) if view.chosen_quote is not None), 0)
        self._step_quote_in(self.views[at], step)

    def _step_quote_in(self, view: ArticleView, step: int) -> None:
        if not (self.layers.layers.quotes or self.layers.layers.speakers):
            self.layers.buttons["quotes"].setChecked(True)  # what is gone through must be seen
        if view.step_quote(step):
            view.text.setFocus(Qt.FocusReason.OtherFocusReason)
            quote = view.chosen_quote
            if view.article is not None and quote is not None:
                self.desk.said.emit(quote_words(view.article, quote))
            return
        quotes = view.article.quotes if view.article is not None else ()
        if not quotes:
            self.desk.said.emit("This article has no quotes.")
        elif step > 0:
            self.desk.said.emit("That was the last quote of this article. Shift+F8 goes back.")
        else:
            self.desk.said.emit("That was the first quote of this article. F8 goes on.")

    # -- refreshing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Follow the focus, and ask for the articles again when the corpus, a decision or what is known of copies changed."""
        focus = self.desk.state.focus
        wanted = focus.passage.document_id if focus.passage else focus.article
        self.documents = [d for d in self.documents if self._is_open(d)]
        if wanted and self._is_open(wanted) and wanted not in self.documents:
            self.documents = [wanted, *self.documents[1:]] if self.documents else [wanted]
        if not self.documents and self.desk.overview and self.desk.overview.articles:
            self.documents = [_first_to_read(self.desk.overview.articles)]
        changed = (
            self._revision != self.desk.revision
            or self._decisions != self.desk.state.decisions
            or self._copies_found != self.desk.copies_found
            or self.documents != [v.article.document_id for v in self.views if v.article]
        )
        if self._theme != self.desk.theme:
            self._theme = self.desk.theme
            self.layers.apply_theme(self._theme)
            for view in self.views:
                view.apply_theme()
            self.side_by_side.apply_theme()
        if changed:
            self._ask_articles()
        for view in self.views:
            view.show_words()
        self._show_evidence()
        if not changed:  # else when the articles have come
            self.side_by_side.follow(self.views)

    def _is_open(self, document: str) -> bool:
        # between two corpora there is no overview, and the articles of the one before are gone
        return self.desk.overview is not None and self.desk.overview.articles.place(document) is not None

    def _ask_articles(self) -> None:
        self.desk.reading = tuple(self.documents)
        self.showing.emit(tuple(self.documents))
        self._revision = self.desk.revision
        self._decisions = self.desk.state.decisions
        self._copies_found = self.desk.copies_found
        self._stack.setCurrentWidget(self.side_by_side if self.documents else self._message)
        while len(self.views) > len(self.documents):
            view = self.views.pop()
            view.setParent(None)
            view.deleteLater()
        while len(self.views) < len(self.documents):
            view = ArticleView(self.desk)
            view.set_layers(self.layers.layers)
            view.entity_pointed.connect(partial(self._on_entity, view))
            view.frame_pointed.connect(partial(self._on_frame, view))
            view.verbs_wanted.connect(self.verbs_wanted)
            view.quote_step_wanted.connect(partial(self._step_quote_in, view))
            view.head.edit_wanted.connect(self._on_edit)
            view.head.copies_wanted.connect(self.copies_wanted)
            self.side_by_side.add(view)
            QWidget.setTabOrder(self.views[-1].text if self.views else self.header.pin, view.text)
            self.views.append(view)
        for view, document in zip(self.views, self.documents, strict=True):
            self.desk.ask(
                tasks.article,
                document,
                self.desk.state,
                key=f"article {id(view)}",
                done=partial(self._show, view),
                failed=partial(self._not_shown, view),
            )
        self.side_by_side.follow(self.views)
        names = "side by side" if len(self.documents) > 1 else ""
        self.header.subtitle.set_text(names)

    def _show(self, view: ArticleView, answer: ReaderArticle) -> None:
        if view not in self.views:
            return  # it was closed while the answer was on its way
        before = view.article
        same = before is not None and (before.document_id, before.text) == (answer.document_id, answer.text)
        place = view.place() if same else None
        view.show_article(answer)
        self._count_stretches()
        self._shown_key = None
        self._show_evidence()
        if place is not None:  # only layers changed: who reads further down stays there
            view.return_to(place)
        self.side_by_side.follow(self.views)

    def _not_shown(self, view: ArticleView, failure: Failure) -> None:
        # a process that was just started again says that there is no such article, until it has read all of them
        if view in self.views and self.desk.stage is not None:
            self.desk.report(failure)

    def _show_evidence(self) -> None:
        focus, evidence = self.desk.state.focus, self.desk.evidence
        current = evidence is not None and evidence.focus == focus.evidence_key
        found = evidence.by_article if evidence is not None and current else PassagesByArticle()
        spans = {
            view.article.document_id: self.desk.passages_in(view.article.document_id) if current else ()
            for view in self.views
            if view.article is not None
        }
        if current or not focus.subject:
            for view in self.views:
                if view.article is not None:
                    view.set_evidence(list(spans[view.article.document_id] or ()))
        enabled = bool(found)
        self._previous.setEnabled(enabled)
        self._next.setEnabled(enabled)
        self._show_place(focus, spans, found, current)

    def _show_place(
        self, focus: Focus, spans: Mapping[str, tuple[Interval, ...] | None], found: PassagesByArticle, current: bool
    ) -> None:
        """The focused passage; without one, the first highlighted place of what is on show."""
        if focus.passage is not None:
            document = focus.passage.document_id
            if focus.passage != self._shown_passage or self._shown_key is None:
                place = (focus.passage.start, focus.passage.end)
                # what is not counted any more is shown, but not marked as if it were
                own = spans.get(document, ())
                counted = not focus.subject or not current or own is None or place in own
                for view in self.views:
                    on_it = view.article is not None and view.article.document_id == document
                    view.set_passage((place if counted else (place[0], place[0])) if on_it else None)
                self.side_by_side.place_beside(
                    [v for v in self.views if v.article is not None and v.article.document_id == document]
                )
            self._shown_passage = focus.passage
            # what is counted in the article may not be known yet
            self._shown_key = focus.evidence_key if spans.get(document, ()) is not None else None
            return
        self._shown_passage = None
        if focus.evidence_key == self._shown_key or (focus.subject and not current):
            return
        self._shown_key = focus.evidence_key
        if found and not any(document in found for document in self.documents):
            self.documents = [found.documents[0], *self.documents[1:]]
            self._ask_articles()
            return
        for view in self.views:
            first = found.first_of(view.article.document_id) if view.article else None
            view.set_passage((first.start, first.end) if first is not None else None)
        self.side_by_side.place_beside(
            [v for v in self.views if v.article is not None and found.first_of(v.article.document_id) is not None]
        )

    # -- inside ----------------------------------------------------------------------------------------------------

    def _on_layers(self) -> None:
        for view in self.views:
            view.set_layers(self.layers.layers)

    def _on_entity(self, view: ArticleView, entity: str, start: int, end: int) -> None:
        self._focus_mention(view, Focus(entity=entity), start, end)

    def _on_frame(self, view: ArticleView, frame: str, start: int, end: int) -> None:
        self._focus_mention(view, Focus(frame=frame), start, end)

    def _focus_mention(self, view: ArticleView, focus: Focus, start: int, end: int) -> None:
        if view.article is not None:
            self.desk.highlight(replace(focus, passage=Span(view.article.document_id, start, end)), origin=self.name)

    def _on_edit(self, document: str) -> None:
        self.metadata_wanted.emit((document,))

    def _count_stretches(self) -> None:
        count = sum(not b.restored for view in self.views if view.article for b in view.article.boilerplate)
        restored = sum(b.restored for view in self.views if view.article for b in view.article.boilerplate)
        self.boilerplate.setText(f"boilerplate ({count:,})")
        self.boilerplate.setEnabled(bool(count or restored))
        again = f", {restored:,} counted again" if restored else ""
        words = (
            f"Boilerplate of what is on show: {count:,} {'stretch' if count == 1 else 'stretches'}{again}. Jump to one"
        )
        self.boilerplate.setToolTip(tool_tip(words))
        self.boilerplate.setAccessibleName(words)
        self.header.fit()

    def _fill_stretches(self) -> None:
        self._stretches.clear()
        for view in self.views:
            article = view.article
            if article is None or not article.boilerplate:
                continue
            if len(self.views) > 1:
                self._stretches.addAction(mnemonic_safe(article.outlet or UNKNOWN_OUTLET)).setEnabled(False)
            for stretch in article.boilerplate[:MOST_STRETCHES]:
                kind = kind_words(stretch.kind)
                counted = " · counted again" if stretch.restored else ""
                words = f"{kind[:1].upper()}{kind[1:]}: {extract(article.text, stretch)}{counted}"
                action = self._stretches.addAction(mnemonic_safe(words))
                action.triggered.connect(partial(self._on_stretch, view, stretch))
            more = len(article.boilerplate) - MOST_STRETCHES
            if more > 0:
                self._stretches.addAction(f"and {more:,} more").setEnabled(False)

    def _on_stretch(self, view: ArticleView, stretch: BoilerplateSpan, _checked: bool = False) -> None:
        view.read_stretch(stretch)

    def _step_back(self) -> None:
        self.desk.step_passage(-1)

    def _step_on(self) -> None:
        self.desk.step_passage(1)


def _first_to_read(articles: Articles) -> str:
    """The earliest counted article of the latest story, which the Articles pane lists first."""
    arrangement = articles.arranged(STORY)
    in_scope = articles.in_scope if articles.counted else bytes([1]) * len(articles)
    best, latest = -1, ""
    for start, end in pairwise(arrangement.starts):
        if best >= 0 and not articles.stories[arrangement.order[start]]:
            break  # what has no story comes last, and only when there is nothing else
        counted = [n for n in arrangement.order[start:end] if in_scope[n]]
        # the oldest comes first and what has no date last
        newest = next((date for n in reversed(counted) if (date := articles.dates[n])), "")
        if counted and (best < 0 or newest > latest):
            best, latest = counted[0], newest
        if counted and len(counted) == end - start:
            break  # stories come with the newest first, so that none behind a whole one is newer
    return articles.ids[best]
