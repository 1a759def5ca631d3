"""The passages of a group one below the other, with what differs from one of them marked word by word."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.ui.desk import Desk
from workbench.ui.plain_text import visible
from workbench.ui.theme import READING_FONT
from workbench.ui.widgets.code_points import for_qt
from workbench.workspace.passage_messages import Difference, Member, PassageGroup

LEGEND: Final = (
    "Underlined: only here, or other words. Struck out: missing here."
    " Dotted: inside quotation marks in one of the two alone."
)


class PassageText(QPlainTextEdit):
    """Read-only text; a click on a passage chooses it, Enter shows it in the Reader."""

    member_chosen = Signal(int)
    """The person chose a passage: its number in the group."""
    member_opened = Signal(int)
    """The person wants to see it in the Reader."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._starts: list[int] = []
        self.setReadOnly(True)
        self.setAccessibleName("Passages of the chosen group, with their differences")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(12)

    def show_group(self, group: PassageGroup, heading: str) -> None:
        """Show all passages of a group below a line that says what they have in common."""
        self.clear()
        self._starts = []
        cursor = self.textCursor()
        cursor.beginEditBlock()
        base = group.members[group.base]
        strong = QTextCharFormat()
        strong.setFontWeight(QFont.Weight.DemiBold)
        cursor.insertText(visible(heading), strong)
        cursor.insertBlock()
        for number, member in enumerate(group.members):
            if number:
                cursor.insertBlock()
            self._starts.append(cursor.position())
            self._insert_head(cursor, member, compared=number == group.base and len(group.members) > 1)
            cursor.insertBlock()
            self._insert_text(cursor, member, base)
            cursor.insertBlock()
        cursor.endEditBlock()
        cursor.setPosition(0)
        self.setTextCursor(cursor)

    def show_member(self, number: int) -> None:
        """Put the cursor on a passage."""
        if 0 <= number < len(self._starts):
            cursor = self.textCursor()
            cursor.setPosition(self._starts[number])
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def member_at(self, position: int) -> int | None:
        """The passage at a place of the text."""
        found = [n for n, start in enumerate(self._starts) if start <= position]
        return found[-1] if found else None

    @property
    def current(self) -> int | None:
        """The passage that has the cursor."""
        return self.member_at(self.textCursor().position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click chooses the passage."""
        super().mouseReleaseEvent(event)
        number = self.current
        if number is not None and not self.textCursor().hasSelection():
            self.member_chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and Down go from passage to passage, Enter shows one in the Reader."""
        number, key = self.current, event.key()
        if number is not None and key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers():
            wanted = number + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= wanted < len(self._starts):
                self.show_member(wanted)
                self.member_chosen.emit(wanted)
            return
        if number is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.member_opened.emit(number)
            return
        super().keyPressEvent(event)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _insert_head(self, cursor: QTextCursor, member: Member, *, compared: bool) -> None:
        theme = self.desk.theme
        strong = QTextCharFormat()
        strong.setFontWeight(QFont.Weight.DemiBold)
        strong.setForeground(QColor(self.desk.outlet_colour(member.outlet)))
        cursor.insertText(visible(member.outlet or UNKNOWN_OUTLET), strong)
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(theme.muted))
        quiet.setFontPointSize(max(self.font().pointSizeF() - 1, 6))
        words = [
            member.date,
            member.place if member.place != "body" else "",
            f"said by {member.speaker}" * bool(member.speaker),
        ]
        words += ["compared with this one" * compared, "put here by you" * member.decided]
        words.append(f"frames: {', '.join(member.frames)}" if member.frames else "")
        cursor.insertText("   ", quiet)
        cursor.insertText(visible(" · ".join(filter(None, words))), quiet)

    def _insert_text(self, cursor: QTextCursor, member: Member, base: Member) -> None:
        """The passage's own words; those that only the base has are struck out where they are missing."""
        plain = self._format()
        at = member.start
        for difference in member.differences:
            low, high = difference.other
            cursor.insertText(_cut(member, at, low), plain)
            if difference.change in ("delete", "replace"):
                missing = _cut(base, *difference.one).strip()
                if missing:
                    cursor.insertText(f"{missing} ", self._format(gone=True))
            if low < high:
                cursor.insertText(_cut(member, low, high), self._marked(difference))
            at = max(at, high)
        cursor.insertText(_cut(member, at, member.end), plain)

    def _marked(self, difference: Difference) -> QTextCharFormat:
        if difference.change in ("quoted", "unquoted"):
            where = "the one that it is compared with" if difference.change == "quoted" else "this one"
            shown = self._format(quoted=True)
            shown.setToolTip(f"Inside quotation marks in {where} alone")
            return shown
        return self._format(new=True)

    def _format(self, *, new: bool = False, gone: bool = False, quoted: bool = False) -> QTextCharFormat:
        theme, shown = self.desk.theme, QTextCharFormat()
        shown.setFontFamilies([READING_FONT])
        shown.setFontPointSize(self.font().pointSizeF() + 1)
        if new:
            shown.setBackground(QColor(theme.highlight))
            shown.setFontUnderline(True)
        if gone:
            shown.setForeground(QColor(theme.muted))
            shown.setFontStrikeOut(True)
        if quoted:
            shown.setBackground(QColor(theme.quote_ground))
            shown.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        return shown


def _cut(member: Member, start: int, end: int) -> str:
    """A stretch of a passage, as one line."""
    return for_qt(member.text[max(start - member.start, 0) : max(end - member.start, 0)].replace("\n", " "))
