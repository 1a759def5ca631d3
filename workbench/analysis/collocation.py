"""Association of a node with the words around it: the measures, on plain arrays.

Throughout, ``o`` is how often the collocate stands in the windows of the node, ``f1`` how often the node occurs, ``f2`` how
often the collocate occurs in all counted text, ``n`` the counted words, and ``s`` the span: the words of one window. Where
windows meet or end early, ``s`` is the mean number of words that a window really has, so that ``f1 * s`` are the words in
all windows, each counted once (see :mod:`workbench.index.windows`). The tables are in :mod:`workbench.analysis.collocates`.

logDice and Dice compare the two frequencies alone; neither the span nor the size of the corpus is in them. The others
compare ``o`` with what is expected when the collocate is spread over the whole text regardless of the node. G2 and delta P
have a two-by-two table of words: in a window or not, the collocate or another word.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def expected(f1: npt.ArrayLike, f2: npt.ArrayLike, n: npt.ArrayLike, s: npt.ArrayLike = 1.0) -> FloatArray:
    """E = f1 f2 s / n: how often the collocate would stand in the windows by chance.

    The span is a factor, as in BNCweb (Hoffmann et al. 2008) and for surface co-occurrence in Evert (2008).
    """
    f1, f2, n, s = _floats(f1, f2, n, s)
    return np.asarray(f1 * s * f2 / n)


def mutual_information(o: npt.ArrayLike, e: npt.ArrayLike) -> FloatArray:
    """MI = log2(O / E) (Church & Hanks 1990). High for rare words that happen to meet."""
    o, e = _floats(o, e)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log2(o / e))


def cubed_mutual_information(o: npt.ArrayLike, e: npt.ArrayLike) -> FloatArray:
    """MI3 = log2(O^3 / E), which gives more weight to frequent pairs (Daille 1994)."""
    o, e = _floats(o, e)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log2(o**3 / e))


def t_score(o: npt.ArrayLike, e: npt.ArrayLike) -> FloatArray:
    """The t-score (O - E) / sqrt(O) (Church et al. 1991; Manning & Schuetze 1999)."""
    o, e = _floats(o, e)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((o - e) / np.sqrt(o))


def dice(o: npt.ArrayLike, f1: npt.ArrayLike, f2: npt.ArrayLike) -> FloatArray:
    """Dice = 2 O / (f1 + f2) (Smadja et al. 1996). Above 1 when the collocate stands several times in one window."""
    o, f1, f2 = _floats(o, f1, f2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(2 * o / (f1 + f2))


def log_dice(o: npt.ArrayLike, f1: npt.ArrayLike, f2: npt.ArrayLike) -> FloatArray:
    """The logDice 14 + log2(2 O / (f1 + f2)) (Rychly 2008): 14 at most when the collocate stands once at each node."""
    with np.errstate(divide="ignore"):
        return np.asarray(14 + np.log2(dice(o, f1, f2)))


def log_likelihood(o: npt.ArrayLike, words: npt.ArrayLike, f2: npt.ArrayLike, n: npt.ArrayLike) -> FloatArray:
    """G2 = 2 sum O ln(O / E) over the four cells, negative when the collocate is rarer than expected (Dunning 1993).

    Args:
        o: times in windows.
        words: words in all windows, f1 s.
        f2: times in all text.
        n: words of all text.
    """
    a, b, c, d = cells(o, words, f2, n)
    row, column, total = a + b, a + c, a + b + c + d
    g2 = sum(
        _x_ln_ratio(cell, r * k / total)
        for cell, r, k in ((a, row, column), (b, row, total - column), (c, total - row, column), (d, total - row, total - column))
    )  # fmt: skip
    return np.asarray(np.copysign(np.maximum(2 * g2, 0.0), a - row * column / total))


def delta_p(a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, d: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Delta P of a two-by-two table, both ways: a / (a + b) - c / (c + d) and a / (a + c) - b / (b + d) (Gries 2013).

    With a, b words in windows (the collocate, others) and c, d words elsewhere, the first says how much more likely the
    collocate is near the node, and the second how much more likely the node is near the collocate.
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(a / (a + b) - c / (c + d)), np.asarray(a / (a + c) - b / (b + d))


def normalized_mutual_information(o: npt.ArrayLike, e: npt.ArrayLike, n: npt.ArrayLike) -> FloatArray:
    """NPMI = log2(O / E) / -log2(O / n): 1 when neither is without the other, 0 by chance, -1 never (Bouma 2009)."""
    o, e, n = _floats(o, e, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log2(o / e) / -np.log2(o / n)
    return np.asarray(np.where(o == 0, -1.0, np.where(o == n, 1.0, value)))


def log_odds_ratio(
    o: npt.ArrayLike, words: npt.ArrayLike, f2: npt.ArrayLike, n: npt.ArrayLike, *, smoothing: float = 0.5
) -> tuple[FloatArray, FloatArray]:
    """Lambda, the log odds ratio with ``smoothing`` added to each cell, and its z score (Blaheta & Johnson 2001)."""
    a, b, c, d = (cell + smoothing for cell in cells(o, words, f2, n))
    value = np.log(a * d / (b * c))
    return np.asarray(value), np.asarray(value / np.sqrt(1 / a + 1 / b + 1 / c + 1 / d))


def cells(
    o: npt.ArrayLike, words: npt.ArrayLike, f2: npt.ArrayLike, n: npt.ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """The two-by-two table of words: collocate and others in windows, collocate and others elsewhere."""
    o, words, f2, n = np.broadcast_arrays(*_floats(o, words, f2, n))
    return o, words - o, f2 - o, n - words - f2 + o


def score(
    measure: str,
    *,
    o: npt.ArrayLike,
    f1: npt.ArrayLike,
    f2: npt.ArrayLike,
    words: npt.ArrayLike,
    n: npt.ArrayLike,
) -> FloatArray:
    """A measure by the name of its column.

    Args:
        measure: one of :data:`workbench.domain.collocations.MEASURE_NAMES`.
        o: times of the collocate in windows.
        f1: times of the node.
        f2: times of the collocate.
        words: words in all windows, f1 s.
        n: words of all text.

    Raises:
        ValueError: there is no such measure.
    """
    e = expected(words, f2, n)
    match measure:
        case "log_dice":
            return log_dice(o, f1, f2)
        case "mi":
            return mutual_information(o, e)
        case "mi3":
            return cubed_mutual_information(o, e)
        case "t":
            return t_score(o, e)
        case "g2":
            return log_likelihood(o, words, f2, n)
        case "npmi":
            return normalized_mutual_information(o, e, n)
        case "dice":
            return dice(o, f1, f2)
        case "delta_p_collocate":
            return delta_p(*cells(o, words, f2, n))[0]
        case "delta_p_node":
            return delta_p(*cells(o, words, f2, n))[1]
        case "count":
            return np.asarray(o, dtype=np.float64)
    raise ValueError(f"there is no measure {measure!r}")


def _floats(*values: npt.ArrayLike) -> tuple[FloatArray, ...]:
    return tuple(np.asarray(value, dtype=np.float64) for value in values)


def _x_ln_ratio(x: FloatArray, y: FloatArray) -> FloatArray:
    """The product x ln(x / y), 0 where x is 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(x == 0, 0.0, x * np.log(np.where(x == 0, 1.0, x / y)))
