"""Tables as the measures make them, and eyes for what a figure holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import pytest

NAN = float("nan")


@pytest.fixture
def frequency_table() -> Callable[..., pd.DataFrame]:
    def build(
        terms: Sequence[str] = ("nato", "sanctions"),
        outlets: Sequence[str] = ("AP", "Bloomberg", "Caspian News"),
        *,
        intervals: bool = True,
    ) -> pd.DataFrame:
        rows = []
        for n, term in enumerate(terms):
            for m, outlet in enumerate(outlets):
                count, words = (3 * n + 5 * m) % 11, 500 + 100 * m
                rate = 1000 * count / words
                low, high = (0.6 * rate, 1.5 * rate + 1) if intervals else (NAN, NAN)
                rows.append((outlet, term, count, rate, low, high, min(count, 2), 4, words))
        columns = ["outlet", "term", "count", "per_1000", "low", "high", "documents", "articles", "words"]
        return pd.DataFrame(rows, columns=columns)

    return build


@pytest.fixture
def frames_table(frequency_table: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    def build(
        frames: Sequence[str] = ("conflict", "morality"),
        outlets: Sequence[str] = ("AP", "Bloomberg", "Caspian News"),
        *,
        intervals: bool = True,
        basis: str = "judged",
    ) -> pd.DataFrame:
        table = frequency_table(frames, outlets, intervals=intervals)
        table = table.rename(columns={"term": "frame", "count": "hits", "documents": "articles_with"})
        return table.assign(basis=basis)

    return build


@pytest.fixture
def keyness_table() -> Callable[..., pd.DataFrame]:
    def build(
        terms: Sequence[str] = ("zelenskyy", "payment", "multipolar"),
        outlets: Sequence[str] = ("AP", "Bloomberg", "Caspian News"),
    ) -> pd.DataFrame:
        rows = []
        for n, term in enumerate(terms):
            value = 4.0 - 1.5 * (n % 5)
            rows.append((outlets[n % len(outlets)], term, 9 + n, n % 4, 8.5, 0.5, value, value - 1, value + 2, 2, 1))
        columns = [
            *("outlet", "term", "count", "reference_count", "per_1000", "reference_per_1000", "log_ratio"),
            *("log_ratio_low", "log_ratio_high", "documents", "reference_documents"),
        ]
        return pd.DataFrame(rows, columns=columns)

    return build


@pytest.fixture
def dispersion_table() -> Callable[..., pd.DataFrame]:
    def build(
        articles: int = 3,
        outlets: Sequence[str] = ("AP", "Bloomberg", "Caspian News"),
        *,
        term: str = "nato",
        title: str = "A headline about the summit in Astana and what came of it",
    ) -> pd.DataFrame:
        rows: list[tuple[object, ...]] = []
        for n in range(articles):
            outlet, document = outlets[n % len(outlets)], f"d{n:03}"
            if n % 4 == 3:
                rows.append((document, outlet, title, 400 + n, NAN, -1, -1))
            hits = n % 4 + 1 if n % 4 < 3 else 0
            rows += [(document, outlet, title, 400 + n, 0.1 + 0.25 * k, 100 * k, 100 * k + 4) for k in range(hits)]
        table = pd.DataFrame(rows, columns=["document_id", "outlet", "title", "words", "position", "start", "end"])
        table.attrs["term"] = term
        return table

    return build
