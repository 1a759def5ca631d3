"""Files that are made to break the reading of files, and what must hold all the same."""

from __future__ import annotations

import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
if str(_ROOT) not in sys.path:  # the builders of ordinary files are in the readers' own tests
    sys.path.append(str(_ROOT))
