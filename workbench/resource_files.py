"""Where bundled files are: the one function that finds them in a checkout, an installed wheel and a frozen app."""

from __future__ import annotations

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a bundled file or folder, e.g. ``resource("sample", "metadata.csv")``.

    Raises:
        FileNotFoundError: the file is not part of this installation; the message says what is missing.
    """
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [Path(frozen) / "resources"] if frozen else []
    roots += [package / "_resources", package.parent / "resources"]
    for root in roots:
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(
        f"The bundled file {'/'.join(parts)} is missing: this installation is incomplete. Install Counterpoint again."
    )
