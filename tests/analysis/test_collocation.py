"""Measures of association against values that papers and reference implementations print."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.collocation import (
    FloatArray,
    cells,
    cubed_mutual_information,
    delta_p,
    dice,
    expected,
    log_dice,
    log_likelihood,
    log_odds_ratio,
    mutual_information,
    normalized_mutual_information,
    score,
    t_score,
)
from workbench.domain.collocations import MEASURE_NAMES, notation


def test_expected_has_the_span_as_a_factor() -> None:
    assert expected(100, 50, 10_000) == pytest.approx(0.5)
    assert expected(100, 50, 10_000, 10) == pytest.approx(5.0)


def test_mutual_information_of_church_and_hanks_1990() -> None:
    assert mutual_information(8, expected(1105, 44, 15e6)) == pytest.approx(11.3, abs=0.05)


@pytest.mark.parametrize(("o", "f1", "f2", "value"), [(20, 42, 20, 18.38), (20, 15_019, 15_629, 0.29)])
def test_mutual_information_of_manning_and_schuetze_1999_table_5_14(o: int, f1: int, f2: int, value: float) -> None:
    assert mutual_information(o, expected(f1, f2, 14_307_668)) == pytest.approx(value, abs=0.005)


@pytest.mark.parametrize(
    ("o", "f1", "f2", "value", "slack"), [(8, 15_828, 4_675, 0.999932, 5e-7), (20, 42, 20, 4.4721, 5e-5)]
)
def test_t_score_of_manning_and_schuetze_1999_section_5_3(o: int, f1: int, f2: int, value: float, slack: float) -> None:
    assert t_score(o, expected(f1, f2, 14_307_668)) == pytest.approx(value, abs=slack)


def test_cubed_mutual_information_is_two_logarithms_of_the_count_above_mutual_information() -> None:
    e = expected(1105, 44, 15e6)
    assert cubed_mutual_information(8, e) == pytest.approx(float(mutual_information(8, e)) + 2 * math.log2(8))


def test_log_dice_of_rychly_2008() -> None:
    assert log_dice(28, 15_768, 8_030) == pytest.approx(5.2688, abs=5e-5)


def test_log_dice_is_14_when_neither_is_without_the_other() -> None:
    assert log_dice(30, 30, 30) == pytest.approx(14.0)


def test_dice_of_smadja_1996() -> None:
    assert dice(130, 3_121, 143) == pytest.approx(0.08, abs=0.005)


def test_delta_p_of_gries_2013() -> None:
    near, back = delta_p(5_610, 168_938, 2_257, 10_233_063)
    assert near == pytest.approx(0.032, abs=5e-4)
    assert back == pytest.approx(0.697, abs=5e-4)


@pytest.mark.parametrize(
    ("o", "f1", "f2", "n", "value"), [(110, 2_552, 221, 31_777, 270.72), (8, 13, 32, 31_777, 95.29)]
)
def test_log_likelihood_of_dunning_1993(o: int, f1: int, f2: int, n: int, value: float) -> None:
    assert log_likelihood(o, f1, f2, n) == pytest.approx(value, abs=0.005)


def test_log_likelihood_of_a_table_with_an_empty_cell() -> None:
    # 10, 0, 3, 31764: the four cells of METHODS section 1
    assert log_likelihood(10, 10, 13, 31_777) == pytest.approx(167.23, abs=0.005)


def test_log_likelihood_is_negative_for_what_avoids_the_node() -> None:
    assert log_likelihood(1, 1_000, 500, 10_000) < 0 < log_likelihood(100, 1_000, 500, 10_000)


def test_normalized_mutual_information_has_the_bounds_of_bouma_2009() -> None:
    assert normalized_mutual_information(5, expected(5, 5, 1000), 1000) == pytest.approx(1.0)
    assert normalized_mutual_information(2, expected(40, 50, 1000), 1000) == pytest.approx(0.0)
    assert normalized_mutual_information(0, expected(40, 50, 1000), 1000) == -1.0
    assert normalized_mutual_information(10, expected(10, 10, 10), 10) == 1.0


def test_log_odds_ratio_of_quanteda_for_good_ice() -> None:
    # the two sentences of its test have 9 pairs of neighbours; "good ice" is two of them, and neither word is in another one
    value, z = log_odds_ratio(2, 2, 2, 9)
    assert value == pytest.approx(4.317488, abs=5e-7)
    assert z == pytest.approx(2.027787, abs=5e-7)


def test_cells_add_up_to_all_words() -> None:
    assert [float(cell) for cell in cells(8, 100, 20, 1000)] == [8.0, 92.0, 12.0, 888.0]


@given(st.integers(1, 50), st.integers(0, 500), st.integers(0, 50), st.integers(0, 10_000), st.integers(1, 500))
def test_measures_by_name_are_those_of_their_functions(o: int, b: int, c: int, d: int, f1: int) -> None:
    words, f2, n = o + b, o + c, o + b + c + d
    given_values = {"o": o, "f1": f1, "f2": f2, "words": words, "n": n}
    e = expected(words, f2, n)
    functions: dict[str, FloatArray | float] = {
        "log_dice": log_dice(o, f1, f2),
        "mi": mutual_information(o, e),
        "mi3": cubed_mutual_information(o, e),
        "t": t_score(o, e),
        "g2": log_likelihood(o, words, f2, n),
        "npmi": normalized_mutual_information(o, e, n),
        "dice": dice(o, f1, f2),
        "delta_p_collocate": delta_p(o, b, c, d)[0],
        "delta_p_node": delta_p(o, b, c, d)[1],
        "count": float(o),
    }
    assert functions.keys() == MEASURE_NAMES.keys()
    for name, value in functions.items():
        np.testing.assert_allclose(score(name, **given_values), np.asarray(value, dtype=np.float64))
    assert -1.000001 <= float(normalized_mutual_information(o, e, n)) <= 1.000001
    assert float(log_likelihood(o, words, f2, n)) >= 0 or o < float(e)


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="no measure 'z'"):
        score("z", o=1, f1=1, f2=1, words=1, n=1)


def test_the_notation_names_measure_window_least_count_and_bounds() -> None:
    assert notation("log_dice", 5, 3, 2, within_sentences=True) == "logDice, 5L 3R, minimum 2, within sentences"
