"""The elements of HTML that begin and end a paragraph, as every reader of markup takes them; each adds its own."""

from __future__ import annotations

from typing import Final

HTML_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
"""Cells of tables are not among them: some readers keep a row on one line."""
