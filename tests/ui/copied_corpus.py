"""Five made-up articles: an agency's report, a duplicate of it, a shortened reprint, a long article with a part of it, and
one that has nothing to do with them. ``lighthouse`` is counted by hand.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

AGENCY: Final = "Reuters"
TRIBUNE: Final = "Harbour Tribune"
POST: Final = "Valley Post"
MAGAZINE: Final = "Northern Magazine"

OPENING: Final = (
    "The lighthouse on Skerry Point will be lit again next winter after nine dark years, the coast office announced on"
    " Monday, and the keeper's old house beside it will become a school for sailors from all four counties."
)
MIDDLE: Final = (
    "Engineers found that the lamp itself had never failed; salt had eaten the cable that runs under the causeway, and"
    " nobody had wanted to pay for another one while ships steered by satellite."
)
END: Final = (
    "Fishing crews asked for the lighthouse in a petition with six thousand names. The work will cost four million crowns,"
    " half of which the harbour towns have promised to raise among themselves before the autumn storms begin."
)

ARTICLES: Final = {
    "agency-report.txt": (
        AGENCY, "Lighthouse to be lit again", "2021-03-02",
        f"SKERRY, March 2 (Reuters) - {OPENING}\n\n{MIDDLE}\n\n{END}\n",
    ),
    "tribune-copy.txt": (
        TRIBUNE, "Skerry lighthouse returns", "2021-03-03",
        f"{OPENING}\n\n{MIDDLE.replace('salt', 'sea water')}\n\n{END}\n\nThe mayor will open the school in person.\n",
    ),
    "post-short.txt": (
        POST, "Light comes back to Skerry", "2021-03-04",
        f"{OPENING}\n\n{MIDDLE}\n",
    ),
    "magazine-long.txt": (
        MAGAZINE, "What the coast forgot", "2021-03-09",
        "For most of my childhood we told the time by a beam of light that came through the kitchen window every eleven"
        " seconds. When it stopped, my grandmother put a candle there instead, and refused to explain for whom.\n\n"
        f"{END}\n\n"
        "My grandmother did not live to read this. She would have called it late, which was the worst thing she said of"
        " anything. I went down to the quay the same evening, counted eleven seconds with my eyes shut, and waited for a"
        " light that the engineers have yet to switch on. A boy asked me what I was looking for. I told him about the"
        " candle, the window and the woman who kept it, and he nodded as though everybody had one at home.\n",
    ),
    "valley-bees.txt": (
        POST, "Bees move into the station clock", "2021-03-05",
        "A swarm has settled in the clock of the valley's railway station, and the trains run by the guards' own watches"
        " until a beekeeper can be found who is not afraid of heights. The hands stand at twenty past four.\n",
    ),
}  # fmt: skip
"""File name to outlet, headline, date and text."""

LIGHTHOUSE: Final = 2 + 2 + 1 + 1
"""Each time it stands somewhere."""
LIGHTHOUSE_ONCE: Final = 2
"""In the agency's report alone."""


def write_copied_corpus(folder: Path) -> Path:
    """Write the articles and their metadata. Returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("file", "outlet", "title", "date"))
        for name, (outlet, title, date, text) in ARTICLES.items():
            (folder / name).write_text(text, encoding="utf-8")
            writer.writerow((name, outlet, title, date))
    return folder
