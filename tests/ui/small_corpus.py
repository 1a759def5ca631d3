"""Six short made-up articles of three outlets about two stories, and the places of words in them, counted by hand.

Each article has a headline line, a line with the author, and paragraphs. ``tunnel`` stands in all of them, in three
quotations and in one appeal to readers, which is boilerplate.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

GAZETTE: Final = "Fjord Gazette"
COURIER: Final = "Inland Courier"
VOICE: Final = "Coast Voice"
OUTLETS: Final = (VOICE, GAZETTE, COURIER)
"""In the order in which the window lists them."""

TUNNEL_STORY: Final = "Sea tunnel"
FERRY_STORY: Final = "Last ferry"

STORIES: Final = (FERRY_STORY, TUNNEL_STORY)

ARTICLES: Final = {
    "gazette-tunnel.txt": (
        GAZETTE,
        "Norway opens a sea tunnel under the fjord",
        "2031-04-02",
        TUNNEL_STORY,
        """Norway opens a sea tunnel under the fjord

Transport minister Kari Nilsen opened the tunnel on Tuesday, eleven years after Norway began to dig it.

“The tunnel brings our children home for dinner,” Nilsen said in Bergen. She thanked the workers for their patience.

The government must now decide who pays for the repairs. Critics disagree about the debt, and the dispute is far from over.

Nilsen will travel to Oslo on Friday to explain the tunnel to parliament.
""",
    ),
    "gazette-ferry.txt": (
        GAZETTE,
        "A ferry sails for the last time",
        "2031-05-11",
        FERRY_STORY,
        """A ferry sails for the last time

The ferry from Bergen made its final crossing on Sunday, because the tunnel has taken its passengers.

Captain Erik Dahl 🚢 rang the bell twice. “I never wanted a tunnel,” Dahl said. “I wanted a longer summer.”

Mothers and children stood on the quay in Bergen, and some of them wept.
""",
    ),
    "courier-tunnel.txt": (
        COURIER,
        "Tunnel bill reaches $2 billion as critics clash",
        "2031-04-03",
        TUNNEL_STORY,
        """Tunnel bill reaches $2 billion as critics clash

The new tunnel has cost Norway twice what was promised, and its opponents clash with the government over the debt.

Kari Nilsen called the fight a quarrel among rivals. “Every krone went into rock,” Nilsen said.

Investors in Oslo expect losses. The tunnel will have no profit before 2050, and taxpayers carry the deficit.

Sign up for our free newsletter and get news of the tunnel in your inbox.
""",
    ),
    "courier-ferry.txt": (
        COURIER,
        "Ferry company sells its ships",
        "2031-05-12",
        FERRY_STORY,
        """Ferry company sells its ships

The ferry company will sell four ships to investors in Scotland, a month after the tunnel took its income.

Its debt is small and its revenue was steady until April, the company told the market in Oslo.

“We could not fight a tunnel,” said Ingrid Berg, who led the company for nine years.
""",
    ),
    "voice-tunnel.txt": (
        VOICE,
        "They dug, they waited, they won",
        "2031-04-03",
        TUNNEL_STORY,
        """They dug, they waited, they won

For the families on the island, the tunnel ends a long wait. A mother with two children walked it first.

Nobody on the island asked what it cost. They asked when the bus would come, and whether Norway would keep it warm.

Kari Nilsen shook hands with every miner who had worked in the tunnel. Nilsen cried, and so did Norway.
""",
    ),
    "voice-ferry.txt": (
        VOICE,
        "The bell that rang twice",
        "2031-05-11",
        FERRY_STORY,
        """The bell that rang twice

Erik Dahl let his daughter ring the bell of the ferry. The tunnel had already taken the cars.

He has sailed from Bergen for thirty years, and his wife has waited for him on the quay each night.

“I will miss the gulls,” Dahl said, and he looked at Bergen for a long time.
""",
    ),
}
"""File name to outlet, headline, date, story and text."""

TUNNEL: Final = 14
"""``tunnel`` in all text without boilerplate."""
TUNNEL_BY_OUTLET: Final = {GAZETTE: 6, COURIER: 5, VOICE: 3}
TUNNEL_BY_ARTICLE: Final = {
    "gazette-tunnel": 4,
    "gazette-ferry": 2,
    "courier-tunnel": 3,
    "courier-ferry": 2,
    "voice-tunnel": 2,
    "voice-ferry": 1,
}
TUNNEL_QUOTED: Final = 3
"""``tunnel`` between quotation marks."""
TUNNEL_IN_BOILERPLATE: Final = 1


def write_small_corpus(folder: Path) -> Path:
    """Write the articles and their metadata. Returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("file", "outlet", "title", "date", "story_id"))
        for name, (outlet, title, date, story, text) in ARTICLES.items():
            (folder / name).write_text(text, encoding="utf-8")
            writer.writerow((name, outlet, title, date, story))
    return folder
