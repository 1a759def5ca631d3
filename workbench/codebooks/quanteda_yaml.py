"""Dictionaries of quanteda as YAML: categories in one another, each with a list of patterns (``*`` and ``?``).

Every value is text: ``NO`` is a word, ``12:30`` stays as it is. Aliases are refused, because a few lines of them can
stand for millions of words.
"""

from __future__ import annotations

import json

import yaml

from workbench.codebooks.exporting import outgoing
from workbench.codebooks.importing import Assembly, Imported
from workbench.codebooks.model import Codebook, CodebookError


def read_quanteda(text: str, data: bytes, where: str, name: str) -> Imported:
    """A dictionary in YAML.

    Raises:
        CodebookError: it is not valid YAML, has aliases, or is not made of categories.
    """
    assembly = Assembly(where, data)
    try:
        for event in yaml.parse(text.removeprefix("\ufeff"), Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise CodebookError(
                    f"{where}, line {line}: aliases (*{event.anchor}) are not read. Write the words out,"
                    " or put patterns that begin with * between quotation marks."
                )
        root = yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CodebookError(f"{where}, line {line}: not valid YAML ({error.problem}). Correct this line.") from error
    except yaml.YAMLError as error:
        raise CodebookError(f"{where}: not valid YAML ({' '.join(str(error).split())}). Save it as UTF-8.") from error
    except RecursionError as error:
        raise CodebookError(f"{where}: nested too deeply. Use fewer categories in one another.") from error
    if not isinstance(root, yaml.MappingNode):
        raise CodebookError(f"{where}, line 1: a dictionary is made of categories, “name: [word, word]”. Write it so.")
    _categories(root, "", assembly)
    return assembly.finish(name=name, source=f"Read from {where} (quanteda dictionary in YAML).")


def _categories(node: yaml.MappingNode, parent: str, assembly: Assembly) -> None:
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise CodebookError(f"{assembly.where}, line {line}: the name of a category must be text. Rename it.")
        _content(value, assembly.category(key.value, line=line, parent=parent), assembly)


def _content(node: yaml.Node, category: str, assembly: Assembly) -> None:
    match node:
        case yaml.MappingNode():
            _categories(node, category, assembly)
        case yaml.SequenceNode():
            for part in node.value:
                _content(part, category, assembly)
        case yaml.ScalarNode() if node.value:
            assembly.pattern(category, node.value, line=node.start_mark.line + 1, question_mark=True)


def quanteda_text(codebook: Codebook) -> tuple[str, tuple[str, ...]]:
    """The text of the file, and what it can't hold. All texts stand between quotation marks."""
    made = outgoing(codebook, "a quanteda dictionary", unfit=lambda pattern: "")
    lines: list[str] = []

    def branch(parent: str, indent: str, lead: str) -> None:
        for frame in codebook.children(parent):
            lines.append(f"{indent}{lead}{_quoted(frame.name)}:")
            deeper = f"{indent}{' ' * len(lead)}  "
            lines.extend(f"{deeper}- {_quoted(pattern)}" for pattern, _ in made.patterns[frame.name])
            branch(frame.name, deeper, "- ")
            if not made.patterns[frame.name] and not codebook.children(frame.name):
                lines[-1] += " []"

    branch("", "", "")
    return "\n".join([*lines, ""]), made.remarks


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
