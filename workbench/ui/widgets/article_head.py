"""What stands above an article in the Reader: who published it when, what is known about it, what a person should look at."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.reviews import changes_for_review
from workbench.ui.date_words import day_words
from workbench.ui.desk import Desk
from workbench.ui.links import ask_to_open
from workbench.ui.plain_text import ElidedLabel, PlainLabel, mnemonic_safe, tool_tip, visible
from workbench.ui.quote_words import mark_words, marks_words, quotes_counted
from workbench.ui.theme import READING_FONT
from workbench.ui.widgets.outlet_mark import mark_icon
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace.messages import ReaderArticle

_WIDEST_OUTLET: Final = 220
_NARROW: Final = 420
"""Pixels; in a head that is narrower, everything is a little smaller and links are shorter."""
_MARKS_NAMED: Final = 6
"""Quotation marks that the tool tip describes."""
_LARGE_TITLE: Final = 1.5
_SMALL_TITLE: Final = 1.2


class ArticleHead(QWidget):
    """Head of one article."""

    edit_wanted = Signal(str)
    """The person wants to correct what is known about this article (its document id)."""
    copies_wanted = Signal(str)
    """The person wants to compare this article (its document id) with its copies."""
    marks_wanted = Signal()
    """The person wants to see the next quotation mark that does not add up."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.article: ReaderArticle | None = None
        self._narrow = False
        self._low = False
        self.setObjectName("ArticleHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

        self._mark = PlainLabel("", self)
        self._outlet = ElidedLabel("", self, name="Heading")
        self.date = ElidedLabel("", self, name="Muted")
        self._title = PlainLabel("", self, wrap=True)
        self.known = ElidedLabel("", self, name="Muted")
        self.notes = ElidedLabel("", self, name="Muted")
        self.copies = ElidedLabel("", self, name="Muted")
        self.source = link_button("Open source…", "Show the article's address and open it in the browser", self._ask)
        self.edit = link_button(
            "Edit metadata…", "Correct outlet, date, author and the rest of this article", self._edit
        )
        self.compare = link_button("Compare", "Show this article's copies side by side", self._compare)
        self.marks = link_button("", "Quotation marks that do not add up", self.marks_wanted.emit)
        self.review = QWidget(self)
        self.review.setObjectName("Banner")
        self.review.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.why = PlainLabel("", self.review, wrap=True)
        self._why_short = ElidedLabel("", self.review)
        self.looked = link_button("Looked at", "Note that you looked at this article", self._look)

        rows = self._rows = QVBoxLayout(self)
        rows.setSpacing(3)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._mark)
        line.addWidget(self._outlet)
        line.addWidget(self.date, 1)
        rows.addLayout(line)
        rows.addWidget(self._title)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self.known, 1)
        below.addWidget(self.source)
        below.addWidget(self.edit)
        rows.addLayout(below)
        told = QHBoxLayout()
        told.setSpacing(6)
        told.addWidget(self.notes, 1)
        told.addWidget(self.marks)
        rows.addLayout(told)
        shared = QHBoxLayout()
        shared.setSpacing(6)
        shared.addWidget(self.copies, 1)
        shared.addWidget(self.compare)
        rows.addLayout(shared)
        inside = QHBoxLayout(self.review)
        inside.setContentsMargins(8, 3, 4, 3)
        inside.addWidget(self.why, 1)
        inside.addWidget(self._why_short, 1)
        inside.addWidget(self.looked, 0, Qt.AlignmentFlag.AlignTop)
        rows.addWidget(self.review)
        self.apply_theme()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Beside other articles there is less room."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.apply_theme()
        elif narrow:
            self._show_title()

    def set_low(self, low: bool) -> None:
        """Take one line alone, so that the text keeps some of a low pane; the tool tip has the rest."""
        if low != self._low:
            self._low = low
            self._show_room()

    def _show_room(self) -> None:
        article = self.article
        for widget in (self._title, self.known, self.edit):
            widget.setVisible(not self._low)
        self.source.setVisible(not self._low and article is not None and bool(article.url))
        if article is not None:
            title = article.title or "No headline in the source"
            self.date.set_text(" · ".join((_when(article), title)) if self._low else _when(article))

    def apply_theme(self) -> None:
        """Take fonts anew, in the size that there is room for."""
        font = QFont(READING_FONT)
        font.setPointSizeF(self.font().pointSizeF() * (_SMALL_TITLE if self._narrow else _LARGE_TITLE))
        font.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(font)
        self.source.setText("Source…" if self._narrow else "Open source…")
        self.edit.setText("Edit…" if self._narrow else "Edit metadata…")
        side, top = (12, 6) if self._narrow else (20, 10)
        self._rows.setContentsMargins(side, top, side, top - 2)
        self.why.setHidden(self._narrow)
        self._why_short.setVisible(self._narrow)
        self._show_title()
        self.show_known()

    def show_article(self, article: ReaderArticle) -> None:
        """Say what is known about an article."""
        self.article = article
        style = self.desk.outlet_style(article.outlet)
        self._mark.setPixmap(mark_icon(style, self.desk.theme.dark).pixmap(14, 14))
        self._outlet.set_text(article.outlet or UNKNOWN_OUTLET)
        room = self._outlet.fontMetrics().horizontalAdvance(self._outlet.text()) + 4
        self._outlet.setMinimumWidth(min(room, _WIDEST_OUTLET))
        self._title.setEnabled(bool(article.title))
        self._show_title()
        self.show_known()
        self.copies.set_text(" ".join(article.copies))
        self.copies.setVisible(bool(article.copies))
        self.compare.setVisible(bool(article.copies))
        self._show_review(article)
        wrong = marks_words(article.marks)
        self.marks.setText(mnemonic_safe(wrong))
        self.marks.setVisible(bool(wrong))
        tip = "\n".join((f"{wrong}. Click to go to it, and again for the next one.", *_described(article)))
        self.marks.setToolTip(tool_tip(tip))
        self.marks.setAccessibleName(visible(f"{wrong}: go to it"))
        self._show_room()
        self.source.setToolTip(tool_tip(f"Opens in the browser, after asking: {article.url}"))

    def show_known(self) -> None:
        """Say who wrote it, where it stood, who supplied it, how long it is; the length follows what is counted."""
        article = self.article
        if article is None:
            return
        known = (
            article.author and f"By {article.author}",
            article.section,
            article.wire_agency and f"wire: {article.wire_agency}",
            _words(self.desk, article),
            quotes_counted(article.quotes),
            article.encoding and f"read as {article.encoding}",
        )
        notes = self._notes()
        words = " · ".join(part for part in (*known, *(notes if self._narrow else ())) if part)
        self.known.set_text(words)
        said = [f"{name} from {source}" for name, source in article.sources if source]
        self.known.setToolTip(tool_tip("\n".join((words, *said))))
        self.notes.set_text(" · ".join(notes))
        self.notes.setVisible(bool(notes) and not self._narrow)

    def _notes(self) -> list[str]:
        article = self.article
        if article is None:
            return []
        notes = []
        if not article.annotated:
            notes.append(
                "names and quotes were not found" if self.desk.stopped else "names and quotes are still being found"
            )
        if missing := _missing(article):
            notes.append(missing)
        return [*notes, *article.notes]

    def _show_title(self) -> None:
        """The headline; where there is little room, what fits into two lines."""
        title = (self.article.title if self.article else "") or "No headline in the source"
        shown = visible(title)
        if self._narrow:
            metrics = self._title.fontMetrics()
            side = self._rows.contentsMargins().left()
            # lines break between words, so that they are not quite full
            room = 2 * (self.width() - 2 * side) - 8 * metrics.averageCharWidth()
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
        self._title.set_text(shown)
        self._title.setToolTip(tool_tip(title))
        self._title.setAccessibleName(visible(title))

    def _show_review(self, article: ReaderArticle) -> None:
        self.review.setVisible(bool(article.review))
        self.review.setProperty("quiet", article.reviewed)
        why = f"{'Looked at' if article.reviewed else 'Needs review'}: {article.review}"
        self.why.set_text(why)
        self._why_short.set_text(why)
        self.looked.setText("Look again" if article.reviewed else "Looked at")
        tip = "Ask for a look at this article again" if article.reviewed else "Note that you looked at this article"
        self.looked.setToolTip(tool_tip(tip))
        self.looked.setAccessibleName(visible(tip))

    # -- gestures --------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        if self.article is not None:
            ask_to_open(self.window(), self.article.url)

    def _edit(self) -> None:
        if self.article is not None:
            self.edit_wanted.emit(self.article.document_id)

    def _compare(self) -> None:
        if self.article is not None:
            self.copies_wanted.emit(self.article.document_id)

    def _look(self) -> None:
        if self.article is not None:
            seen = not self.article.reviewed
            label = "Note that an article was looked at" if seen else "Ask for a look at an article again"
            self.desk.decide(changes_for_review([self.article.document_id], seen=seen), label)


def _when(article: ReaderArticle) -> str:
    if not article.date:
        return "no date"
    clock = f" {article.date[11:16]}" if len(article.date) >= 16 else ""
    origin = f" · from {article.date_source}" if article.date_source else ""
    return f"{day_words(article.date)}{clock}{origin}"


def _words(desk: Desk, article: ReaderArticle) -> str:
    """The words that the article has outside boilerplate, and what the source says where it says something else."""
    articles = desk.overview.articles if desk.overview is not None else None
    place = articles.place(article.document_id) if articles is not None else None
    count = articles.words[place] if articles is not None and place is not None else 0
    if not count:
        return f"{int(article.stated_words):,} words, says the source" if article.stated_words.isdecimal() else ""
    stated = f" (source says {int(article.stated_words):,})" if article.stated_words.isdecimal() else ""
    return f"{count:,} {'word' if count == 1 else 'words'}{stated}"


def _missing(article: ReaderArticle) -> str:
    """What was not looked for in the article's language; empty when all was."""
    if not article.missing:
        return ""
    if {"names", "speakers"} <= set(article.missing):
        what = "names and speakers are not looked for, quotes by their marks alone"
    else:
        what = f"{' and '.join(article.missing)} are not looked for"
    advice = f". To have them found, {article.missing_help}" if article.missing_help else ""
    return f"Read as {article.read_as or 'another language'}: {what}{advice}"


def _described(article: ReaderArticle) -> list[str]:
    """What is wrong with each quotation mark, with the words behind it."""
    shown = article.marks[:_MARKS_NAMED]
    lines = [f"{' '.join(article.text[m.start : m.end + 30].split())}… {mark_words(m)}" for m in shown]
    return [*lines, f"and {len(article.marks) - len(shown):,} more"] if len(article.marks) > len(shown) else lines
