"""Memory that is kept between questions."""

from __future__ import annotations

import subprocess
import sys

import pytest

_PROGRAM = """
import resource, sys
import numpy as np
from workbench.index.freed_memory import keep_freed_memory

def faults() -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(50):
        several = [np.ones(250_000) for _ in range(4)]
        del several
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

assert keep_freed_memory()
faults()
sys.exit(0 if faults() < 500 else f"{faults()} pages were fetched again")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc alone is asked")
def test_arrays_of_one_question_reuse_the_pages_of_the_one_before() -> None:
    # in a process of its own, as it can't be taken back
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
