"""Strings that programs stumble over, and a corpus in which each is an outlet, a headline, an author and a story."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

OWN: Final = (
    "<b>Markets</b> fall",
    "if a<b then c>d",
    "<img src='file:///etc/hostname' onerror=alert(1)>",
    "<a href='http://127.0.0.1:9/'>read more</a>",
    "</script><script>alert(1)</script>",
    "<style>* { color: red }</style>",
    "&lt;already&gt; &amp; escaped &#60;b&#62;",
    "Food & Drink && More",
    "&File",
    "Budget[*] 2032",
    "$19 trillion, up from $5_{a}^2$",
    r"\notacommand{x} $\frac{1}{2}$ \n \0 %s %n %(x)s {0} {}",
    "_hidden from legends",
    "#hash 100 % ~tilde^2",
    "=1+1",
    "+49 30 1234",
    "-0",
    "@SUM(A1:A9)",
    "=cmd|' /C calc'!A0",
    "'quoted' \"twice\" “thrice” «four»",
    "semi;colon,comma\\backslash|pipe`tick",
    "NULL",
    "None",
    "nan",
    "true",
    "0x1F",
    "1e400",
    "-inf",
    "outlet:count",
    "entity_id",
    "term",
    "*",
    "?",
    '"unclosed phrase',
    "a NEAR/999999999 b",
    "((((((((((",
    "a | | b",
    "NOT",
    "DROP TABLE article; --",
    "'); DELETE FROM article; --",
    "../../../../etc/passwd",
    "CON",
    "aux.txt",
    ".hidden",
    "trailing dot.",
    "C:\\Windows\\system32",
    "https://user:secret@example.org/path?q=1&r=2#frag",
    "javascript:alert(1)",
    "pay\u202efdp.exe",
    "\u2067turned\u2069 and \u202dforced\u202c",
    "Bloom\u200bberg",
    "Bloomberg\u200e",
    "\ufeffmarked",
    "soft\u00adhyphen",
    "tag\U000e0041\U000e007f",
    "bell\x07 escape\x1b[31m red\x1b[0m",
    "next\x85line\u2028separator\u2029paragraph",
    "nul\x00byte",
    "\x7f\x9b31m",
    "non\ufffecharacter \ufdd0",
    "e\u0301 combined \u00e9",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034dalgo",
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇪🇺 👍🏽",
    "𝕬 𝖇𝖔𝖑𝖉 𐐷",
    "İstanbul ılık ß ﬁ ŉ",
    "صحيفة الأخبار 2032 (أولى)",
    "עיתון \u200fערב",
    "新聞 ニュース 뉴스",
    "ไทยรัฐ देवनागरी",
    "W" * 3000,
    "endless" + "x" * 500,
    "words " * 200,
    "\N{GRINNING FACE}" * 300,
    "   spaces   around   ",
    "tab\tseparated\tvalues",
    "line\none\r\ntwo\rthree",
)
"""Written for this project."""

_BORROWED: Final = Path(__file__).parents[3] / "shared" / "samples" / "awkward" / "blns.txt"


def borrowed() -> tuple[str, ...]:
    """A well-known list of such strings, one a line, if it lies beside the project; else nothing."""
    if not _BORROWED.is_file():
        return ()
    lines = _BORROWED.read_bytes().decode().split("\n")
    return tuple(line for line in lines if line and not line.startswith("#"))


def article_text(number: int, string: str) -> str:
    """An article that has the string at its beginning, in a sentence and in a quote."""
    return f"{string}\n\nThe ferry of Haven sails on day {number}. “We like {string},” Ada Brook said.\n"


def write_naughty_corpus(folder: Path, strings: Sequence[str]) -> Path:
    """One article for each string, in one file of JSON lines. Returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "naughty.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for number, string in enumerate(strings):
            fields = dict.fromkeys(("outlet", "title", "author", "url", "story_id"), string)
            line = {"id": f"n{number:04}", "date": "2032-01-05", **fields, "text": article_text(number, string)}
            stream.write(json.dumps(line) + "\n")
    return path
