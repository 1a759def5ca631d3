"""What stands above a picture that leaves the program."""

from __future__ import annotations

import pytest
from town_corpus import MAIL, POST

from workbench.domain.focus import Focus
from workbench.domain.scope import Scope, Voice
from workbench.domain.state import State
from workbench.workspace.messages import Options
from workbench.workspace.pictures import CHARTS, caption, picture_title
from workbench.workspace.workspace import Workspace

OPTIONS = Options(terms=("ferry",), replicates=1200, permutations=0, seed=5)


def caption_of(workspace: Workspace, chart: str, state: State, options: Options = OPTIONS) -> str:
    making = workspace.making(state, options)
    return caption(making, CHARTS[chart].table(making).table)


def test_caption_has_articles_words_and_what_is_counted(workspace: Workspace) -> None:
    basis = workspace.basis(Scope())
    articles, words = len(basis.articles), basis.view.total
    assert caption_of(workspace, "frequency", State()) == (
        f"{articles} of {articles} articles, {words:,} words, all text, boilerplate left out; "
        "95 % intervals from 1,200 resamplings of articles, seed 5"
    )


def test_caption_of_a_chart_without_intervals_names_none(workspace: Workspace) -> None:
    assert "interval" not in caption_of(workspace, "dispersion", State(focus=Focus(term="ferry")))
    one_each = Options(terms=("ferry",), replicates=0)
    assert "interval" not in caption_of(workspace, "frequency", State(), one_each)


def test_caption_of_frames_names_the_codebook(workspace: Workspace) -> None:
    assert "codebook “Generic news frames”" in caption_of(workspace, "frames", State())


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope(outlets=(MAIL, POST)), f"only {MAIL} and {POST}"),
        (Scope(outlets=("",)), "only Outlet not known"),
        (Scope(date_from="2020-01", date_to="2090"), "dated 2020-01 to 2090"),
        (Scope(date_from="1999"), "dated 1999 or later"),
        (Scope(date_to="2090"), "dated 2090 or earlier"),
        (Scope(documents=("mail-one",), documents_label="1 article with “ferry”"), "only 1 article with “ferry”"),
        (Scope(documents=("mail-one",)), "only 1 chosen article"),
        (Scope(voice=Voice.OUTLET), "words outside quotations only"),
        (Scope(voice=Voice.QUOTED), "quoted speech only"),
        (Scope(boilerplate=True), "boilerplate counted"),
    ],
)
def test_caption_says_how_the_scope_is_narrowed(workspace: Workspace, scope: Scope, words: str) -> None:
    making = workspace.making(State(scope=scope), OPTIONS)
    basis = making.basis
    said = caption(making, CHARTS["dispersion"].table(making).table)
    assert words in said
    assert said.startswith(f"{len(basis.counted)} of {len(basis.articles)} articles, {basis.view.total:,} word")


def test_caption_names_the_story(sample: Workspace) -> None:
    assert "story Port concession" in caption_of(sample, "dispersion", State(scope=Scope(stories=("Port concession",))))


def test_title_says_what_is_shown(workspace: Workspace) -> None:
    for name, title in (("frequency", "Terms by outlet"), ("dispersion", "Where “ferry” stands in each article")):
        making = workspace.making(State(), OPTIONS)
        assert picture_title(CHARTS[name], CHARTS[name].table(making).table) == title
    making = workspace.making(State(), Options())
    title = picture_title(CHARTS["dispersion"], CHARTS["dispersion"].table(making).table)
    assert title == "Where it stands in each article"
