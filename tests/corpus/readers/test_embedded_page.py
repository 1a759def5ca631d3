from __future__ import annotations

import subprocess
import sys

import pytest

from workbench.corpus.boilerplate_rules import KINDS
from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.readers.embedded_page import embedded_text
from workbench.corpus.readers.mail import Mail

WORDS = "The ferry to the island stopped on Monday, and nobody in the village knew when it would sail again. "
ARTICLE = "".join(f"<p>{number}. {WORDS * 3}</p>" for number in range(6))
MENU = "<nav><ul><li><a href='/a'>Home of the paper</a></li><li><a href='/b'>Sport and weather</a></li></ul></nav>"
PAGE = (
    "<!DOCTYPE html><html><head><title>Ferry</title><meta property='og:title' content='Ferry'></head>"
    f"<body>{MENU}<article><h1>Ferry</h1>{ARTICLE}</article><footer>All rights belong to the paper.</footer></body></html>"
)


def message(markup: str) -> RawRecord:
    head = "From: Ann <ann@paper.example>\r\nSubject: Ferry\r\nDate: Tue, 5 Mar 2024 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    data = f"{head}Content-Type: text/html; charset=utf-8\r\n\r\n{markup}"
    (record,) = Mail().read(data.encode(), "a.eml", mapping={})
    assert isinstance(record, RawRecord)
    return record


def test_a_web_page_that_somebody_sent_on_gives_the_article_on_it() -> None:
    record = message(PAGE)
    assert record.text.startswith("0. The ferry")
    counted = list(record.text)
    for start, end, kind, _ in record.boilerplate:
        assert kind in KINDS
        counted[start:end] = " " * (end - start)
    assert "Sport and weather" not in "".join(counted)
    assert record.fields["title"] == "Ferry"


@pytest.mark.parametrize(
    "markup",
    [
        f"<html><body><table><tr><td><p>One. {WORDS}</p></td></tr><tr><td><p>Two. {WORDS}</p></td></tr></table></body></html>",
        f"<p>One. {WORDS}</p><p>Two. {WORDS}</p>",
        f"<article>One. {WORDS}</article><nav>Two.</nav>",
    ],
)
def test_newsletters_and_pieces_of_html_are_taken_whole(markup: str) -> None:
    record = message(markup)
    assert "One." in record.text
    assert "Two." in record.text
    assert record.boilerplate == ()


def test_a_page_without_an_article_is_taken_as_simple_html() -> None:
    page = f"<!doctype html><html><body>{MENU}<article><p>Few words.</p></article></body></html>"
    assert embedded_text(page, lambda _: "otherwise").text == "otherwise"


def test_readers_load_their_libraries_when_a_file_needs_them() -> None:
    program = (
        "import sys, pkgutil, importlib, workbench.corpus.readers as readers\n"
        "light = [m.name for m in pkgutil.iter_modules(readers.__path__) if m.name != 'pdf_document']\n"
        "for name in light: importlib.import_module(f'workbench.corpus.readers.{name}')\n"
        "print([name for name in ('trafilatura', 'pypdfium2', 'pyarrow', 'openpyxl', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
