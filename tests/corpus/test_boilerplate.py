from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.boilerplate import find_boilerplate
from workbench.corpus.boilerplate_rules import KINDS, LINE_RULES
from workbench.corpus.reading import read_sources
from workbench.domain.article import Article
from workbench.domain.columns import TABLES
from workbench.domain.errors import Cancelled

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

BODY = (
    "The council met on Thursday to vote on the budget for the coming year, which had been delayed twice since spring.",
    "Its chair, Maria Keller, told members that the new bridge would be built after all, although costs have doubled.",
    "“We have no choice,” she said. “The old bridge will not last another winter, and everybody in this room knows it.”",
    "Opposition members called the plan reckless and announced that they would take the matter to court next month.",
    "A spokeswoman for the ministry said that money from the national fund would cover about a third of the sum.",
    "The vote was closed shortly before midnight, with 21 members in favour, 17 against and 3 who did not take part.",
)


def marked(*lines: str, title: str = "", outlet: str = "", author: str = "") -> list[tuple[str, str, str]]:
    article = Article("a", "\n\n".join(lines), title=title, outlet=outlet, author=author)
    table = find_boilerplate([article])
    check(table, [article])
    return [(row["kind"], row["rule"], row["text"]) for row in rows(table)]


def rows(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    return table.to_dict("records")


def check(table: pd.DataFrame, articles: list[Article]) -> None:
    """What holds for every result."""
    assert tuple(table.columns) == TABLES["boilerplate"]
    texts = {article.document_id: article.text for article in articles}
    last: dict[str, int] = {}
    for row in rows(table):
        assert texts[row["document_id"]][row["start"] : row["end"]] == row["text"]
        assert row["start"] < row["end"]
        assert row["start"] >= last.get(row["document_id"], 0)
        assert row["text"] == row["text"].strip()
        assert row["kind"] in KINDS
        last[row["document_id"]] = row["end"]


def test_nothing_is_marked_in_an_ordinary_article() -> None:
    assert marked("Council votes for new bridge", *BODY, title="Council votes for new bridge") == []


@pytest.mark.parametrize(
    ("line", "kind", "rule"),
    [
        ("READ MORE: Bridge costs double again", "related", "read-more"),
        ("See also: The old bridge in pictures", "related", "read-more"),
        ("More: What we know about the bridge", "related", "read-more"),
        ("You may also like", "related", "related-heading"),
        ("Members face anger over bridge\u00a0[INSIGHT]", "related", "tagged-link"),
        ("Why the bridge is closed [VIDEO]", "related", "tagged-link"),
        ("Advertisement", "navigation", "advertisement-label"),
        ("Story continues below", "navigation", "story-navigation"),
        ("We use cookies to make this site better for you.", "navigation", "cookie-notice"),
        ("Share on Facebook", "share", "share-bar"),
        ("Facebook Twitter WhatsApp Email", "share", "share-bar"),
        ("Sign up for our daily newsletter", "appeal", "newsletter-line"),
        ("Subscribe to our podcast on any app", "appeal", "newsletter-line"),
        ("Become a Patron!", "appeal", "support-line"),
        ("Follow us on Twitter and Facebook", "appeal", "follow-line"),
        ("© 2024 The Evening Courier. All rights reserved.", "credit", "copyright-line"),
        ("This article was originally published in the Evening Courier.", "credit", "first-published-line"),
        ("Photo: Evening Courier", "media_caption", "picture-credit"),
        ("The bridge on Monday. (Ann Example/Reuters)", "media_caption", "picture-credit-end"),
        ("Related video: The bridge from above", "related", "read-more"),
        ("Sign up for our free e-mail updates", "appeal", "newsletter-line"),
        ("À lire aussi : le pont coûte deux fois plus", "related", "read-more-french"),
        ("Lire aussi", "related", "related-heading-french"),
        ("Sur le même sujet", "related", "related-heading-french"),
        ("Lesen Sie auch: Die Brücke wird teurer", "related", "read-more-german"),
        ("Das könnte Sie auch interessieren", "related", "related-heading-german"),
        ("Publicité", "navigation", "advertisement-label-other-languages"),
        ("Anzeige", "navigation", "advertisement-label-other-languages"),
        ("Partager sur Facebook", "share", "share-bar-other-languages"),
        ("Artikel teilen", "share", "share-bar-other-languages"),
        ("Inscrivez-vous à notre newsletter du matin", "appeal", "newsletter-line-other-languages"),
        ("Newsletter abonnieren", "appeal", "newsletter-line-other-languages"),
        ("Faites un don", "appeal", "support-line-other-languages"),
        ("Unterstützen Sie unsere Arbeit!", "appeal", "support-line-other-languages"),
        ("Alle Rechte vorbehalten.", "credit", "copyright-line-other-languages"),
        ("Crédit photo : Evening Courier", "media_caption", "picture-credit-other-languages"),
    ],
)
def test_a_line_of_boilerplate_is_found_between_paragraphs(line: str, kind: str, rule: str) -> None:
    assert marked(*BODY[:3], line, *BODY[3:]) == [(kind, rule, line)]


@pytest.mark.parametrize(
    ("line", "kind", "rule"),
    [
        ("Source: With information from AP", "credit", "source-line"),
        ("(AP)", "credit", "agency-line"),
        ("Quelle: Evening Courier", "credit", "source-line-other-languages"),
        ("(avec AFP)", "credit", "source-line-other-languages"),
        ("Mit Material von dpa", "credit", "source-line-other-languages"),
        ("Laisser un commentaire", "comment_form", "comment-form-opening"),
        ("Schreiben Sie einen Kommentar", "comment_form", "comment-form-opening"),
        ("Jane Example contributed to this report.", "credit", "contributed-line"),
        ("(Reporting by Jane Example; editing by John Example)", "credit", "reporting-line"),
        ("Follow her on Twitter @example.", "author_box", "author-contact"),
        (
            "The views expressed here are the author's own and do not reflect those of the paper.",
            "author_box",
            "opinion-disclaimer",
        ),
        ("Jane Example is a reporter who covers local politics for the Evening Courier.", "author_box", "author-box"),
    ],
)
def test_a_line_that_counts_at_the_end_only(line: str, kind: str, rule: str) -> None:
    assert marked(*BODY, line) == [(kind, rule, line)]
    assert marked(BODY[0], line, *BODY) == []


@pytest.mark.parametrize(
    "line",
    [
        "“Read more books,” the teacher told the children, and most of them did so over the summer.",
        "Watch the bridge carefully, the engineer said, and you will see it move in the wind.",
        "Sources described the report as being based on notes, not on a recording.",
        "Share prices fell by a tenth on Friday.",
        "Facebook",
        "The site uses cookies and sells what it learns, the regulator found after a year of work.",
        "[APPLAUSE]",
        "Donate blood, the hospital asked people in the region, because stocks are low.",
        "You and your neighbours can join our party, she said to the crowd, and support our work.",
        "Previous stories about the bridge were denied by the ministry.",
        "Comment was not available on Monday.",
        "What happens next",
        "“Subscribe to nothing,” he said, laughing.",
        "Sign up for the library with the same card as for the bus, and you will pay half.",
        "If you want to cross the bridge often, you can sign up for a pass at the toll and subscribe for a year at half price.",
        "Lire les journaux, voilà ce que les enfants ont appris pendant l'été.",
        "Anzeige wurde gegen die Verwaltung der Stadt erstattet.",
        "Mit Informationen von Zeugen fand die Polizei den Fahrer.",
    ],
)
def test_a_line_of_the_article_that_resembles_boilerplate_is_left_alone(line: str) -> None:
    assert marked(*BODY[:3], line, *BODY[3:]) == []
    assert marked(*BODY, line) == []


def test_everything_after_a_comment_form_at_the_end_is_marked() -> None:
    found = marked(
        *BODY,
        "Leave a Reply",
        "Your email address will not be published.",
        "Previous Story",
        "Ten offers for your kitchen",
        "Next Story",
        "A man is hit by a drink",
        "Latest from Blog",
        "themes on instagram",
    )
    assert [(kind, rule) for kind, rule, _ in found] == [
        ("comment_form", "comment-form-opening"),
        ("comment_form", "comment-form"),
        ("navigation", "after-comment-form"),
    ]
    assert found[-1][2].startswith("Previous Story")
    assert found[-1][2].endswith("themes on instagram")


def test_a_comment_form_before_more_paragraphs_takes_none_of_them() -> None:
    found = marked(*BODY[:4], "Leave a Reply", "Your email address will not be published.", *BODY[:4])
    assert "\n\n".join(text for _, _, text in found) == "Leave a Reply\n\nYour email address will not be published."


def test_the_box_about_the_author_comes_with_the_name_above_it() -> None:
    found = marked(
        *BODY, "Jane Example", "I'm Jane Example, and I'm passionate about writing content for shops.", "Leave a Reply"
    )
    assert [rule for _, rule, _ in found] == ["author-box-name", "author-box-first-person", "comment-form-opening"]


def test_a_person_of_the_article_is_not_its_author() -> None:
    line = "Maria Keller is an author and a former reporter of the Evening Courier."
    assert marked(*BODY, line) == []
    assert marked(*BODY, line, author="Maria Keller") == [("author_box", "author-box", line)]


def test_an_appeal_to_readers_is_marked_as_a_whole() -> None:
    appeal = (
        "You could close this page. Or you could help us produce more reports like this one: our small newsroom depends on"
        " the support of readers like you. Become a member for as little as one cup of coffee a month."
    )
    assert marked(*BODY, appeal) == [("appeal", "appeal-to-readers", appeal)]


def test_a_second_headline_and_a_date_beside_it_are_marked_and_the_first_headline_is_kept() -> None:
    headline = "Council votes for new bridge after long debate"
    found = marked(headline, "Costs have doubled since spring.", "Jun 22, 2024 - 08:01", headline.upper(), *BODY)
    assert found == [
        ("date_line", "date-beside-headline", "Jun 22, 2024 - 08:01"),
        ("repeated_headline", "headline-again", headline.upper()),
    ]


def test_a_byline_beside_the_headline_is_marked() -> None:
    assert marked("Council votes", "By Jane Example and John Example, Evening Courier", *BODY) == [
        ("byline", "byline-beside-headline", "By Jane Example and John Example, Evening Courier")
    ]
    assert marked("By Monday the council had met twice and had not agreed on anything.", *BODY) == []


def test_a_long_line_of_capitals_after_by_does_not_hang() -> None:
    assert marked("BY " + "A" * 70 + "!?", *BODY) == []


def test_links_after_the_end_and_a_menu_before_the_beginning_are_marked() -> None:
    links = (
        "Ten things to know about bridges",
        "Why the river is so low this year",
        "Mayor opens new school in the north",
    )
    assert marked(*BODY, *links) == [("navigation", "link-list", "\n\n".join(links))]
    assert marked("Home", "News", "Sport", "Council votes for new bridge", *BODY) == [
        ("navigation", "menu", "Home\n\nNews\n\nSport")
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Courier 2 - 1 Post", "Herald 0 - 0 Times", "Star 3 - 3 Mail"),
        ("– the bridge", "– the school", "– the road"),
        ("What happens next", "The council will meet again in May."),
    ],
)
def test_results_lists_and_headings_at_the_end_are_no_links(lines: tuple[str, ...]) -> None:
    assert marked(*BODY, *lines) == []


def articles_of(outlet: str, extra: str, count: int) -> list[Article]:
    subjects = ("bridge", "school", "harbour", "museum", "stadium")[:count]
    return [
        Article(
            name, "\n".join([*(line.replace("bridge", name) + f" {name}" + "." for line in BODY), extra]), outlet=outlet
        )
        for name in subjects
    ]


def test_a_line_that_several_articles_of_an_outlet_have_is_marked() -> None:
    line = "Every day we aim to answer your questions, wherever in the region you live and whatever they are about."
    articles = articles_of("Courier", line, 3)
    table = find_boilerplate(articles)
    check(table, articles)
    assert list(table["rule"]) == ["repeated-across-articles"] * 3
    assert set(table["text"]) == {line}
    assert find_boilerplate(articles[:2]).empty
    assert find_boilerplate([Article(a.document_id, a.text) for a in articles]).empty


def test_a_background_paragraph_that_comes_again_is_body_text() -> None:
    line = (
        "The town has argued about the matter since the flood of 2013, when two people lost their lives near the mill."
    )
    assert find_boilerplate(articles_of("Courier", line, 5)).empty


def test_copies_of_one_article_do_not_make_its_lines_boilerplate() -> None:
    text = "\n".join((*BODY, "Every day we aim to answer your questions about the town"))
    assert find_boilerplate([Article(str(n), text, outlet="Courier") for n in range(4)]).empty


def test_what_the_format_marks_is_taken_as_it_stands_and_goes_before_the_rules() -> None:
    caption = "The old bridge. Photo: Evening Courier"
    text = "\n\n".join((*BODY, caption, "READ MORE: The bridge", "Advertisement"))
    inside = BODY[1].index("Maria Keller") + text.index(BODY[1])
    at, advert = text.index(caption), text.index("Advertisement")
    given = [
        (advert, len(text), "share", "class share"),
        (at - 2, at + len(caption) + 1, "media_caption", "figcaption"),  # with the white space around it
        (at + 5, at + 9, "credit", "overlaps the one before"),
        (inside, inside + 5, "credit", "span class=credit"),
        (len(text) + 5, len(text) + 9, "credit", "behind the end"),
    ]
    found = [
        ("credit", "span class=credit", "Maria"),
        ("media_caption", "figcaption", caption),
        ("related", "read-more", "READ MORE: The bridge"),
        ("share", "class share", "Advertisement"),
    ]
    for article, extra in (
        (Article("a", text), {"a": given}),
        (Article("a", text, format_boilerplate=tuple(given)), {}),
    ):
        table = find_boilerplate([article], given=extra)
        check(table, [article])
        assert [(row["kind"], row["rule"], row["text"]) for row in rows(table)] == found


def test_a_line_of_which_the_format_marks_a_part_keeps_only_the_rest_for_the_rules() -> None:
    line = "Photo: Ann Example, Evening Courier"
    text = "\n\n".join((*BODY[:2], line, *BODY[2:]))
    start = text.index("Ann")
    article = Article("a", text, format_boilerplate=((start, start + 11, "byline", "author"),))
    table = find_boilerplate([article])
    check(table, [article])
    assert [(row["kind"], row["text"]) for row in rows(table)] == [
        ("media_caption", "Photo:"),
        ("byline", "Ann Example"),
        ("media_caption", ", Evening Courier"),
    ]


def test_an_empty_corpus_gives_an_empty_table() -> None:
    assert tuple(find_boilerplate([]).columns) == TABLES["boilerplate"]
    assert find_boilerplate([Article("a", " \n ")]).empty


def test_rule_ids_are_unique_and_readable() -> None:
    ids = [rule.rule for rule in LINE_RULES]
    assert len(ids) == len(set(ids))
    assert all(rule.kind in KINDS for rule in LINE_RULES)


def test_it_can_be_cancelled() -> None:
    def stop(done: int, total: int, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find_boilerplate([Article("a", "x")], progress=stop)


lines = st.sampled_from(
    [
        *BODY,
        "Leave a Reply",
        "READ MORE: x",
        "Advertisement",
        "Home",
        "By Jane Example",
        "4 July 2024",
        "",
        "  ",
        "\u00a0",
    ]
) | st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40)


stretches = st.lists(
    st.tuples(st.integers(-5, 300), st.integers(-5, 300), st.sampled_from(KINDS), st.just("format")), max_size=5
)


@given(st.lists(st.lists(lines, max_size=12), max_size=4), st.sampled_from(["", "Home", BODY[0]]), stretches)
def test_spans_match_their_text_whatever_the_articles(
    texts: list[list[str]], title: str, marked_by_format: list[tuple[int, int, str, str]]
) -> None:
    articles = [
        Article(str(n), "\n".join(text), outlet="Courier", title=title, format_boilerplate=tuple(marked_by_format[n:]))
        for n, text in enumerate(texts)
    ]
    check(find_boilerplate(articles), articles)


@pytest.mark.skipif(not (SHARED / "corpora" / "eurasian-security").is_dir(), reason="the folder ../shared is not here")
def test_in_five_saved_pages_the_page_is_marked_and_no_paragraph_of_the_articles() -> None:
    articles = list(read_sources([SHARED / "corpora" / "eurasian-security"]).articles)
    table = find_boilerplate(articles)
    check(table, articles)
    found = {(row["document_id"][:3], row["rule"]) for row in rows(table)}
    assert found == {
        ("001", "date-beside-headline"),
        ("001", "headline-again"),
        ("001", "read-more"),
        ("001", "appeal-to-readers"),
        ("003", "read-more"),
        ("003", "tagged-link"),
        ("003", "comment-form-opening"),
        ("003", "comment-form"),
        ("003", "after-comment-form"),
        ("004", "source-line"),
        ("004", "author-box-name"),
        ("004", "author-box-first-person"),
        ("004", "comment-form-opening"),
    }
    assert sum(table["end"] - table["start"]) < 0.1 * sum(len(a.text) for a in articles)
