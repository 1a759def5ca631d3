"""Whether two token stores hold the same."""

from __future__ import annotations

import numpy as np

from workbench.index.store import TokenStore


def same_store(one: TokenStore, other: TokenStore) -> None:
    """Fails with the name of what differs."""
    assert one.document_ids == other.document_ids
    assert (one.types, one.forms) == (other.types, other.forms)
    for name in ("offsets", "ids", "starts", "ends", "form_ids", "form_types", "digests"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
