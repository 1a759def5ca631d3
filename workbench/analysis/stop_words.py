"""English function words, where measures look for them. The lists are in :mod:`workbench.domain.function_words`."""

from __future__ import annotations

from workbench.domain.function_words import ENGLISH

__all__ = ["ENGLISH"]
