"""What "How is this computed?" says: for each measure its formula, papers, interval, settings and limits.

Plain text only. The same name means different things in different tools, so each note names the variant in use.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from workbench.domain.search_examples import GROUP_EXAMPLE, SEARCH_EXAMPLES


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
_WILSON: Final = (
    "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the American "
    "Statistical Association, 22(158), 209–212."
)
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
    summary=(
        "How often a term stands in each outlet, for every 1,000 words that are counted of it. The same by story, month, "
        "week, day, language, or each pair of two of these."
    ),
    counting=(
        _SCOPE,
        _WORDS,
        "Terms of 2 to 5 words are neighbours in one article. Punctuation between them does not part them; a "
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
        "totals. “Function words hidden” below the list shows them, and you can change the list.",
        "The rate of several words is also for every 1,000 words, so that rows can be compared.",
        "Articles without a story, a date or a language are a part of their own. A date that is known to the month only "
        "has a month and no week or day. Weeks are those of ISO 8601, from Monday.",
        "Several rows of the list chosen together (Ctrl or Shift and a click) are what the chart shows.",
        "A part of speech filters single words by what most of their places are. It is known for annotated articles.",
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

_TF_IDF: Final = MethodNote(
    title="TF-IDF",
    summary=(
        "The words that characterise an outlet, a story, a month or an article: frequent in its articles, and not found in "
        "most articles of the corpus."
    ),
    counting=(
        _SCOPE,
        _WORDS,
        "Articles are the documents. Words are taken one by one, not in pairs.",
    ),
    formulas=(
        (
            "weight in an article = (1 + ln tf) × ln(N / df)",
            "tf: times the word stands in the article. df: articles in which it stands. N: all articles that are counted, "
            "whatever part is looked at. A word in every article weighs 0.",
        ),
        (
            "TF-IDF of a part = mean of the weights over its articles",
            "Articles without the word count as 0. There is no normalisation by the length of articles (“ltn” in the "
            "notation of Salton and Buckley).",
        ),
    ),
    interval=("There is none: TF-IDF ranks words for looking at them. It tests nothing.",),
    settings=(
        "The 50 words with the greatest value of each part are listed. Function words are left out unless you show them.",
        "“Articles, at least” in the filter of the list holds here too: it leaves out words of a single long article.",
    ),
    limits=(
        "A word that one outlet alone prints in each article (its own name, a line at the end) comes first.",
        "In a corpus about one story, the words of the story stand in most articles and weigh little.",
        "Tools use other variants under the same name, so values can’t be compared between tools.",
    ),
    papers=(
        "Spärck Jones, K. (1972). A statistical interpretation of term specificity and its application in retrieval. "
        "Journal of Documentation, 28(1), 11–21.",
        "Salton, G., & Buckley, C. (1988). Term-weighting approaches in automatic text retrieval. Information Processing & "
        "Management, 24(5), 513–523.",
    ),
)

_DIVERSITY: Final = MethodNote(
    title="Lexical diversity",
    summary="How varied the words of each outlet are, measured in samples of the same size.",
    counting=(
        _SCOPE,
        _WORDS,
        "Function words are counted. Forms of one word (say, says) are different words.",
        "Every one of these measures changes with the length of a text, so outlets are compared in samples of equally many "
        "words. Whole articles are drawn at random, without replacement, one after the other until the sample is full; the "
        "last one is cut. Measures that read word by word go on from one article to the next.",
    ),
    formulas=(
        ("TTR = V / N", "V: different words. N: words."),
        ("Guiraud’s R = V / √N", "Guiraud (1954)."),
        ("Herdan’s C = ln V / ln N", "Herdan (1960)."),
        (
            "Yule’s K = 10,000 × (Σ i² V(i) − N) / N²",
            "V(i): words that occur i times. The larger, the more words are repeated: it runs the other way.",
        ),
        ("MATTR = mean of V / 500 over all windows of 500 words", "Covington and McFall (2010)."),
        (
            "MTLD = N / stretches",
            "A stretch ends where V / N within it has come down to 0.72; a rest of ratio r counts (1 − r) / (1 − 0.72). The "
            "mean of reading forwards and backwards. McCarthy and Jarvis (2010).",
        ),
        (
            "HD-D = Σ P(the word is among 42 drawn) / 42",
            "42 words drawn from the sample without replacement; the sum is over its different words. McCarthy and Jarvis "
            "(2010).",
        ),
    ),
    interval=(
        "The value is the mean of 200 samples. The interval holds the middle 95 % of them: how much it matters which "
        "articles are in a sample. It is not an interval of all that the outlet ever printed.",
        "Of one article all samples are the same, so there is no interval. With 2 to 4 articles samples differ little and "
        "say little.",
    ),
    settings=(
        _SEED,
        "A sample has half of the words of the smallest outlet that has at least 5 articles, and 20,000 at most. Half, "
        "because samples of all of its words could not differ. You can set another size.",
    ),
    limits=(
        "Which subjects an outlet writes about changes these numbers as much as its style does. Narrow to one story to "
        "compare style.",
        "An outlet with fewer words than a sample has no value.",
        "TTR, R and C still depend on the size of the sample. Compare them only within one chart.",
    ),
    papers=(
        "Covington, M. A., & McFall, J. D. (2010). Cutting the Gordian knot: The moving-average type–token ratio (MATTR). "
        "Journal of Quantitative Linguistics, 17(2), 94–100.",
        "McCarthy, P. M., & Jarvis, S. (2010). MTLD, vocd-D, and HD-D: A validation study of sophisticated approaches to "
        "lexical diversity assessment. Behavior Research Methods, 42(2), 381–392.",
        "Guiraud, P. (1954). Les caractères statistiques du vocabulaire. Presses universitaires de France.",
        "Herdan, G. (1960). Type-Token Mathematics. Mouton.",
        "Yule, G. U. (1944). The Statistical Study of Literary Vocabulary. Cambridge University Press.",
    ),
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
            "sizes, not equal slices. 0 is even; 1 is reached when the smallest article has all. DPnorm stands beside each "
            "outlet’s name, of all its articles, whichever are drawn.",
        ),
        (
            "Juilland’s D = 1 − (standard deviation / mean) / √(n − 1)        Carroll’s D2 = −Σ q log2 q / log2 n",
            "On the rates of the n articles, because their sizes differ; the standard deviation is the population’s. q: an "
            "article’s rate as a share of the sum of all rates. 1 is even.",
        ),
        (
            "Rosengren’s S = (Σ √(v s))² / Σ v        KL = Σ p log2(p / s)        range = articles with it / articles",
            "v: the occurrences in an article. S: 1 is even. KL, the Kullback-Leibler divergence, is in bits: 0 is even.",
        ),
    ),
    interval=("There is none: the strips show every passage and estimate nothing.",),
    settings=(
        "At most 60 articles are drawn at once: of each outlet those with most passages. The measures and the table of "
        "dispersion count all articles.",
    ),
    limits=(
        "Articles differ in length and every strip has the same width: the same distance is more words in a longer "
        "article.",
        "A passage near the beginning is not always prominent: captions and summaries stand there too.",
    ),
    papers=(_GRIES_2008, _LIJFFIJT_GRIES),
)

_TIMELINE: Final = MethodNote(
    title="Timeline",
    summary="When something is said: how often in each day, week or month, and in what share of the articles.",
    counting=(
        _SCOPE,
        "An article is in the step of its date. A date that is known to the month only counts in months, and in no week "
        "or day. Articles that are in no step are counted below the chart.",
        "Weeks begin on Monday (ISO 8601). Every step between the first and the last article is there: without an article "
        "it is a gap, with articles of which none has it, 0.",
    ),
    formulas=(
        ("per 1,000 words = 1,000 a / c", "a: passages in the step. c: counted words of its articles."),
        ("share of articles = k / n", "k: articles of the step with it. n: its articles with counted words."),
    ),
    interval=(
        "Rates: " + _BOOTSTRAP.replace("The articles of an outlet are", "The articles of the step are"),
        "Shares: 95 % Wilson score interval.",
        _BOOTSTRAP_MEANS,
        _BOOTSTRAP_NONE,
    ),
    settings=(
        _SEED,
        "At most 12 panels are drawn at once, those with the most passages. Where several searches stand in one panel, "
        "bands are left out; the list has the intervals.",
        "Events are yours: they mark days and change no number.",
    ),
    limits=(
        "Steps with few articles jump. Choose longer steps before you see a trend.",
        "What outlets published is counted, as far as it is in this corpus: a gap may be one of the collection.",
    ),
    papers=(
        _EFRON,
        _WILSON,
    ),
)

_KEYNESS: Final = MethodNote(
    title="Keyness",
    summary=(
        "Which words set one outlet apart from other outlets in the scope, which it avoids, and which all share: by how "
        "much, and how sure that is."
    ),
    counting=(
        _SCOPE,
        _WORDS,
        "The reference is the text of all other outlets in the scope together, or of those that are chosen. Terms that "
        "both parts together have less often than the minimum count (at first 3 times) are left out.",
        "A term is a word or a succession of 2 to 5 words of one article. Punctuation between words does not part them; "
        "a word that is not counted does.",
        "A key word has a positive Log Ratio, an avoided word a negative one. A word is shared when the 95 % interval of "
        "its Log Ratio lies between −0.5 and 0.5 in each outlet with at least 5 articles: that rates are alike is shown "
        "by a short interval around 0, not by a test that finds nothing.",
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
            "%DIFF = (a / c − b / d) / (b / d) × 100",
            "The difference of the two rates in % of the others’ rate. Infinite when the others have none.",
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
        (
            "p adj. = smallest of p(k) m / k over this rank and all later ones",
            "Benjamini-Hochberg: p(k) is the k-th smallest p of the outlet’s m compared terms. Of the terms that are called "
            "different at 0.05, about 5 % are expected not to be. Terms that were not tested count as tests with p = 1.",
        ),
    ),
    interval=(
        "Up to 2,000 articles, every term gets its interval and p. In larger corpora the 2,000 rows with the largest G2 do, "
        "an equal part for each outlet, and articles are drawn within each outlet. The note below says how many.",
        "The interval of the Log Ratio is a 95 % percentile bootstrap: the articles of both sides are drawn with "
        "replacement 1,000 times. It needs at least 2 articles on each side.",
        _BOOTSTRAP_MEANS,
    ),
    settings=(
        _SEED,
        "999 shuffles stand behind each p, so the smallest possible p is 0.001. The column p is not corrected for the number "
        "of terms: among 1,000 terms that do not differ, about 50 have a p below 0.05. The column p adj. is corrected.",
        "In the picture of two vocabularies a point’s place is its rate in both outlets together and its Log Ratio. Its "
        "colour says that the conservative Log Ratio is not 0.",
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
        "Gabrielatos, C., & Marchi, A. (2011). Keyness: matching metrics to definitions. Corpus Linguistics in the South 1.",
        "Benjamini, Y., & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical "
        "Society B, 57(1), 289–300.",
        "Wellek, S. (2010). Testing statistical hypotheses of equivalence and noninferiority. Chapman & Hall/CRC.",
        _LIJFFIJT,
        _EFRON,
    ),
)

_COLLOCATES: Final = MethodNote(
    title="Collocates",
    summary="Which words stand near a term or an entity more often than chance would have them there.",
    counting=(
        _SCOPE,
        _WORDS,
        "The node is what is highlighted: every passage of the search, or every mention of the entity by name. A window has "
        "so many words before each occurrence of the node and so many behind it: 5L 5R is five on each side. The node’s own "
        "words are never counted.",
        "A word is counted once for the node, also when it stands near two of its occurrences; it belongs to the nearer one. "
        "So a count is the number of different places, and each row opens exactly these. AntConc and WordSmith count from "
        "concordance lines, where such a word counts once for each line; so does fcm in quanteda.",
        "A window ends with its article, and where text is left out (boilerplate, or quoted speech when only the outlet’s own "
        "words count), for words on both sides of a cut are no neighbours. “In its sentence” ends it with the sentence too. "
        "Sentences are known of annotated articles only; the note says how many are not.",
    ),
    formulas=(
        (
            "E = f1 × f2 × S / N",
            "O: times the word stands in the windows. f1: times the node occurs. f2: times the word occurs in all counted text. "
            "N: all counted words. S: the span, the words of a window. It is the mean that windows really have, so that "
            "f1 × S are the words in all windows, each counted once; the note prints it.",
        ),
        (
            "logDice = 14 + log2( 2 O / (f1 + f2) )        Dice = 2 O / (f1 + f2)",
            "14 at most when the word stands once near each node and nowhere else; 1 more is twice as much. It depends neither "
            "on N nor on S, so that it can be compared between outlets of different size (Rychlý 2008).",
        ),
        (
            "MI = log2( O / E )        MI3 = log2( O³ / E )        t = (O − E) / √O",
            "MI is high for rare words that meet (Church & Hanks 1990), MI3 gives more weight to frequent ones (Daille 1994), "
            "t favours frequent words (Church et al. 1991).",
        ),
        (
            "G2 = 2 Σ O ln( O / E ) over four cells",
            "The word or another one, in a window or elsewhere; negative when the word is rarer than expected (Dunning 1993).",
        ),
        (
            "ΔP(collocate | node) = a / (a + b) − c / (c + d)\nΔP(node | collocate) = a / (a + c) − b / (b + d)",
            "a: the word in windows, b: other words in windows, c: the word elsewhere, d: other words elsewhere. Each way by "
            "itself, for attraction need not be mutual (Gries 2013).",
        ),
        (
            "NPMI = MI / −log2( O / N )",
            "1 when neither is without the other, 0 by chance, −1 never (Bouma 2009).",
        ),
        (
            "difference = measure in the first outlet − measure in the second",
            "With two outlets. Each is measured against its own text. There is none where the word never stands near the node in "
            "one of them.",
        ),
    ),
    interval=(
        "95 % percentile bootstrap by article of the chosen measure: articles are drawn with replacement, and O, f1, f2, S and "
        "N are counted again in what was drawn. Beyond 2,000 articles they are dealt at random into 2,000 groups, and groups "
        "are drawn. For a difference the articles of both outlets are drawn.",
        _BOOTSTRAP_MEANS,
        "The 50 strongest rows have an interval. There is none when the node stands in one article only. When articles are drawn "
        "without the word near the node, its count of 0 counts as 0.5.",
    ),
    settings=(
        _SEED,
        "Print measure, window, least count and bounds with each result; the note under the pane has them: "
        "“logDice, 5L 5R, minimum 3, within articles”.",
        "Function words are left out of the list unless you show them. They keep their places in windows.",
        "In the network a line between two collocates means that they stand in the same window more often than chance would "
        "have it. Its logDice is that of windows: 14 + log2( 2 both / (windows with one + windows with the other) ).",
    ),
    limits=(
        "When the node stands in fewer than 5 articles, its collocates are shown, and say little.",
        "Measures rank words differently by design. Choose one before you look, and report it.",
        "Collocates are of written forms: spelling variants and inflected forms are different words.",
    ),
    papers=(
        "Rychlý, P. (2008). A lexicographer-friendly association score. Proceedings of RASLAN 2008, 6–9.",
        "Church, K. W., & Hanks, P. (1990). Word association norms, mutual information, and lexicography. Computational "
        "Linguistics, 16(1), 22–29.",
        "Church, K., Gale, W., Hanks, P., & Hindle, D. (1991). Using statistics in lexical analysis. In U. Zernik (Ed.), "
        "Lexical Acquisition, 115–164.",
        "Daille, B. (1994). Approche mixte pour l’extraction automatique de terminologie. Université Paris 7.",
        "Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics, "
        "19(1), 61–74.",
        "Gries, S. Th. (2013). 50-something years of work on collocations. International Journal of Corpus Linguistics, "
        "18(1), 137–166.",
        "Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. Proceedings of GSCL, 31–40.",
        "Evert, S. (2008). Corpora and collocations. In A. Lüdeling & M. Kytö (Eds.), Corpus Linguistics: An International "
        "Handbook, 1212–1248.",
        _EFRON,
    ),
)

_FRAMES: Final = MethodNote(
    title="Frames by outlet",
    summary=(
        "How many passages speak for each frame of the codebook, for every 1,000 words of an outlet, and in what share of "
        "its articles. A proposed passage is a suggestion for a person to accept or reject, not a measurement."
    ),
    counting=(
        _SCOPE,
        "Each frame has questions, and each question has searches. Every place that a search finds is a proposed passage. "
        "Where passages of one frame overlap, only the longest is proposed. A place may speak for two frames.",
        "The unit of judging is an article and a frame. Where people judged at least one passage of the frame in the "
        "article, only accepted passages count. Elsewhere every proposal of a search counts. The note under the chart says "
        "how many numbers rest on judgements and how many on proposals, and a hollow mark rests on proposals alone. "
        "“Accepted” and “Proposed” in the pane count in one way everywhere.",
        "“Also by meaning” proposes sentences too in which no search of the frame stands: those whose vector is near the "
        "definition or a question of the frame (cosine 0.30 or more, and 0.06 nearer than to any other frame), or like a "
        "passage that was accepted for it (0.55 or more, and nearer than every rejected one).",
        "Sentences that are proposed by their meaning count only once they are accepted. So does what a person codes by "
        "hand or moves to another frame. A moved passage is rejected for the one frame and accepted for the other.",
        "A passage is counted, and belongs to headline, lead or body and to quoted speech or the outlet’s voice, where its "
        "first word stands. The headline is the start of the text where it repeats the title. The lead is the two sentences "
        "behind it.",
        "Negated passages (not, never, denied … within 3 words before) are counted and marked: to deny a frame is to "
        "raise it. Reject them where that is wrong.",
    ),
    formulas=(
        (
            "rate = 1000 × passages / words",
            "words: all counted words of the outlet; those of headline, lead, body or voice alone where only these count.",
        ),
        (
            "rate of a part = 1000 × passages in the part / words in the part",
            "By part: headline, lead and body (what is behind the lead), each in the outlet’s own words and in quoted ones. A "
            "headline has few words, so one passage makes a high rate: read the count beside it.",
        ),
        (
            "share = articles with at least one counted passage / articles",
            "articles: the outlet’s articles with counted words.",
        ),
        (
            "variety = different searches found / √ max(words, 200)\nscore = variety / (variety + half_score_at)",
            "The score, from 0 to 1, is for one article and frame; the frame is suggested from 0.5 on. Different "
            "searches are counted, not repetitions. The square root allows for the fact that longer texts have more "
            "different words (Guiraud). half_score_at stands in the codebook for each frame. Where passages were judged, the "
            "frame is suggested when one was accepted.",
        ),
        (
            "precision of a search = accepted / judged",
            "Of what the search proposed. Its interval is Wilson’s.",
        ),
    ),
    interval=(
        _BOOTSTRAP,
        _BOOTSTRAP_MEANS,
        _BOOTSTRAP_NONE,
        "The share of articles has Wilson’s score interval, which says something also where the share is 0 or 1.",
    ),
    settings=(_SEED, "The codebook’s name and version are part of every export and recipe."),
    limits=(
        _FEW,
        "Numbers that rest on judgements and numbers that rest on proposals are no like for like. Judge all outlets alike, "
        "or count proposals everywhere, before you compare.",
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
        _WILSON,
        _EFRON,
    ),
)

_FRAME_LEARNING: Final = MethodNote(
    title="Suggestions that learn from codes",
    summary=(
        "For each frame, which articles use it, learned from the articles that a person coded. Nothing of it is applied: no "
        "score, rate or chart of frames changes by a suggestion."
    ),
    counting=(
        _SCOPE,
        "What is learned from: whether a person said that an article uses the frame or does not. What was said of passages "
        "plays no part.",
        "What an article is seen by: its words (those in 3 articles or more and in at most 60 % of them, weighted by TF-IDF, "
        "rows of length 1); the mean of its sentences’ vectors, where the model for meaning is installed and there are at "
        "most 20,000 sentences; and the score that the codebook’s searches give it.",
    ),
    formulas=(
        (
            "logit p = a + b × logit(score) + w · words + v · meaning",
            "A regression for each frame, fitted to the codes with quadratic penalties (ridge): |w|² / 20 + |v|² / 2 + "
            "5 (b − 1)². Few codes change little of what the codebook says; a frame without searches is learned from words "
            "and meaning alone. The strengths of the penalties are fixed, not chosen on the codes.",
        ),
        (
            "suggested from the probability that makes 2 × Σ p(suggested) / (suggested + Σ p) greatest",
            "The expected F1 of the suggestions (Lipton et al.). Probabilities alone decide it, so no code is used twice.",
        ),
        (
            "precision = right / suggested,  recall = right / coded with the frame",
            "Counted on coded articles that were held back: the coded articles are put into up to 10 parts, copies of one "
            "another into the same, and each part is predicted by a model of the others. The probability beside a coded "
            "article is that one, too.",
        ),
    ),
    interval=("95 % score intervals of Wilson, with the article as the unit.",),
    settings=(_SEED, "The seed deals the articles to the parts."),
    limits=(
        "Nothing is learned from fewer than 5 coded articles that use the frame or 5 that do not, copies counted once.",
        "Suggestions repeat the codes, with their errors. Code a chance sample: where only clear cases were coded, precision "
        "and recall hold for clear cases.",
        "Words of one event are learned as if they were words of the frame. Look at the words in the tool tip, and code anew "
        "for another story.",
        "A suggestion is no code. Report how many articles were coded by hand, by whom, and with what agreement.",
    ),
    papers=(
        "le Cessie, S., & van Houwelingen, J. C. (1992). Ridge estimators in logistic regression. Applied Statistics, "
        "41(1), 191–201.",
        "Lipton, Z. C., Elkan, C., & Naryanaswamy, B. (2014). Optimal thresholding of classifiers to maximize F1 measure. "
        "ECML PKDD 2014, 225–239.",
        _WILSON,
    ),
)

_FRAME_DIFFERENCES: Final = MethodNote(
    title="Frames of two outlets",
    summary="How much more often one outlet uses each frame than another one, with the uncertainty of the difference.",
    counting=(
        _SCOPE,
        "Passages are counted as in “Frames by outlet”: accepted ones where people judged, proposals elsewhere.",
    ),
    formulas=(("difference = rate of the first outlet − rate of the second", "Both per 1,000 counted words."),),
    interval=(
        "95 % percentile bootstrap by article. The articles of both outlets are drawn with replacement, as many as each has, "
        "and the difference of the two rates is computed again, 1,000 times.",
        "There is an interval only with at least 5 articles of each outlet. With fewer, the difference is shown, not tested.",
    ),
    settings=(_SEED,),
    limits=(
        "Several frames are compared at once. About 1 in 20 intervals misses the true difference by chance.",
        "Where one outlet’s passages were judged and the other’s were not, the difference is also one of counting.",
    ),
    papers=(_EFRON,),
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
        "10 words of context on each side, unless View says otherwise. Line breaks are shown as spaces; nothing else of "
        "the source is changed.",
        "Lines stand in the order of the corpus, or are sorted by up to three keys: 1R is the first word on the right, 2L "
        "the second on the left; the passage itself; outlet; date. Words are compared as they are counted, without case "
        "and punctuation; all words of the article count as context. Where the article ends before, the line comes first. "
        "Lines that agree in all keys keep the order of the corpus.",
        "Lines at random are drawn from all passages without replacement, each with the same chance (NumPy's PCG64, with "
        "the seed that is shown), and sorted after that. Counts by outlet are always those of all passages.",
    ),
    limits=(
        "A search finds words, not meanings: other words for the same thing are not found.",
        "Lines at random stand for all passages, not for all articles: an article with many passages has more of them.",
    ),
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

_WORD_LISTS: Final = MethodNote(
    title="Word lists",
    summary="Which loaded, hedging, boosting, modal, evaluative and reporting words each outlet uses.",
    counting=(
        _SCOPE,
        "Each entry of a list is a search. Hits of one list that overlap are one passage: the longest stays.",
        "Reporting verbs are those of the quotes that are found, with what you decided about quotes and verbs of saying.",
        "The lists are our own and for news English. A word stands in a list for what it often does.",
    ),
    formulas=(("per 1,000 words = passages × 1,000 / words", "Both summed over all counted articles of the outlet."),),
    interval=(
        "95 % percentile bootstrap by article. The outlet’s articles are drawn with replacement, as many as there are, and "
        "the rate is computed again from all of them together, 1,000 times.",
        _BOOTSTRAP_MEANS,
    ),
    settings=(
        _SEED,
        "“Whose words” counts passages outside or inside quotation marks alone, per 1,000 of these words.",
    ),
    limits=(
        _FEW,
        "A list suggests, it does not measure. Open the passages, and reject those that are meant in another sense.",
    ),
    papers=(
        "Hyland, K. (2005). Metadiscourse: Exploring interaction in writing. Continuum.",
        "Martin, J. R., & White, P. R. R. (2005). The language of evaluation: Appraisal in English. Palgrave Macmillan.",
        "Palmer, F. R. (2001). Mood and modality (2nd ed.). Cambridge University Press.",
        "Recasens, M., Danescu-Niculescu-Mizil, C., & Jurafsky, D. (2013). Linguistic models for analyzing and detecting "
        "biased language. Proceedings of ACL 2013, 1650–1659.",
        _EFRON,
    ),
)

_PASSAGES: Final = MethodNote(
    title="Passages and omissions",
    summary=(
        "Which sentences of several outlets in a story say the same, where they contradict one another, and what an outlet "
        "leaves out."
    ),
    counting=(
        _SCOPE,
        "Sentences of at least 4 words are compared with those of other outlets in the same story: by words (weighed by how "
        "rare they are), by runs of words, by figures, dates, names and negation, and by meaning where the model of "
        "sentence vectors is installed.",
        "Same quote: words between quotation marks in common, of the same speaker as far as it is known. Same fact: alike "
        "otherwise. Contradiction: nearly the same sentence with another figure, date or speaker.",
        "A passage is in one group at most. Take one out, or join two groups: it is one step of Undo each, and holds when "
        "articles are added.",
        "Covered: facts, voices (who is quoted, indirectly too), names and figures with the outlets that have them, and where "
        "first: headline, lead or text. Where an outlet does not have something, the nearest sentence of its articles in the "
        "story is shown, so that you can refute it.",
    ),
    formulas=(
        (
            "p = 1 / (1 + exp(−(b0 + b1 x1 + … + b22 x22 + b23 cosine)))",
            "Logistic model of 22 features of two sentences and the cosine of their vectors, fitted to the Microsoft Research "
            "Paraphrase Corpus. Two sentences say the same from p = 0.5; groups join where half of the pairs between them do.",
        ),
    ),
    interval=(
        "None: groups are found, not estimated. The similarity of a passage is the probability of the model, 0 to 1, and says "
        "how sure it is that it says the same as its nearest counterpart.",
    ),
    limits=(
        "Tenfold cross-validated on that corpus: accuracy 0.77 and F1 0.84 with sentence vectors, 0.76 and 0.83 without. One "
        "pair in four is judged otherwise than by people. Read the passages.",
        "Absent means: no sentence was found that says it. Read the nearest one before you call it left out.",
    ),
    papers=(
        "Dolan, W. B., & Brockett, C. (2005). Automatically constructing a corpus of sentential paraphrases. Proceedings of "
        "IWP 2005.",
        "Reimers, N., & Gurevych, I. (2019). Sentence-BERT: Sentence embeddings using Siamese BERT-networks. Proceedings of "
        "EMNLP 2019, 3982–3992.",
    ),
)

_SEARCH: Final = MethodNote(
    title="Search language and keys",
    summary="The same language works in the search box, on the command line and in codebooks.",
    counting=(_SCOPE, _WORDS),
    formulas_heading="What you can type",
    formulas=(*SEARCH_EXAMPLES, GROUP_EXAMPLE),
    settings=(
        "Enter searches, Esc clears. F3 and Shift+F3 go to the next and the previous passage, F8 and Shift+F8 to the "
        "next and the previous quote of an article. Ctrl+J narrows to the articles with it. Alt+Left goes back. "
        "Ctrl+1 to Ctrl+9 and Ctrl+0 choose a pane. Ctrl+K lists every command.",
    ),
)

NOTES: Final[dict[str, MethodNote]] = {
    "frequency": _FREQUENCY,
    "dispersion": _DISPERSION,
    "timeline": _TIMELINE,
    "tf_idf": _TF_IDF,
    "lexical_diversity": _DIVERSITY,
    "keyness": _KEYNESS,
    "vocabulary": _KEYNESS,
    "keyness_by_outlet": _KEYNESS,
    "shared_terms": _KEYNESS,
    "collocates": _COLLOCATES,
    "frames": _FRAMES,
    "frames_heat": _FRAMES,
    "frames_difference": _FRAME_DIFFERENCES,
    "frames_by_part": _FRAMES,
    "frame_learning": _FRAME_LEARNING,
    "entities": _ENTITIES,
    "prominence": _PROMINENCE,
    "concordance": _CONCORDANCE,
    "copies": _COPIES,
    "voices": _VOICES,
    "labels": _LABELS,
    "word_pairs": _WORD_PAIRS,
    "word_lists": _WORD_LISTS,
    "passages": _PASSAGES,
    "omissions": _PASSAGES,
    "search": _SEARCH,
}
"""Explanations by the name of the chart or table that they explain."""


def method_note(name: str) -> MethodNote:
    """The explanation of a measure. ``KeyError`` when there is none of that name."""
    return NOTES[name]
