from __future__ import annotations

import pytest

from workbench.corpus.wire import find_wire_agency
from workbench.domain.article import Article

BODY = "The council met on Thursday and voted on the budget for the coming year, its chair told reporters.\n"


@pytest.mark.parametrize(
    ("text", "agency", "evidence"),
    [
        ("ASTANA, July 4 (AFP) - " + BODY, "AFP", "ASTANA, July 4 (AFP)"),
        ("Headline\n\nNEW YORK (AP) — " + BODY, "AP", "NEW YORK (AP)"),
        ("(Reuters) - " + BODY, "Reuters", "(Reuters)"),
        ("Paris (dpa) – " + BODY, "dpa", "Paris (dpa)"),
        (BODY * 3 + "\nSource: With information from AP", "AP", "Source: With information from AP"),
        (BODY * 3 + "\nWith inputs from PTI.", "PTI", "With inputs from PTI."),
        (BODY * 3 + "\n(AP)", "AP", "(AP)"),
        (BODY * 3 + "\nReuters", "Reuters", "Reuters"),
        (BODY * 3 + "\n(Source: Xinhua)", "Xinhua", "(Source: Xinhua)"),
        ("By The Associated Press\n" + BODY, "AP", "By The Associated Press"),
        (BODY * 3 + "© 2024 Agence France-Presse", "AFP", "© 2024 Agence France-Presse"),
    ],
)
def test_a_credit_line_names_the_agency(text: str, agency: str, evidence: str) -> None:
    assert find_wire_agency(Article("a", text)) == (agency, evidence)


@pytest.mark.parametrize(
    "text",
    [
        BODY + "The unity of the members was stressed, Xinhua news agency reported, citing a speech.",
        "The Associated Press (AP) – a cooperative – was founded long ago by five papers in one city.\n",
        BODY + "Jane Doe of the Associated Press contributed to this report.",
        "A spokesman told Reuters (AP and AFP were not there) - and left.\n" + BODY,
        "ap reuters afp",
        "",
    ],
)
def test_an_agency_that_is_only_mentioned_is_not_credited(text: str) -> None:
    assert find_wire_agency(Article("a", text)) == ("", "")


def test_a_credit_in_the_middle_of_a_long_article_does_not_count() -> None:
    assert find_wire_agency(Article("a", BODY * 20 + "Source: AP\n" + BODY * 20)) == ("", "")


def test_the_evidence_stands_in_the_text() -> None:
    text = "MOSCOW (Reuters) - " + BODY
    _, evidence = find_wire_agency(Article("a", text))
    assert evidence in text
