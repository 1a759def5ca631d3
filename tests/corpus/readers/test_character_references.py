from __future__ import annotations

import pytest

from workbench.corpus.readers.character_references import unescaped


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("caf&eacute; &amp; &#8212;&#x2014;", "café & ——"),
        ("&#" + "9" * 5_000 + ";A", "\ufffdA"),
        ("&#x" + "9" * 5_000 + ";A", "\ufffdA"),
        ("&#1114112;&#0;", "\ufffd\ufffd"),
        ("AT&T", "AT&T"),
    ],
)
def test_references_become_characters_and_impossible_ones_a_sign_for_that(written: str, meant: str) -> None:
    assert unescaped(written) == meant
