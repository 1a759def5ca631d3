"""What "How is this computed?" says: for each measure its formula, papers, interval, settings and limits.

Plain text only. The same name means different things in different tools, so each note names the variant in use.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodNote:
    """The explanation of one measure, in paragraphs of plain text."""

    title: str
    summary: str
    """What the measure answers, in a sentence or two."""
    counting: tuple[str, ...]
    """What is counted, and what is not."""
    formulas: tuple[tuple[str, str], ...]
    """Each formula with the words that explain its letters."""
    formulas_heading: str = "Formula"
    interval: tuple[str, ...] = ()
    """What the interval means, or why there is none."""
    settings: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    papers: tuple[str, ...] = field(default=())

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Headings and their paragraphs behind the formulas, those that have any."""
        pairs = (
            ("Interval", self.interval),
            ("Settings", self.settings),
            ("Limits", self.limits),
            ("Papers", self.papers),
        )
        return tuple((heading, paragraphs) for heading, paragraphs in pairs if paragraphs)

    def as_text(self) -> str:
        """The whole note as plain text."""
        parts = [self.title, self.summary, "What is counted", *self.counting, self.formulas_heading]
        parts += ["\n".join(pair) for pair in self.formulas]
        for heading, paragraphs in self.sections:
            parts += [heading, *paragraphs]
        return "\n\n".join(part.strip() for part in parts)


_SCOPE: Final = (
    "Only what the scope bar names is counted: its stories, outlets, dates and voice. Boilerplate, such as comment "
    "forms "
    "and navigation, is left out unless the scope includes it."
)
_WORDS: Final = (
    "A word is a run of letters, accents and digits. Apostrophes inside a word belong to it (don’t); so do full "
    "stops in "
    "acronyms (U.S.) and commas and points inside numbers (1,000). A possessive ’s is a word of its own. Hyphens "
    "separate "
    "(anti-US is two words). Upper and lower case count as the same word."
)
_BOOTSTRAP: Final = (
    "95 % percentile bootstrap by article. The articles of an outlet are drawn with replacement, as many as there "
    "are, "
    "and the rate is computed again. After 1,000 such draws the interval leaves out the 2.5 % lowest and the 2.5 % "
    "highest "
    "values. Whole articles are drawn because words of one article hang together."
)
_BOOTSTRAP_MEANS: Final = (
    "It shows how much the number would change with other articles like these. It does not cover articles of "
    "another kind, "
    "and it says nothing about mistakes in the texts."
)
_BOOTSTRAP_NONE: Final = (
    "With 1 article there is no interval, because one article can’t be drawn anew. With 2 to 4 articles the "
    "interval is "
    "rough and often too narrow. A count of 0 has no interval: the same articles can only give 0 again."
)
_SEED: Final = "The seed is 20240704. The same articles, settings and seed give the same interval."
_FEW: Final = "With fewer than 5 articles an outlet, differences are shown, not tested."
_EFRON: Final = "Efron, B., & Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman & Hall."
_LIJFFIJT: Final = (
    "Lijffijt, J., Nevalainen, T., Säily, T., Papapetrou, P., Puolamäki, K., & Mannila, H. (2016). Significance "
    "testing of "
    "word frequencies in corpora. Digital Scholarship in the Humanities, 31(2), 374–397."
)
_GRIES_2008: Final = (
    "Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal of Corpus "
    "Linguistics, "
    "13(4), 403–437."
)
_LIJFFIJT_GRIES: Final = (
    "Lijffijt, J., & Gries, S. Th. (2012). Correction to Gries (2008). International Journal of Corpus Linguistics, "
    "17(1), "
    "147–149."
)

_FREQUENCY: Final = MethodNote(
    title="Terms by outlet",
    summary="How often a term stands in each outlet, for every 1,000 words that are counted of it.",
    counting=(
        _SCOPE,
        _WORDS,
        "Pairs and triples of words are neighbours in one article. Punctuation between them does not part them; a "
        "word "
        "that is not counted does.",
    ),
    formulas=(
        (
            "rate = 1000 × count / words",
            "count: times the term stands in the outlet’s articles. words: all counted words of the outlet, function "
            "words too.",
        ),
        (
            "DPnorm = ½ Σ |p − s| / (1 − min s)",
            "p: an article’s share of the term’s occurrences. s: the article’s share of the outlet’s words. 0 is evenly "
            "spread over the articles, 1 is all in the smallest one. It stands in the exported table.",
        ),
    ),
    interval=(_BOOTSTRAP, _BOOTSTRAP_MEANS, _BOOTSTRAP_NONE),
    settings=(
        _SEED,
        "Function words (the, of, and …) are left out of the list unless you show them. They stay part of the word "
        "totals.",
        "The rate of a pair or triple is also for every 1,000 words, so that rows can be compared.",
    ),
    limits=(
        _FEW,
        "Words are counted as they are written: spelling variants and inflected forms are different terms. A search "
        "such "
        "as sanction* counts them together.",
        "A frequent word is not an important one. Read the passages behind the bar.",
    ),
    papers=(_EFRON, _LIJFFIJT_GRIES),
)

_DISPERSION: Final = MethodNote(
    title="Where it stands in each article",
    summary=(
        "Each strip is one article from its first word to its last; each stroke is one passage of what is highlighted."
    ),
    counting=(
        _SCOPE,
        "Every stroke is one passage of the Concordance. Nothing is merged or smoothed.",
        "A strip is the whole article, so a passage keeps its place when the scope counts only a part of the text.",
    ),
    formulas=(
        (
            "position = words before the passage / words of the article",
            "0 is the beginning of the article; the end is below 1.",
        ),
        (
            "DP = ½ Σ |p − s|        DPnorm = DP / (1 − min s)",
            "p: an article’s share of the occurrences. s: its share of the words. The parts are articles with their real "
            "sizes, not equal slices. 0 is even. DPnorm stands in the exported table of terms.",
        ),
    ),
    interval=("There is none: the strips show every passage and estimate nothing.",),
    settings=("At most 60 articles are drawn at once. The table lists all of them.",),
    limits=(
        "Articles differ in length and every strip has the same width: the same distance is more words in a longer "
        "article.",
        "A passage near the beginning is not always prominent: captions and summaries stand there too.",
    ),
    papers=(_GRIES_2008, _LIJFFIJT_GRIES),
)

_KEYNESS: Final = MethodNote(
    title="Keyness",
    summary=(
        "Which words set one outlet apart from all other outlets in the scope, by how much, and how sure that is."
    ),
    counting=(
        _SCOPE,
        _WORDS,
        "The reference is the text of all other outlets in the scope together. Terms that occur fewer than 3 times "
        "in "
        "both parts together are left out.",
    ),
    formulas=(
        (
            "Log Ratio = log2( (a / c) / (b / d) )",
            "a, b: the term’s count in the outlet and in the others. c, d: counted words of the outlet and of the "
            "others. A count of 0 counts as 0.5. 1 means twice as frequent, 2 four times, −1 half as frequent.",
        ),
        (
            "G2 = 2 ( a ln(a / E1) + b ln(b / E2) )\nE1 = c (a + b) / (c + d)        E2 = d (a + b) / (c + d)",
            "The two-term log-likelihood of Rayson & Garside, negative when the term is rarer in the outlet. Tools that "
            "add the two cells for all other words give slightly different values.",
        ),
        (
            "LRC = end of the Log Ratio’s interval nearer to 0, or 0",
            "The 95 % Clopper-Pearson interval, corrected for the number of compared terms (Bonferroni). 0 when the "
            "interval spans 0.",
        ),
        (
            "z = difference of log-odds / its standard deviation",
            "Log-odds with a Dirichlet prior. The prior is the text of both sides, worth 1,000 words.",
        ),
        (
            "p = (1 + shuffles at least as extreme) / (1 + shuffles)",
            "Articles are shuffled between the outlet and the others. Extreme is the absolute difference of the two "
            "rates, so the test is two-sided.",
        ),
    ),
    interval=(
        "The interval of the Log Ratio is a 95 % percentile bootstrap: the articles of both sides are drawn with "
        "replacement 1,000 times. It needs at least 2 articles on each side.",
        _BOOTSTRAP_MEANS,
    ),
    settings=(
        _SEED,
        "999 shuffles stand behind each p, so the smallest possible p is 0.001. p is not corrected for the number of "
        "terms: among 1,000 terms that do not differ, about 50 have a p below 0.05.",
        "Function words are left out of the list unless you show them. They stay part of the word totals.",
    ),
    limits=(
        "p is given only when both sides have at least 5 articles. " + _FEW,
        "G2 is shown because the field expects it. It treats words as independent, which they are not, so it "
        "overstates; "
        "it ranks terms and proves nothing.",
        "A term that one long article repeats can look typical of the outlet. Look at the number of articles and at "
        "DPnorm beside it.",
    ),
    papers=(
        "Hardie, A. (2014). Log Ratio: an informal introduction. Centre for Corpus Approaches to Social Science.",
        "Rayson, P., & Garside, R. (2000). Comparing corpora using frequency profiling. Proceedings of the Workshop "
        "on "
        "Comparing Corpora, 1–6.",
        "Evert, S. (2022). Measuring keyness. Digital Humanities 2022: Conference Abstracts.",
        "Monroe, B. L., Colaresi, M. P., & Quinn, K. M. (2008). Fightin’ words. Political Analysis, 16(4), 372–403.",
        _LIJFFIJT,
        _EFRON,
    ),
)

_FRAMES: Final = MethodNote(
    title="Frames by outlet",
    summary=(
        "How many passages speak for each frame of the codebook, for every 1,000 words of an outlet. A passage is a "
        "suggestion of a word list for a person to accept or reject, not a measurement."
    ),
    counting=(
        _SCOPE,
        "Each frame has questions, and each question has searches. Every place that a search finds is one passage. "
        "Where "
        "passages of one frame overlap, only the longest counts. A place may speak for two frames.",
        "A passage is counted when its first word is. Passages that a person rejected are not counted.",
        "Negated passages (not, never, denied … within 3 words before) are counted and marked: to deny a frame is to "
        "raise it. Reject them where that is wrong.",
    ),
    formulas=(
        ("rate = 1000 × passages / words", "words: all counted words of the outlet."),
        (
            "variety = different searches found / √ max(words, 200)\nscore = variety / (variety + half_score_at)",
            "The score, from 0 to 1, is for one article and frame; the frame is suggested from 0.5 on. Different "
            "searches are counted, not repetitions. The square root allows for the fact that longer texts have more "
            "different words (Guiraud). half_score_at stands in the codebook for each frame.",
        ),
    ),
    interval=(_BOOTSTRAP, _BOOTSTRAP_MEANS, _BOOTSTRAP_NONE),
    settings=(_SEED, "The codebook’s name and version are part of every export and recipe."),
    limits=(
        _FEW,
        "A dictionary misses what is said in other words and finds words that mean something else. None of the "
        "sentiment dictionaries "
        "that van Atteveldt et al. (2021) tested came close to acceptable validity.",
        "A source’s words are not the outlet’s frame. Choose “Outlet’s voice” in the scope bar to leave quoted "
        "speech out.",
        "For a finding, code the articles by hand: a written codebook, at least two coders, and their agreement "
        "reported.",
    ),
    papers=(
        "Semetko, H. A., & Valkenburg, P. M. (2000). Framing European politics. Journal of Communication, 50(2), "
        "93–109.",
        "Entman, R. M. (1993). Framing: Toward clarification of a fractured paradigm. Journal of Communication, "
        "43(4), 51–58.",
        "van Atteveldt, W., van der Velden, M. A. C. G., & Boukes, M. (2021). The validity of sentiment analysis. "
        "Communication Methods and Measures, 15(2), 121–140.",
        "Guiraud, P. (1954). Les caractères statistiques du vocabulaire. Presses Universitaires de France.",
        _EFRON,
    ),
)

_ENTITIES: Final = MethodNote(
    title="Entities by outlet",
    summary="Who and what is named, how often by each outlet, and which words each outlet uses for it.",
    counting=(
        _SCOPE,
        "A language model on this computer proposes names; rules complete them: what is a name in one place of an "
        "article "
        "is looked for in all others, and one name has one type. Names of the same person, body or place are joined.",
        "Counted are mentions by name, each when its first word is. Descriptions such as “the president” and pronouns are "
        "found too where the one they stand for is clear, and stand in the exported tables with their kind; counted here "
        "they would say more about style than about naming. Gender is never guessed from a name.",
        "While articles are still being annotated, only those that are done are counted; the pane says how many.",
        "What you merge, split, rename, retype or reject is counted so at once, and in articles that come later. The "
        "link “why?” shows each name of an entity with the reason why it is one of its names.",
        "Suggestions are pairs that rules were not sure of: one name or surname, a spelling that differs by a letter or "
        "two, initials, one name inside the other, or an article that says “also known as”. None is applied by itself.",
    ),
    formulas=(
        (
            "count = mentions in the outlet’s articles",
            "Cells are shaded by their count against the largest cell of the table.",
        ),
    ),
    interval=("There is none: the cells are counts of the passages behind them. Longer articles have more of them.",),
    settings=(
        "The model’s name and version are part of every export and recipe.",
        "In the table: Ctrl and Shift select several rows, M merges, S splits, F2 renames, Del rejects.",
    ),
    limits=(
        "The usual models were made of English and French news. They miss names, take other words for names, and give "
        "wrong types; two people of one name can be joined, and one person can be split. Read the passages before you rely on a "
        "count.",
        "Counts are not rates: compare outlets with the words that each of them has in the scope.",
    ),
)

_PROMINENCE: Final = MethodNote(
    title="Prominence",
    summary="How much an article is about an entity: how often, how early, and whether headline and lead name it.",
    counting=(
        "Mentions outside boilerplate, in articles in the scope. A description right beside the name (Prime Minister Jane "
        "Roe) is no second one.",
        "The headline is the title, and the start of the text where it repeats the title. The lead is the first two "
        "sentences of the body.",
    ),
    formulas=(
        (
            "prominence = 0.4 share + 0.2 headline + 0.2 lead\n           + 0.2 (1 − first position)",
            "share: mentions divided by those of the article’s most mentioned entity. headline, lead: 1 when the entity "
            "is in it, else 0. first position: 0 at the beginning of the body, 1 at the end.",
        ),
        (
            "share of mentions, of sentences, as subject",
            "Beside the score the table has the entity’s share of the article’s mentions of entities, the share of its "
            "sentences that mention it, and how many of its mentions are the subject of a verb. They are not in the score.",
        ),
    ),
    interval=("There is none: the value describes one article.",),
    limits=(
        "The weights are a choice of this program, not a published scale. Use the value to rank entities within an "
        "article, "
        "not to compare articles.",
    ),
)

_CONCORDANCE: Final = MethodNote(
    title="Concordance",
    summary=(
        "Every passage of what is highlighted, in its own context. Its number of lines is the number that every "
        "pane shows."
    ),
    counting=(
        _SCOPE,
        "A search finds words as they are counted: all its words must be counted and stand in one article. For an "
        "entity "
        "the lines are its mentions, for a frame the passages that speak for it; each is in when its first word is "
        "counted.",
        _WORDS,
    ),
    formulas_heading="Searches",
    formulas=(
        ("war in ukraine", "These words, one after the other."),
        ("sanction*    wom?n", "* is any run of characters within a word, ? exactly one."),
        ("war | conflict", "Either."),
        ("us NEAR/5 ban", "At most 5 words from one to the other, in either order."),
        ("(war | crisis) in gaza", "Brackets keep alternatives together."),
        ("case:US", "Tells US from us."),
    ),
    interval=("There is none: every passage is listed.",),
    settings=(
        "10 words of context on each side. Line breaks are shown as spaces; nothing else of the source is changed.",
        "Lines stand in the order of the corpus. They can be sorted by the words to the right or left, by outlet or "
        "date.",
    ),
    limits=("A search finds words, not meanings: other words for the same thing are not found.",),
)

_LABELS: Final = MethodNote(
    title="What outlets call them",
    summary=(
        "What each outlet says of an entity, for every 1,000 times that it mentions it: titles, descriptions, adjectives, "
        "and the verbs that it is subject or object of."
    ),
    counting=(
        _SCOPE,
        "Mentions are names, descriptions that stand for the name, and pronouns whose name is known: more than the Entities "
        "pane counts, which are names alone. A description right beside the name (Prime Minister Jane Roe) is no second "
        "mention. A label is counted when its first word is.",
        "Title: what stands before a person’s name, without names in it (Freedonian President Roe: president). Short "
        "forms are written out (Sen.: senator).",
        "Apposition: a noun phrase beside the name or said of it (Roe, the veteran minister; Roe is a tyrant; they called "
        "Roe a tyrant).",
        "Adjective: at the name or said of it (embattled Roe; Roe is furious). Description: what stands for the name "
        "(the Freedonian leader).",
        "It does, done to it: verbs in their dictionary form, passives turned round (Roe was accused: accuse is done to "
        "it). Forms of be, have and do are left out, and so are objects of prepositions (vote for Roe).",
        "What is denied is counted apart: “did not sign” is not sign.",
        "Quoted is what begins between quotation marks as somebody’s words. All else is the outlet’s own.",
    ),
    formulas=(
        (
            "rate = 1000 × count / mentions",
            "count: times the label is said of the entity in the outlet’s articles. mentions: counted mentions of the "
            "entity in them. For own or quoted words both are counted in those alone.",
        ),
    ),
    interval=(
        "95 % percentile bootstrap by article, over the outlet’s articles that mention the entity.",
        _BOOTSTRAP_MEANS,
        _BOOTSTRAP_NONE,
    ),
    settings=(_SEED,),
    limits=(
        _FEW,
        "Labels come from the language model’s analysis of each sentence, which errs, most in long sentences and "
        "headlines. Read the passages before you rely on a number.",
        "A label is a word, not a judgement: whether it praises or blames, the reader decides.",
    ),
    papers=(_EFRON,),
)

_WORD_PAIRS: Final = MethodNote(
    title="Opposed pairs of words",
    summary="Which of two words that you set against one another each outlet chooses, and how sure that is.",
    counting=(
        _SCOPE,
        _WORDS,
        "Each side is a search: several words separated by |, * for any letters, phrases. A passage that both sides find "
        "counts on both.",
    ),
    formulas=(
        ("share = 100 × a / (a + b)", "a, b: times the first and the second stand in the outlet’s articles."),
        (
            "ratio = a / b",
            "How many times as often the first stands as the second; a count of 0 counts as 0.5. Both stand in the same "
            "words, so it is also the ratio of the two rates. Its logarithm to the base 2 is the Log Ratio.",
        ),
    ),
    interval=(
        "95 % percentile bootstrap by article. The articles of an outlet are drawn with replacement, as many as there "
        "are; draws with neither word are passed over.",
        _BOOTSTRAP_MEANS,
        "There is no interval with fewer than 2 articles that have one of the words. Where one side never stands, the share "
        "has none: the same articles can only give 0 or 100 % again.",
    ),
    settings=(_SEED,),
    limits=(
        _FEW,
        "Words are counted whatever they are about: “regime” of one country and of another are one word. Read the "
        "passages, or add a word to the search.",
    ),
    papers=(
        _EFRON,
        "Hardie, A. (2014). Log Ratio: an informal introduction. Centre for Corpus Approaches to Social Science.",
    ),
)

_COPIES: Final = MethodNote(
    title="Copies",
    summary=(
        "Which articles are the same text twice, which share a good part of it, and what is counted when copied text is "
        "counted once."
    ),
    counting=(
        "Every article of the corpus is compared with every other one, whatever the scope. Boilerplate is not compared. "
        "Upper and lower case and punctuation play no part.",
        "A shingle is a succession of 5 words. Two articles that share one share 5 words in a row, which hardly happens "
        "by chance and is what is left of a text that was copied and edited.",
        "Counted once: of duplicates only the one that stands for them is counted. In the others each stretch of at "
        "least 14 words that stands in an earlier article too is left out, so that it is counted in one article.",
    ),
    formulas=(
        (
            "containment of A in B = |A ∩ B| / |A|",
            "A, B: the different shingles of the two articles. The percentages in the list. A report inside a longer "
            "article is contained in it wholly, and the longer article in the report by a part only.",
        ),
        ("Jaccard = |A ∩ B| / |A ∪ B|", "How alike the two are as wholes. It stands in the exported table."),
    ),
    interval=("There is none: the texts are compared whole, nothing is estimated.",),
    settings=(
        "Duplicates: one article has at least 70 % of its shingles in the other, and the other at least half of that in "
        "the first. Shared copy: one has at least 15 % of its shingles in the other, and at least 10 of them (14 words in "
        "a row). Both shares can be changed above the list.",
        "For its duplicates stands the article that you chose, else the earliest, else the longest.",
        "A shared stretch is counted in the article that is surely earlier. Where the dates do not say, it is counted in "
        "the one with an agency’s credit, then in one that stands for duplicates, then in the first of the corpus. Two "
        "articles of one day are not ordered unless both have a time with its zone.",
        "Side by side, the stretches are found by greedy string tiling: the longest common stretch first, then the "
        "longest of what is left. Short gaps between two stretches are compared word by word.",
    ),
    limits=(
        "That two articles share text does not say who took it from whom: both may have it from a third, such as a news "
        "agency or a press release.",
        "Text that was reworded or translated is not found.",
        "When the scope leaves out the article in which a stretch is counted, the stretch is counted nowhere.",
        "Above 12 million shingles pairs are looked for by a sample of them and then measured by all. A few pairs just "
        "above the lower share can be missed; the note below the list says so.",
    ),
    papers=(
        "Broder, A. Z. (1997). On the resemblance and containment of documents. Proceedings of Compression and Complexity "
        "of Sequences 1997, 21–29.",
        "Wise, M. J. (1993). String similarity via greedy string tiling and running Karp-Rabin matching. Department of "
        "Computer Science, University of Sydney.",
    ),
)

_VOICES: Final = MethodNote(
    title="Voices",
    summary=(
        "Whose words each outlet quotes: what share of its quoted words, or of its quotes, each speaker has, and who is "
        "named and never quoted."
    ),
    counting=(
        _SCOPE,
        "Direct quotes and quoted fragments count. Choose “Indirect too” to count speech that is reported without "
        "quotation marks as well. A quote is counted when its first word is.",
        "Quoted words are the counted words between the quotation marks. A quotation over several paragraphs is one quote. "
        "One that is split by who says it (“…”, she said, “…”) is two.",
        "No word counts twice. A quote inside a quote is the words of the outer speaker. Who passes words on (A in “A, "
        "citing B”) is not their speaker. A quote that you rejected, or whose verb is not in the list of verbs, is no quote.",
        "A speaker is an entity, under all its names and where a pronoun stands for it. Others are put together by their "
        "words without articles and numbers: “the officials” and “two officials” are one row.",
        "“Nobody named” are quotes without a speaker. “He, she, they” are quotes whose pronoun could not be resolved.",
        "Kinds of speakers are yours: nothing is guessed. A kind is kept for all names of the speaker, also in articles that "
        "come later.",
    ),
    formulas=(
        (
            "share = quoted words of the speaker / quoted words of the outlet",
            "Both summed over all counted articles of the outlet; quotes without a speaker are part of the sum.",
        ),
        ("share of quotes = quotes of the speaker / quotes of the outlet", "The same with quotes, long or short."),
    ),
    interval=(
        "95 % percentile bootstrap by article. The outlet’s articles that have a quote are drawn with replacement, as many "
        "as there are, and the share is computed again from all of them together, 1,000 times.",
        _BOOTSTRAP_MEANS,
        "With quotes in 1 article only there is no interval. With 2 to 4 articles it is rough and often too narrow. A share "
        "of 0 % or 100 % has no interval: the same articles can only give the same again.",
    ),
    settings=(
        _SEED,
        "With “Outlet’s voice” in the scope bar quotes are not counted at all.",
    ),
    limits=(
        _FEW,
        "Speakers of quotes are found by rules. Some are missed or wrong, more in indirect speech than in direct quotes. "
        "Click a mark, read the quotes, and correct them.",
        "Never quoted means in the articles that are counted. It says nothing about who was asked.",
        "A share says how much of what is quoted is theirs, and not how much the outlet quotes: see the quoted words beside "
        "the outlet’s name.",
    ),
    papers=(_EFRON,),
)

_SEARCH: Final = MethodNote(
    title="Search language and keys",
    summary="The same language works in the search box, on the command line and in codebooks.",
    counting=(_SCOPE, _WORDS),
    formulas_heading="What you can type",
    formulas=(
        ("strike", "The word, in upper or lower case."),
        ("war in ukraine", "These words one after the other, with or without quotation marks."),
        ("sanction*   wom?n", "* stands for any letters within a word, ? for exactly one."),
        ("strike | walkout", "Either of them."),
        ("police NEAR/5 gate", "Both, with at most five words from one to the other, in either order."),
        ("(war | crisis) in gaza", "Brackets keep alternatives together."),
        ("anti-us", "Hyphens separate: this finds the pair, and us alone finds it too."),
        ("case:US", "Capitals matter: US, not us."),
    ),
    settings=(
        "Enter searches, Esc clears. F3 and Shift+F3 go to the next and the previous passage, F8 and Shift+F8 to the "
        "next and the previous quote of an article. Ctrl+J narrows to the articles with it. Alt+Left goes back. "
        "Ctrl+1 to Ctrl+9 and Ctrl+0 choose a pane. Ctrl+K lists every command.",
    ),
)

NOTES: Final[dict[str, MethodNote]] = {
    "frequency": _FREQUENCY,
    "dispersion": _DISPERSION,
    "keyness": _KEYNESS,
    "frames": _FRAMES,
    "entities": _ENTITIES,
    "prominence": _PROMINENCE,
    "concordance": _CONCORDANCE,
    "copies": _COPIES,
    "voices": _VOICES,
    "labels": _LABELS,
    "word_pairs": _WORD_PAIRS,
    "search": _SEARCH,
}
"""Explanations by the name of the chart or table that they explain."""


def method_note(name: str) -> MethodNote:
    """The explanation of a measure. ``KeyError`` when there is none of that name."""
    return NOTES[name]
