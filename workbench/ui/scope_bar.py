"""The scope bar: says in words what is being counted, and lets a person change it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QSizePolicy, QToolButton, QWidget

from workbench.domain.outlet_groups import NO_GROUP, groupings_in
from workbench.domain.palette import UNKNOWN_OUTLET, OutletStyle
from workbench.domain.scope import Copies, Voice
from workbench.domain.time_steps import period_words
from workbench.ui.desk import OVERVIEW, SCOPE, THEME, VOICE_WORDS, Desk
from workbench.ui.plain_text import PlainLabel, mnemonic_safe, tool_tip, visible
from workbench.ui.stories import stories_in
from workbench.ui.widgets.flow_layout import FlowLayout
from workbench.ui.widgets.outlet_mark import OutletChip
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace.messages import Overview, Stage

_VOICES: Final = (
    (Voice.ALL, "All text", "Count all words", "first"),
    (Voice.OUTLET, "Outlet’s voice", "Count only what stands outside quotation marks", "true"),
    (Voice.QUOTED, "Quoted speech", "Count only what stands inside quotation marks", "last"),
)
_MOST_CHIPS: Final = 12
"""More outlets than this are chosen from a menu, so that the bar stays a bar."""
_MOST_ROWS_OF_CHIPS: Final = 1.8
"""Outlets whose chips would fill more rows than this are chosen from a menu too."""
_MOST_STORIES_AT_ONCE: Final = 200
"""A menu of more stories than this is made when it is opened."""
_OUTLETS_NAMED: Final = 6
"""Outlets of a group that are named before the rest is counted."""


class _Summary(PlainLabel):
    """One line where there is room for it, else several."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent, name="Muted", wrap=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its text in one line."""
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 6, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May become narrow."""
        return QSize(120, self.fontMetrics().height() + 2)


class ScopeBar(QWidget):
    """Story, outlets or groups, voice, boilerplate and copies; on the right, what that comes to."""

    described = Signal(str)
    """The scope in words."""
    outlets_wanted = Signal(bool)
    """Show the names of outlets, or (true) their groups."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName("ScopeBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.setAccessibleName("What is counted")
        self._flow = FlowLayout(self, margin=8)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

        self.story = QToolButton(self)
        self.story.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.story.setAccessibleName("Story counted")
        self._stories = QMenu(self.story)
        self._stories.aboutToShow.connect(self._fill_stories)
        self._story_titles: dict[str, str] | None = None
        """What the stories in the menu are called, by their ids."""
        self.story.setMenu(self._stories)
        self._flow.addWidget(self.story)
        self.compare = QToolButton(self)
        self.compare.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.compare.setAccessibleName("What is compared")
        self.compare.setToolTip("Compare outlets, or groups of outlets such as countries")
        self._compare = QMenu(self.compare)
        self._compare.aboutToShow.connect(self._fill_compare)
        self.compare.setMenu(self._compare)
        self._flow.addWidget(self.compare)
        self.chips: list[OutletChip] = []
        self._members: dict[str, tuple[str, ...]] = {}
        """The outlets of each name that is compared."""
        self._listed: tuple[str, dict[str, tuple[str, ...]], list[OutletStyle], bool] = ("", {}, [], True)
        """What the chips were made from."""
        self._theme = desk.theme
        self.more = QToolButton(self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setAccessibleName("Outlets counted")
        self._more = QMenu(self.more)
        self.more.setMenu(self._more)
        self.more.hide()
        self._flow.addWidget(self.more)

        voices = QWidget(self)
        row = FlowLayout(voices, margin=0, spacing=0)
        row.setContentsMargins(0, 0, 0, 0)
        self._voices = QButtonGroup(self)
        self.voice_buttons: dict[Voice, QToolButton] = {}
        for number, (voice, text, tip, part) in enumerate(_VOICES):
            button = QToolButton(voices)
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setCheckable(True)
            button.setProperty("segment", part)
            self._voices.addButton(button, number)
            self.voice_buttons[voice] = button
            row.addWidget(button)
        voices.setFixedSize(self._row_size(list(self.voice_buttons.values())))
        self._voices.idClicked.connect(self._on_voice)
        self._voices_box = voices
        self._flow.addWidget(voices)

        self.boilerplate = QToolButton(self)
        self.boilerplate.setCheckable(True)
        self.boilerplate.setText("Boilerplate out")
        self.boilerplate.setToolTip("Count comment forms, navigation and appeals too")
        self.boilerplate.setAccessibleName("Count boilerplate")
        self.boilerplate.clicked.connect(self._on_boilerplate)
        self._flow.addWidget(self.boilerplate)
        self.copies = QToolButton(self)
        self.copies.setCheckable(True)
        self.copies.setToolTip(
            "Of duplicates count only one article, and text that stands in several articles only where it came first"
        )
        self.copies.setAccessibleName("Count copied text once")
        self.copies.clicked.connect(self._on_copies)
        self._flow.addWidget(self.copies)

        self.narrowed = link_button("", "Count all articles again", self._widen)
        self.narrowed.hide()
        self._flow.addWidget(self.narrowed)
        self.dated = link_button("", "Count all days again", self._all_days)
        self.dated.hide()
        self._flow.addWidget(self.dated)
        self.summary = _Summary(self)
        self.summary.setAccessibleName("What is counted, in words")
        self._flow.addWidget(self.summary)
        desk.touched.connect(self._on_touched)
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Larger text needs wider buttons."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_voices_box"):
            self._voices_box.setFixedSize(self._row_size(list(self.voice_buttons.values())))
            self._flow.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow bar outlets are chosen from a menu earlier."""
        super().resizeEvent(event)
        if self._chips_fit() != self._listed[-1]:
            QTimer.singleShot(0, self, self._show)  # a layout must not change while it is being made

    # -- showing ---------------------------------------------------------------------------------------------------

    def _on_touched(self, touched: frozenset[str]) -> None:
        if touched & {OVERVIEW, SCOPE, THEME}:
            self._show()

    def _show(self) -> None:
        overview, scope = self.desk.overview, self.desk.state.scope
        outlets = overview.outlets if overview else ()
        grouping, self._members = self._compared()
        styles = [self.desk.outlet_style(name) for name in self._members]
        listed = (grouping, self._members, styles, self._chips_fit())
        if listed != self._listed or self._theme != self.desk.theme:
            self._listed, self._theme = listed, self.desk.theme
            self._make_chips()
        counted = set(scope.outlets) or set(outlets)
        for chip in self.chips:
            inside = self._members[chip.outlet]
            here = sum(outlet in counted for outlet in inside)
            chip.setChecked(here > 0)
            chip.set_note(f"{here:,} of {len(inside):,}" if 0 < here < len(inside) else "")
        for action in self._more.actions():
            action.setChecked(not counted.isdisjoint(self._members.get(str(action.data()), ())))
        self.more.setText(mnemonic_safe(f"{self._how_many(counted, 'groups' if grouping else 'outlets')} ▾"))
        self.more.setAccessibleName("Groups counted" if grouping else "Outlets counted")
        self.more.setVisible(not self._chips_fit())
        self.compare.setText(mnemonic_safe(f"Compare: {visible(grouping)[:24] or 'outlets'}") + " ▾")
        self.compare.setVisible(bool(outlets))
        self._show_stories()
        self.voice_buttons[scope.voice].setChecked(True)
        self.boilerplate.setChecked(scope.boilerplate)
        self.boilerplate.setText("Boilerplate in" if scope.boilerplate else "Boilerplate out")
        once = scope.copies is Copies.ONCE
        self.copies.setChecked(once)
        self.copies.setText("Copies once" if once else "Copies each time")
        self.narrowed.setVisible(bool(scope.documents))
        self.narrowed.setText(mnemonic_safe(f"{visible(scope.documents_label or 'chosen articles')[:80]} ✕"))
        days = period_words(scope.date_from, scope.date_to)
        self.dated.setVisible(bool(days))
        self.dated.setText(mnemonic_safe(f"{days} ✕"))
        self.summary.set_text(self.words())
        self.summary.adjustSize()
        self._flow.invalidate()
        self.updateGeometry()
        self.described.emit(self.summary.text())

    def words(self) -> str:
        """The scope in words: how many articles and words, and what is left out."""
        overview, scope = self.desk.overview, self.desk.state.scope
        if overview is None or not overview.articles:
            return "Nothing open"
        articles = f"{overview.in_scope:,} of {len(overview.articles):,} articles"
        if overview.stage is Stage.READ:
            return f"{articles} · counting words …"
        parts = [articles, f"{overview.words:,} words"]
        if scope.voice is not Voice.ALL:
            parts.append(f"{VOICE_WORDS[scope.voice]} only")
            if overview.annotated < overview.in_scope:
                parts.append(f"quotes found in {overview.annotated:,} of them so far")
        parts.append("boilerplate counted" if scope.boilerplate else "boilerplate left out")
        if scope.copies is Copies.ONCE:
            parts.append(f"wire copy and duplicates counted once: {_left_out(overview)}")
        return " · ".join(parts)

    def _compared(self) -> tuple[str, dict[str, tuple[str, ...]]]:
        """The grouping that is compared (empty for outlets), and the outlets of each name in its fixed order."""
        overview, scope = self.desk.overview, self.desk.state.scope
        outlets = overview.outlets if overview else ()
        groups = groupings_in(self.desk.state.decisions).get(scope.compare) if scope.compare else None
        if groups is None:
            return "", {outlet: (outlet,) for outlet in outlets}
        members: dict[str, list[str]] = {}
        for outlet in outlets:
            members.setdefault(groups.get(outlet, NO_GROUP), []).append(outlet)
        return scope.compare, {
            group: tuple(members[group])
            for group in sorted(members, key=lambda group: (group == NO_GROUP, group.casefold(), group))
        }

    def _how_many(self, counted: Collection[str], what: str) -> str:
        """How many of the names that are compared are counted. That an outlet is not known is no name."""
        here = {name for name, inside in self._members.items() if any(outlet in counted for outlet in inside)}
        words = f"{len(here - {''}):,} of {len(self._members.keys() - {''}):,} {what}"
        return words if "" not in self._members or "" in here else f"{words}, without unknown ones"

    def _chips_fit(self) -> bool:
        """Whether there is room for a chip for each name."""
        if len(self._members) > _MOST_CHIPS:
            return False
        spacing = self._flow.spacing()
        needed = sum(OutletChip.width_for(name, self.fontMetrics()) + spacing for name in self._members)
        return len(self._members) <= 2 or needed <= _MOST_ROWS_OF_CHIPS * self.width()

    def _make_chips(self) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        self._more.clear()
        if not self._chips_fit():
            for name, outlets in self._members.items():
                action = QAction(mnemonic_safe(_with_count(name or UNKNOWN_OUTLET, outlets)), self._more)
                action.setCheckable(True)
                action.setData(name)
                action.triggered.connect(lambda _=False, n=name: self._toggle(n))
                self._more.addAction(action)
            return
        at = self._flow.index_of(self.more)
        for n, (name, outlets) in enumerate(self._members.items()):
            chip = OutletChip(name, self.desk.outlet_style(name), self.desk.theme, self)
            if outlets != (name,):
                chip.setToolTip(
                    tool_tip(
                        f"{name}: {_named(outlets)}. Click to count them or leave them out, right-click to highlight."
                    )
                )
            chip.clicked.connect(lambda _=False, n=name: self._toggle(n))
            chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            chip.customContextMenuRequested.connect(lambda _, c=chip: self._offer(c))
            self._flow.insert_widget(at + n, chip)
            QWidget.setTabOrder(self.chips[-1] if self.chips else self.compare, chip)
            chip.show()
            self.chips.append(chip)

    def _fill_compare(self) -> None:
        """Outlets, the groupings that people made, and the way to make one."""
        self._compare.clear()
        now, _ = self._compared()
        groupings = sorted(groupings_in(self.desk.state.decisions), key=lambda name: (name.casefold(), name))
        for name in ("", *groupings):
            action = self._compare.addAction(mnemonic_safe(name) if name else "Outlets")
            action.setCheckable(True)
            action.setChecked(name == now)
            action.triggered.connect(lambda _=False, n=name: self.compare_by(n))
        self._compare.addSeparator()
        words = "Change groups…" if groupings else "Make groups…"
        self._compare.addAction(words).triggered.connect(lambda _=False: self.outlets_wanted.emit(True))
        self._compare.addAction("Outlet names…").triggered.connect(lambda _=False: self.outlets_wanted.emit(False))

    def _show_stories(self) -> None:
        overview, scope = self.desk.overview, self.desk.state.scope
        titles = dict(zip(overview.stories, overview.story_titles, strict=True)) if overview else {}
        one = scope.stories[0] if len(scope.stories) == 1 else ""
        name = titles.get(one, one) or "All stories"
        self.story.setText(mnemonic_safe(visible(name)[:40]) + " ▾")
        self.story.setVisible(bool(titles))
        if titles != self._story_titles:
            self._story_titles = titles
            self._stories.clear()
            if len(titles) <= _MOST_STORIES_AT_ONCE:
                self._fill_stories()

    def _fill_stories(self) -> None:
        """Put the stories into their menu; thousands only when it is opened."""
        titles = self._story_titles or {}
        several = {title for title, many in Counter(titles.values()).items() if many > 1}
        if not self._stories.isEmpty():
            if not several:
                return
            self._stories.clear()  # dates and sizes that tell stories of one name apart may be others by now
        overview = self.desk.overview
        listed = stories_in(overview.articles) if several and overview else ()
        remarks = {story.story_id: f" · {story.remark}" for story in listed if story.title in several}
        for story, title in {"": "All stories", **titles}.items():
            action = self._stories.addAction(mnemonic_safe(visible(title + remarks.get(story, ""))))
            action.setData(story)
            action.triggered.connect(lambda _=False, s=story: self._on_story(s))

    @staticmethod
    def _row_size(buttons: list[QToolButton]) -> QSize:
        width, height = 0, 0
        for button in buttons:
            button.setMinimumSize(0, 0)
            button.setMaximumSize(16777215, 16777215)
            button.ensurePolished()
            # the checked button is bold, so that it needs a little more
            hint = button.sizeHint()
            button.setFixedSize(hint.width() + 10, hint.height())
            width += hint.width() + 10
            height = max(height, hint.height())
        return QSize(width + 2, height)

    # -- gestures --------------------------------------------------------------------------------------------------

    def compare_by(self, grouping: str) -> None:
        """Compare the groups of a grouping, or outlets when none is named."""
        words = f"groups of {visible(grouping)}" if grouping else "outlets"
        self.desk.narrow(lambda s: replace(s, compare=grouping), f"Compare {words}")
        self._show()

    def _toggle(self, name: str) -> None:
        """Count an outlet or all outlets of a group, or leave them out. A group of which some count is counted whole."""
        everything = [outlet for outlets in self._members.values() for outlet in outlets]
        scope = self.desk.state.scope
        counted = set(scope.outlets) or set(everything)
        these = set(self._members[name])
        leave_out = these <= counted
        counted = counted - these if leave_out else counted | these
        if counted.isdisjoint(everything):
            which = "group" if self._listed[0] else "outlet"
            self.desk.said.emit(f"At least one {which} must be counted.")
            self._show()
            return
        overview = self.desk.overview
        outlets = overview.outlets if overview else ()
        chosen = () if counted >= set(everything) else tuple(o for o in outlets if o in counted)
        verb = "Leave out" if leave_out else "Count"
        self.desk.narrow(lambda s: replace(s, outlets=chosen), f"{verb} {visible(name) or 'unknown outlets'}")
        self._show()

    def _offer(self, chip: OutletChip) -> None:
        """Highlighting an outlet and counting it are two acts: a click counts, this menu has both."""
        menu = QMenu(chip)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = mnemonic_safe(chip.outlet or "Outlet not known")
        menu.addAction(f"Highlight {name}").triggered.connect(lambda _=False: self.highlight(chip.outlet))
        menu.addAction(f"Count only {name}").triggered.connect(lambda _=False: self._only(chip.outlet))
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def highlight(self, outlet: str) -> None:
        """Highlight an outlet, and what is highlighted already within it."""
        focus = self.desk.state.focus
        self.desk.highlight(
            replace(focus, outlet=outlet or UNKNOWN_OUTLET, article="", passage=None), origin="scope bar"
        )

    def _only(self, outlet: str) -> None:
        these = self._members.get(outlet, (outlet,))
        self.desk.narrow(lambda s: replace(s, outlets=these), f"Count only {visible(outlet) or 'unknown outlets'}")

    def _on_story(self, story: str) -> None:
        chosen = (story,) if story else ()
        title = (self._story_titles or {}).get(story, story)
        self.desk.narrow(lambda s: replace(s, stories=chosen), f"Count {visible(title) or 'all stories'}")

    def _on_voice(self, number: int) -> None:
        self.count_voice(_VOICES[number][0])

    def count_voice(self, voice: Voice) -> None:
        """Count all text, the outlets' own voice, or quoted speech."""
        self.desk.narrow(lambda s: replace(s, voice=voice), f"Count {VOICE_WORDS[voice]}")

    def _on_boilerplate(self) -> None:
        on = self.boilerplate.isChecked()
        self.desk.narrow(lambda s: replace(s, boilerplate=on), f"{'Count' if on else 'Leave out'} boilerplate")

    def _on_copies(self) -> None:
        copies = Copies.ONCE if self.copies.isChecked() else Copies.ALL
        words = "once" if copies is Copies.ONCE else "each time"
        self.desk.narrow(lambda s: replace(s, copies=copies), f"Count copied text {words}")

    def _widen(self) -> None:
        self.desk.narrow(lambda s: replace(s, documents=(), documents_label=""), "Count all articles again")

    def _all_days(self) -> None:
        self.desk.narrow(lambda s: replace(s, date_from="", date_to=""), "Count all days again")


def _left_out(overview: Overview) -> str:
    """What counting copies once leaves out: ``3 articles and 412 words of others left out``."""
    articles, words = overview.copies_left_out, overview.copied_words_left_out
    whole = "1 article" if articles == 1 else f"{articles:,} articles"
    parts = "1 word" if words == 1 else f"{words:,} words"
    return f"{whole} and {parts} of others left out"


def _with_count(name: str, outlets: Sequence[str]) -> str:
    return name if len(outlets) == 1 else f"{name} ({len(outlets):,} outlets)"


def _named(outlets: Sequence[str]) -> str:
    named = ", ".join(outlet or UNKNOWN_OUTLET for outlet in outlets[:_OUTLETS_NAMED])
    rest = len(outlets) - _OUTLETS_NAMED
    return f"{named} and {rest:,} more" if rest > 0 else named
