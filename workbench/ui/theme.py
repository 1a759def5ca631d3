"""Colours and fonts of the window, light and dark. Qt's own idea of dark needs a desktop theme, so both are explicit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from workbench.resource_files import resource

_FONTS: Final = (
    "Inter-Regular.ttf",
    "Inter-Italic.ttf",
    "Inter-Medium.ttf",
    "Inter-SemiBold.ttf",
    "Inter-Bold.ttf",
    "SourceSerif4-Regular.ttf",
    "SourceSerif4-Italic.ttf",
    "SourceSerif4-SemiBold.ttf",
    "SourceSerif4-SemiBoldItalic.ttf",
)


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, each ``#RRGGBB``. Text on its ground has a contrast of at least 4.5 to 1."""

    name: str
    dark: bool
    chrome: str
    """Menu bar, pane headers and status bar."""
    panel: str
    """Ground of panes."""
    sunken: str
    """Group headings and other quiet grounds inside panes."""
    line: str
    text: str
    muted: str
    accent: str
    accent_ground: str
    """Ground of what is selected."""
    accent_text: str
    """Text on a filled accent button."""
    highlight: str
    """Ground of highlighted passages."""
    highlight_line: str
    current: str
    """Ground of the one passage on show."""
    quote_ground: str
    quote_deep: str
    """Ground of a quote in a quote."""
    boilerplate: str
    """Text left out of counts."""
    person: str
    organisation: str
    place: str
    other_entity: str
    frame_line: str
    danger: str
    danger_ground: str
    first_key: str
    """Words that lines are sorted by first, second and third."""
    second_key: str
    third_key: str

    def key_colour(self, level: int) -> str:
        """The colour of words that lines are sorted by: 0 for those that are most important."""
        return (self.first_key, self.second_key, self.third_key)[min(level, 2)]

    def entity_colour(self, entity_type: str) -> str:
        """The colour that stands for a type of entity."""
        if entity_type == "PERSON":
            return self.person
        if entity_type == "ORG":
            return self.organisation
        if entity_type in ("GPE", "LOC", "FAC"):
            return self.place
        return self.other_entity


LIGHT: Final = Theme(
    name="light",
    dark=False,
    chrome="#F1F1EE",
    panel="#FFFFFF",
    sunken="#F7F7F5",
    line="#DEDEDA",
    text="#1F2328",
    muted="#5F6670",
    accent="#1D64A8",
    accent_ground="#E4EEF8",
    accent_text="#FFFFFF",
    highlight="#FFE69A",
    highlight_line="#C98500",
    current="#FFC94D",
    quote_ground="#E6F0FA",
    quote_deep="#CADFF3",
    boilerplate="#8A9099",
    person="#3F6FD8",
    organisation="#C77700",
    place="#2E8B57",
    other_entity="#8A6FB5",
    frame_line="#B0558A",
    danger="#A32A2A",
    danger_ground="#FBEDEC",
    first_key="#B3261E",
    second_key="#17692D",
    third_key="#7A3EB1",
)

DARK: Final = Theme(
    name="dark",
    dark=True,
    chrome="#17191D",
    panel="#1E2227",
    sunken="#24292F",
    line="#363C45",
    text="#E6E8EB",
    muted="#A3ACB8",
    accent="#6CB2F0",
    accent_ground="#22384D",
    accent_text="#10161C",
    highlight="#5C4A12",
    highlight_line="#E0AC3A",
    current="#8A6A12",
    quote_ground="#22364A",
    quote_deep="#33526F",
    boilerplate="#767F8A",
    person="#86A8F5",
    organisation="#EBA34A",
    place="#6CC494",
    other_entity="#B9A2E0",
    frame_line="#DE93BC",
    danger="#F19A93",
    danger_ground="#3B2424",
    first_key="#FF9A8F",
    second_key="#7BD88F",
    third_key="#CBA6F7",
)

THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK)}

INTERFACE_FONT: Final = "Inter"
READING_FONT: Final = "Source Serif 4"


def load_fonts() -> list[str]:
    """Register the bundled fonts. Returns the files that Qt would not take; the system's fonts stand in for them."""
    refused = []
    for name in _FONTS:
        try:
            path = resource("fonts", name)
        except FileNotFoundError:
            refused.append(name)
            continue
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            refused.append(name)
    return refused


def apply_theme(application: QApplication, theme: Theme, *, point_size: float = 10.0) -> None:
    """Give the whole application a theme: style, font, palette and style sheet."""
    application.setStyle("Fusion")
    font = QFont(INTERFACE_FONT)
    font.setPointSizeF(point_size)
    application.setFont(font)
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.chrome,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.panel,
        QPalette.ColorRole.AlternateBase: theme.sunken,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.danger,
        QPalette.ColorRole.Highlight: theme.accent_ground,
        QPalette.ColorRole.HighlightedText: theme.text,
        QPalette.ColorRole.ToolTipBase: theme.sunken,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
        QPalette.ColorRole.Light: theme.panel,
        QPalette.ColorRole.Midlight: theme.sunken,
        QPalette.ColorRole.Mid: theme.line,
        QPalette.ColorRole.Dark: theme.line,
        QPalette.ColorRole.Shadow: theme.line,
        QPalette.ColorRole.Accent: theme.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.boilerplate))
    application.setPalette(palette)
    application.setStyleSheet(style_sheet(theme))


def style_sheet(theme: Theme) -> str:
    """The style sheet of a theme. Widgets that need a look of their own carry an object name or a property."""
    t = theme
    chevron = resource("icons", f"chevron-{theme.name}.png").as_posix()
    return f"""
QMainWindow, QDialog {{ background: {t.chrome}; }}
QMainWindow::separator {{ background: {t.line}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {t.accent}; }}
QMenuBar {{ background: {t.chrome}; border-bottom: 1px solid {t.line}; padding: 1px 4px; }}
QMenuBar::item {{ padding: 4px 9px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {t.accent_ground}; }}
QMenu {{ background: {t.panel}; border: 1px solid {t.line}; padding: 4px; }}
QMenu::item {{ padding: 5px 26px 5px 22px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent_ground}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.boilerplate}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
QToolTip {{ background: {t.sunken}; color: {t.text}; border: 1px solid {t.line}; padding: 4px 6px; }}
QStatusBar {{ background: {t.chrome}; border-top: 1px solid {t.line}; }}
QStatusBar::item {{ border: none; }}
#TopBar, #ScopeBar {{ background: {t.panel}; border-bottom: 1px solid {t.line}; }}
#PaneHeader {{ background: {t.chrome}; border-bottom: 1px solid {t.line}; }}
#PaneTitle {{ font-weight: 600; }}
#Heading {{ font-weight: 600; }}
#Muted, #PaneNote {{ color: {t.muted}; }}
#Problem {{ color: {t.danger}; background: {t.danger_ground}; border-radius: 4px; padding: 4px 8px; }}
#Banner {{ background: {t.accent_ground}; border-bottom: 1px solid {t.line}; }}
#PaneBody, #Pane {{ background: {t.panel}; }}
#SubHeader {{ background: {t.sunken}; border-top: 1px solid {t.line}; border-bottom: 1px solid {t.line}; }}
QPushButton, QToolButton, QComboBox {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: 5px;
  padding: 4px 10px; color: {t.text}; }}
QComboBox {{ padding-right: 22px; }}
QComboBox[narrow="true"] {{ padding: 4px 2px 4px 7px; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox[narrow="true"]::drop-down {{ width: 17px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: 10px; height: 10px; }}
QSpinBox, QDoubleSpinBox {{ min-height: 24px; }}
QComboBox QAbstractItemView {{ background: {t.panel}; border: 1px solid {t.line}; outline: none; }}
QPushButton:hover, QToolButton:hover, QComboBox:hover {{ border-color: {t.accent}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {t.accent_ground}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.boilerplate}; background: {t.chrome}; }}
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus {{ border: 1px solid {t.accent}; }}
QPushButton:default {{ background: {t.accent}; color: {t.accent_text}; border-color: {t.accent}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[link="true"] {{ border: 1px solid transparent; background: transparent; color: {t.accent};
  padding: 2px 5px; }}
QToolButton[link="true"]:hover {{ background: {t.accent_ground}; }}
QToolButton[link="true"]:focus {{ border-color: {t.accent}; }}
QToolButton[link="true"]:disabled {{ color: {t.boilerplate}; }}
QToolButton[link="true"]:checked {{ background: {t.accent_ground}; }}
QToolButton[tight="true"] {{ padding: 1px 3px; }}
QToolButton[segment="true"] {{ border-radius: 0; margin-left: -1px; padding: 4px 10px; }}
QToolButton[segment="true"]:checked {{ background: {t.accent_ground}; font-weight: 600; border-color: {t.accent}; }}
QToolButton[segment="first"] {{ border-top-right-radius: 0; border-bottom-right-radius: 0; }}
QToolButton[segment="first"]:checked, QToolButton[segment="last"]:checked {{ background: {t.accent_ground};
  font-weight: 600; border-color: {t.accent}; }}
QToolButton[segment="last"] {{ border-top-left-radius: 0; border-bottom-left-radius: 0; margin-left: -1px; }}
QLineEdit {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: 5px; padding: 4px 8px;
  selection-background-color: {t.accent}; selection-color: {t.accent_text}; }}
QLineEdit[problem="true"] {{ border: 1px solid {t.danger}; background: {t.danger_ground}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QDockWidget {{ border: 1px solid {t.line}; }}
#ArticleHead {{ background: {t.panel}; border-bottom: 1px solid {t.line}; }}
QCheckBox {{ spacing: 6px; }}
QRadioButton::indicator {{ width: 12px; height: 12px; border-radius: 7px; border: 1px solid {t.muted}; background: {t.panel}; }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 4px solid {t.accent}; }}
QRadioButton::indicator:focus {{ border-color: {t.accent}; }}
QPlainTextEdit, QTextEdit, QListView, QTreeView, QTableView {{ background: {t.panel}; border: none;
  selection-background-color: {t.accent_ground}; selection-color: {t.text}; }}
QListView:focus, QTableView:focus, QPlainTextEdit:focus {{ border: 1px solid {t.accent}; }}
QListView, QTableView, QPlainTextEdit {{ border: 1px solid transparent; }}
QTableView {{ gridline-color: {t.sunken}; alternate-background-color: {t.sunken}; }}
QTableView::item:selected, QListView::item:selected {{ background: {t.accent_ground}; color: {t.text}; }}
QHeaderView {{ background: {t.panel}; }}
QHeaderView::section {{ background: {t.panel}; color: {t.muted}; border: none; border-bottom: 1px solid {t.line};
  padding: 4px 6px; }}
QTableCornerButton::section {{ background: {t.panel}; border: none; }}
QDockWidget {{ titlebar-close-icon: none; titlebar-normal-icon: none; }}
QTabBar {{ background: {t.chrome}; }}
QTabBar::tab {{ background: {t.chrome}; color: {t.muted}; padding: 6px 14px; border: none;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {t.text}; background: {t.panel}; border-bottom: 2px solid {t.accent};
  font-weight: 600; }}
QTabBar::tab:hover {{ color: {t.text}; }}
QTabBar::scroller {{ width: 48px; }}
QTabBar QToolButton {{ background: {t.chrome}; color: {t.accent}; border: none; border-radius: 0; padding: 2px; }}
QTabBar QToolButton:hover {{ background: {t.accent_ground}; }}
QProgressBar {{ background: {t.line}; border: none; border-radius: 3px; max-height: 6px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
QScrollBar::handle {{ background: {t.line}; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {t.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
"""
