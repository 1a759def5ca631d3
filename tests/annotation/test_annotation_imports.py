from __future__ import annotations

import subprocess
import sys


def test_importing_the_pipeline_does_not_import_the_language_library() -> None:
    code = (
        "import sys, workbench.annotation.run, workbench.annotation.cache, workbench.annotation.pipeline; "
        "sys.exit(any(name in sys.modules for name in ('spacy', 'pandas', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
