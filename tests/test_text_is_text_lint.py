"""Reads the source of the window for text that goes to Qt without the helper of ``workbench/ui/plain_text.py``.

What may be handed to Qt: words that stand in the source, constants in capitals, numbers with a format, what a function
of the helper gives, and what is put together from these. Anything else is named with its file and line.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UI = ROOT / "workbench" / "ui"

SETTERS = {
    "setText": 0, "setToolTip": 0, "setStatusTip": 0, "setWhatsThis": 0, "setWindowTitle": 0, "setTitle": 0,
    "setAccessibleName": 0, "setAccessibleDescription": 0, "setPlaceholderText": 0, "setPlainText": 0,
    "appendPlainText": 0, "insertPlainText": 0, "setDetailedText": 0, "setInformativeText": 0, "setIconText": 0,
    "setPrefix": 0, "setSuffix": 0, "setSpecialValueText": 0, "setLabelText": 0,
    "setCancelButtonText": 0, "addAction": 0, "addMenu": 0, "addItem": 0, "addItems": 0, "insertItem": 1,
    "insertItems": 1, "setItemText": 1, "addTab": 1, "insertTab": 2, "setTabText": 1, "setTabToolTip": 1, "addSection": 0,
    "setHeaderLabels": 0, "setHorizontalHeaderLabels": 0, "setVerticalHeaderLabels": 0, "showMessage": 0, "showText": 1,
}  # fmt: skip
"""Methods of Qt that show text, and which argument is the text."""

WIDGETS = {
    "QPushButton": 0, "QCheckBox": 0, "QRadioButton": 0, "QGroupBox": 0, "QAction": 0, "QDockWidget": 0, "QMenu": 0,
    "QTreeWidgetItem": 0, "QListWidgetItem": 0, "QTableWidgetItem": 0, "QStandardItem": 0, "QFileDialog": 1,
}  # fmt: skip
"""Widgets that take a text when they are made."""

RICH = {
    "setHtml", "insertHtml", "appendHtml", "toHtml", "setMarkdown", "setTextFormat", "setOpenExternalLinks",
    "setToolTipsVisible", "setDefaultAction",
}  # fmt: skip
RICH_CLASSES = {
    "QLabel",
    "QTextBrowser",
    "QTextDocument",
    "QStaticText",
    "QErrorMessage",
    "QSplashScreen",
    "QWhatsThis",
}
"""Not used outside of the helper: they show rich text, or guess whether it is."""
FIXED_BOXES = {"information", "warning", "critical", "question", "about", "getText", "getItem"}
"""Static functions of QMessageBox and QInputDialog, which guess rich text."""

HELPERS = {"visible", "paragraphs", "tool_tip", "mnemonic_safe", "window_title", "for_qt", "action_words", "str_number"}
PURE = {"len", "sum", "max", "min", "round", "chr"}

ALLOWED = {
    ("panes/entities.py", "addAction", "self.count_articles"): "an action, whose words are fixed",
    ("widgets/entity_menu.py", "addMenu", "inner"): "a menu, whose words went through the helper",
    ("widgets/article_list.py", "setAccessibleName", "name"): "words of the source, from the pane that makes the list",
    ("widgets/widget_picture.py", "setTitle", "widget.accessibleName()"): "the name of a widget, which is fixed",
    ("recent.py", "addAction", "key + mnemonic_safe(menu_words(path))"): "a number with its keyboard mark goes before",
    ("top_bar.py", "setText", "focus.term"): "a line to be edited holds the search letter for letter",
    ("dialogs/word_pair.py", "setText", "pair.a"): "a line to be edited holds the search letter for letter",
    ("dialogs/word_pair.py", "setText", "pair.b"): "a line to be edited holds the search letter for letter",
    ("dialogs/word_pair.py", "setText", "pair.name"): "a line to be edited holds the name letter for letter",
    ("dialogs/codebook_import.py", "setText", "file.free_name"): "a line to be edited holds the name letter for letter",
    ("dialogs/event_markers.py", "setText", "event.label"): "a line to be edited holds the label letter for letter",
    ("plain_text.py", "setDetailedText", "several_lines(detail)"): "the helper itself",
    ("plain_text.py", "setText", "breakable(paragraphs(text))"): "the helper itself",
    ("main_window.py", "addMenu", "self.recent_menu"): "a menu",
    ("main_window.py", "addMenu", "self.views_menu"): "a menu",
    ("main_window.py", "addMenu", "self.unsaved_menu"): "a menu",
    ("main_window.py", "addMenu", "self.entities.actions_of_entities.menu"): "a menu",
    ("main_window.py", "addMenu", "self.framing.codebook_menu"): "a menu",
    ("entity_actions.py", "addMenu", "inner"): "a menu",
    ("main_window.py", "add", "path"): "the list of recent projects, which is no widget",
    ("plain_text.py", "setText", "breakable(shown) if self.wordWrap() else shown"): "the helper itself",
}
"""File, method and argument as written, each with the reason why it may be so."""

ALLOWED_RICH = {("recent.py", "setToolTipsVisible"): "each of its entries has a tip of the helper"}

WRAPPERS = {
    ("main_window.py", "_action"): ("add", "_action"),
    ("main_window.py", "_file_dialog"): ("_file_dialog",),
    ("project_file.py", "_ask_for_file"): ("_ask_for_file",),
    ("top_bar.py", "_arrow"): ("_arrow",),
    ("top_bar.py", "_menu"): ("_menu",),
    ("widgets/export_menu.py", "_add"): ("_add",),
}
"""Functions that hand their own arguments to Qt; each call of them, in the same file, is looked at instead."""


OBJECTS = {"self", "parent", "chip", "menu", "action", "dock.toggleViewAction()"}
"""What is handed to Qt in the place of a text and is none."""


class Finder(ast.NodeVisitor):
    """Goes through one file."""

    def __init__(self, where: str, tree: ast.Module) -> None:
        self.where = where
        self.found: list[str] = []
        self.functions: list[ast.FunctionDef | ast.Module] = [tree]
        self.clipboard = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.functions.append(node)
        self.generic_visit(node)
        self.functions.pop()

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        written = ast.unparse(node.func)
        helper = self.where == "plain_text.py"
        if not helper and (self.where, name) not in ALLOWED_RICH and (name in RICH or name in RICH_CLASSES):
            self.report(node, f"{name} shows rich text, or guesses it")
        if written.startswith(("QMessageBox.", "QInputDialog.")) and name in FIXED_BOXES:
            self.report(node, f"{written} guesses rich text; use message_box")
        if name == "QMessageBox" and not helper:
            self.report(node, "QMessageBox guesses rich text; use message_box")
        if (place := SETTERS.get(name, WIDGETS.get(name))) is not None and "clipboard()" not in written:
            icon = bool(node.args) and ast.unparse(node.args[0]).startswith("mark_icon(")
            texts = node.args[place + icon : place + icon + 1]
            self.check(node, name, [text for text in texts if not self.is_object(text, name)])
        if any(name in callers for (where, _), callers in WRAPPERS.items() if where == self.where):
            words = [argument for argument in node.args if isinstance(argument, ast.JoinedStr | ast.Name)]
            self.check(node, name, [text for text in words if not self.is_object(text, name)])
        self.generic_visit(node)

    def check(self, node: ast.Call, name: str, texts: list[ast.expr]) -> None:
        for text in texts:
            if (self.where, name, ast.unparse(text)) in ALLOWED or self.in_wrapper(text):
                continue
            if not self.safe(text):
                self.report(node, f"{name}({ast.unparse(text)}) does not go through plain_text")

    @staticmethod
    def is_object(node: ast.expr, taker: str) -> bool:
        """Whether an argument is the parent of a widget or an action, by how these are called here."""
        written = ast.unparse(node)
        return written in OBJECTS or (taker in WIDGETS and written.startswith("self."))

    def in_wrapper(self, text: ast.expr) -> bool:
        function = self.functions[-1]
        return (
            isinstance(function, ast.FunctionDef)
            and (self.where, function.name) in WRAPPERS
            and {name.id for name in ast.walk(text) if isinstance(name, ast.Name)}
            <= {argument.arg for argument in function.args.args} | set(self.assigned(function))
        )

    def report(self, node: ast.AST, why: str) -> None:
        self.found.append(f"workbench/ui/{self.where}:{getattr(node, 'lineno', 0)}: {why}")

    def safe(self, node: ast.expr, depth: int = 0) -> bool:
        """Whether an expression can only be words of the source or what the helper gives."""
        if depth > 8:
            return False
        deeper = depth + 1
        match node:
            case ast.Constant():
                return True
            case ast.JoinedStr(values=values):
                return all(self.safe(value, deeper) for value in values)
            case ast.FormattedValue(value=value, format_spec=spec):
                return spec is not None or self.safe(value, deeper)
            case ast.IfExp(body=body, orelse=orelse):
                return self.safe(body, deeper) and self.safe(orelse, deeper)
            case ast.BoolOp(values=values):
                return all(self.safe(value, deeper) for value in values)
            case ast.BinOp(left=left, right=right):
                return self.safe(left, deeper) and self.safe(right, deeper)
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
                return all(self.safe(part, deeper) for part in parts)
            case ast.ListComp(elt=part) | ast.GeneratorExp(elt=part):
                return self.safe(part, deeper)
            case ast.Subscript(value=value):
                return self.safe(value, deeper)
            case ast.Call(func=ast.Name(id=name)):
                return name in HELPERS or name in PURE
            case ast.Call(func=ast.Attribute(value=value, attr="text"), args=[]):
                return ast.unparse(value).startswith(
                    ("self.", "button", "action")
                )  # a text that was set, so looked at there
            case ast.Call(func=ast.Attribute(value=value, attr=("join" | "replace" | "strip" | "get")), args=arguments):
                return self.safe(value, deeper) and all(self.safe(argument, deeper) for argument in arguments)
            case ast.Attribute(attr=name):
                return (
                    name.isupper() or ast.unparse(node) in FIXED_WORDS or self.safe_attribute(ast.unparse(node), deeper)
                )
            case ast.Name(id=name):
                return name.isupper() or self.safe_name(name, deeper)
        return isinstance(node, ast.Starred | ast.Compare)

    def safe_attribute(self, written: str, depth: int) -> bool:
        """Whether everything that an attribute of an object gets in this file is."""
        values = [value for name, value in self.bound(self.functions[0]) if name == written]
        return bool(values) and all(self.safe(value, depth) for value in values)

    def safe_name(self, name: str, depth: int) -> bool:
        for function in reversed(self.functions):
            values = [value for assigned, value in self.bound(function) if assigned == name]
            if values:
                return all(self.safe(value, depth) for value in values)
        return False

    def assigned(self, function: ast.AST) -> Iterator[str]:
        return (name for name, _ in self.bound(function))

    def bound(self, function: ast.AST) -> Iterator[tuple[str, ast.expr]]:
        """Names that get a value in a function, with the value; of a loop over a table in the source, the cells."""
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    yield from self.pairs(target, node.value)
            elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
                yield from self.pairs(node.target, node.value)
            elif isinstance(node, ast.For | ast.comprehension):
                yield from self.loop(node.target, node.iter)

    def pairs(self, target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
        if isinstance(target, ast.Name | ast.Attribute):
            yield ast.unparse(target), value
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for one, part in zip(target.elts, value.elts, strict=True):
                yield from self.pairs(one, part)
        elif isinstance(target, ast.Tuple | ast.List):
            for one in target.elts:
                if isinstance(one, ast.Name):
                    yield one.id, value

    def loop(self, target: ast.expr, items: ast.expr) -> Iterator[tuple[str, ast.expr]]:
        if (
            isinstance(items, ast.Call)
            and getattr(items.func, "id", "") == "enumerate"
            and isinstance(target, ast.Tuple)
        ):
            yield from self.loop(target.elts[1], items.args[0])
        elif isinstance(items, ast.Tuple | ast.List):
            for item in items.elts:
                yield from self.pairs(target, item)
        else:
            yield from self.pairs(target, items)


FIXED_WORDS = {"self.title", "self._title", "self._tip", "pane.title", "note.title", "exportable.title"}
"""What holds words of the source: titles of panes, of explanations and of what is exported."""


def findings(source: str, where: str) -> list[str]:
    tree = ast.parse(source)
    finder = Finder(where, tree)
    finder.visit(tree)
    return finder.found


def test_text_goes_to_qt_through_the_helper_alone() -> None:
    found = []
    for path in sorted(UI.rglob("*.py")):
        found += findings(path.read_text(encoding="utf-8"), path.relative_to(UI).as_posix())
    assert found == [], "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "label.setText(article.title)",
        "label.setText(self.article.title)",
        "label.setText(f'By {article.author}')",
        "def f(outlet):\n    button.setToolTip(outlet)",
        "def f(row):\n    words = row.outlet or 'x'\n    button.setToolTip(words)",
        "menu.addAction(outlet)",
        "combo.addItems([o for o in outlets])",
        "QPushButton(name)",
        "QLabel('x')",
        "QMessageBox.warning(None, 'a', 'b')",
        "QMessageBox(parent)",
        "view.setHtml('<b>x</b>')",
        "QToolTip.showText(where, mark.label)",
        "window.setWindowTitle(path.name + ' - x')",
        "for text, tip in rows:\n    button.setText(text)",
    ],
)
def test_other_ways_are_found(source: str) -> None:
    assert len(findings(source, "somewhere.py")) == 1


@pytest.mark.parametrize(
    "source",
    [
        "label.setText('Fixed words')",
        "label.setText(f'{count:,} articles')",
        "label.setText(visible(article.title))",
        "button.setToolTip(tool_tip(f'Only {outlet}') if outlet else 'Everything')",
        "for text, tip in (('a', 'b'), ('c', 'd')):\n    button.setText(text)\n    button.setToolTip(tip)",
        "def f(row):\n    words = visible(row.outlet) or UNKNOWN\n    button.setAccessibleName(f'Outlet: {words}')",
        "clipboard().setText(table)",
    ],
)
def test_the_ways_of_the_helper_are_not(source: str) -> None:
    assert findings(source, "somewhere.py") == []


def test_every_exception_is_still_needed() -> None:
    sources = {where: (UI / where).read_text(encoding="utf-8") for where, *_ in ALLOWED}
    for where, method, argument in ALLOWED:
        calls = [
            ast.unparse(node.args[0])
            for node in ast.walk(ast.parse(sources[where]))
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(f".{method}") and node.args
        ]
        assert argument in calls, f"{where} has no {method}({argument}) any more"
