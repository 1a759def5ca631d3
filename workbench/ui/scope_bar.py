"""The scope bar: says in words what is being counted, and lets a person change it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QMenu, QSizePolicy, QToolButton, QWidget

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.scope import Voice
from workbench.ui.desk import OVERVIEW, SCOPE, THEME, VOICE_WORDS, Desk
from workbench.ui.plain_text import PlainLabel, mnemonic_safe, visible
from workbench.ui.widgets.flow_layout import FlowLayout
from workbench.ui.widgets.outlet_mark import OutletChip
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace.messages import Stage

_VOICES: Final = (
    (Voice.ALL, "All text", "Count all words", "first"),
    (Voice.OUTLET, "Outlet’s voice", "Count only what stands outside quotation marks", "true"),
    (Voice.QUOTED, "Quoted speech", "Count only what stands inside quotation marks", "last"),
)
_MOST_CHIPS: Final = 12
"""More outlets than this are chosen from a menu, so that the bar stays a bar."""
_MOST_STORIES_AT_ONCE: Final = 200
"""A menu of more stories than this is made when it is opened."""


class ScopeBar(QWidget):
    """Story, outlets, voice and boilerplate; on the right, what that comes to."""

    described = Signal(str)
    """The scope in words."""

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
        self._listed_stories: tuple[str, ...] | None = None
        self.story.setMenu(self._stories)
        self._flow.addWidget(self.story)
        self.chips: list[OutletChip] = []
        self._outlets: tuple[str, ...] = ()
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

        self.narrowed = link_button("", "Count all articles again", self._widen)
        self.narrowed.hide()
        self._flow.addWidget(self.narrowed)
        self.summary = PlainLabel("", self, name="Muted")
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

    # -- showing ---------------------------------------------------------------------------------------------------

    def _on_touched(self, touched: frozenset[str]) -> None:
        if touched & {OVERVIEW, SCOPE, THEME}:
            self._show()

    def _show(self) -> None:
        overview, scope = self.desk.overview, self.desk.state.scope
        outlets = overview.outlets if overview else ()
        if outlets != self._outlets or self._theme != self.desk.theme:
            self._outlets, self._theme = outlets, self.desk.theme
            self._make_chips()
        counted = set(scope.outlets) or set(outlets)
        for chip in self.chips:
            chip.setChecked(chip.outlet in counted)
        for action in self._more.actions():
            action.setChecked(str(action.data()) in counted)
        self.more.setText(mnemonic_safe(f"{len(counted & set(outlets))} of {len(outlets)} outlets ▾"))
        self.more.setVisible(len(outlets) > _MOST_CHIPS)
        self._show_stories()
        self.voice_buttons[scope.voice].setChecked(True)
        self.boilerplate.setChecked(scope.boilerplate)
        self.boilerplate.setText("Boilerplate in" if scope.boilerplate else "Boilerplate out")
        self.narrowed.setVisible(bool(scope.documents))
        self.narrowed.setText(mnemonic_safe(f"{visible(scope.documents_label or 'chosen articles')[:80]} ✕"))
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
        return " · ".join(parts)

    def _make_chips(self) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        self._more.clear()
        if len(self._outlets) > _MOST_CHIPS:
            for outlet in self._outlets:
                action = QAction(mnemonic_safe(outlet or "Outlet not known"), self._more)
                action.setCheckable(True)
                action.setData(outlet)
                action.triggered.connect(lambda _=False, o=outlet: self._toggle(o))
                self._more.addAction(action)
            return
        for n, outlet in enumerate(self._outlets):
            chip = OutletChip(outlet, self.desk.outlet_style(outlet), self.desk.theme, self)
            chip.clicked.connect(lambda _=False, o=outlet: self._toggle(o))
            chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            chip.customContextMenuRequested.connect(lambda _, c=chip: self._offer(c))
            self._flow.insert_widget(1 + n, chip)
            QWidget.setTabOrder(self.chips[-1] if self.chips else self.story, chip)
            chip.show()
            self.chips.append(chip)

    def _show_stories(self) -> None:
        overview, scope = self.desk.overview, self.desk.state.scope
        stories = overview.stories if overview else ()
        name = scope.stories[0] if len(scope.stories) == 1 else "All stories"
        self.story.setText(mnemonic_safe(visible(name)[:40]) + " ▾")
        self.story.setVisible(bool(stories))
        if stories != self._listed_stories:
            self._listed_stories = stories
            self._stories.clear()
            if len(stories) <= _MOST_STORIES_AT_ONCE:
                self._fill_stories()

    def _fill_stories(self) -> None:
        """Put the stories into their menu; thousands only when it is opened."""
        if not self._stories.isEmpty():
            return
        for story in ("", *(self._listed_stories or ())):
            action = self._stories.addAction(mnemonic_safe(visible(story)) if story else "All stories")
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

    def _toggle(self, outlet: str) -> None:
        everything = set(self._outlets)
        scope = self.desk.state.scope
        counted = set(scope.outlets) or everything
        counted = counted - {outlet} if outlet in counted else counted | {outlet}
        if not counted:
            self.desk.said.emit("At least one outlet must be counted.")
            self._show()
            return
        chosen = () if counted == everything else tuple(o for o in self._outlets if o in counted)
        verb = "Count" if outlet in counted else "Leave out"
        self.desk.narrow(lambda s: replace(s, outlets=chosen), f"{verb} {visible(outlet) or 'unknown outlets'}")
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
        self.desk.narrow(lambda s: replace(s, outlets=(outlet,)), f"Count only {visible(outlet)}")

    def _on_story(self, story: str) -> None:
        chosen = (story,) if story else ()
        self.desk.narrow(lambda s: replace(s, stories=chosen), f"Count {visible(story) or 'all stories'}")

    def _on_voice(self, number: int) -> None:
        self.count_voice(_VOICES[number][0])

    def count_voice(self, voice: Voice) -> None:
        """Count all text, the outlets' own voice, or quoted speech."""
        self.desk.narrow(lambda s: replace(s, voice=voice), f"Count {VOICE_WORDS[voice]}")

    def _on_boilerplate(self) -> None:
        on = self.boilerplate.isChecked()
        self.desk.narrow(lambda s: replace(s, boilerplate=on), f"{'Count' if on else 'Leave out'} boilerplate")

    def _widen(self) -> None:
        self.desk.narrow(lambda s: replace(s, documents=(), documents_label=""), "Count all articles again")
