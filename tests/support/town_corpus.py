"""Eight short made-up articles about two stories, for tests of the workspace, the command line and exports.

Three outlets have articles, and one article names none. ``ferry`` stands in all of them: between quotation marks, in an
appeal to readers (boilerplate), behind an emoji, and in capitals.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

MAIL: Final = "Mole Mail"
POST: Final = "Quay Post"
WATCH: Final = "Tide Watch"

FERRY: Final = "Night ferry"
LIBRARY: Final = "Town library"

ARTICLES: Final = {
    "mail-one.txt": (
        MAIL,
        "Council ends the night ferry to save $2 million",
        "2032-01-04",
        FERRY,
        """Council ends the night ferry to save $2 million

Mayor Ada Brook said on Monday that the night ferry costs the town $2 million a year.

“The ferry is empty at night,” Brook told reporters in Haven.

Captain Owen Reed disagreed. “People fight for a seat on Fridays,” Reed said.

The council blamed rising fuel prices and a deficit.

Sign up for our free newsletter and never miss news of the ferry again.
""",
    ),
    "mail-two.txt": (
        MAIL,
        "The library stays, the ferry goes",
        "2032-02-11",
        LIBRARY,
        """The library stays, the ferry goes

Ada Brook promised that the library of Haven will stay open. The money saved on the ferry pays for books, she said.

Critics attack the plan. “A town needs both,” said Owen Reed, who has sailed the ferry for thirty years.
""",
    ),
    "post-one.txt": (
        POST,
        "Ferry workers face a hard winter",
        "2032-01-05",
        FERRY,
        """Ferry workers face a hard winter

For Lena Holt and her two children 🚢 the ferry was a way home. She wept when Mayor Brook ended it.

“I will lose my job and my neighbours,” Holt said. Families on the island asked who is responsible for the ferry.
""",
    ),
    "post-two.txt": (
        POST,
        "Readers fight for their library",
        "2032-02-12",
        LIBRARY,
        """Readers fight for their library

The dispute over the library in Haven goes on. Lena Holt reads to children there each Saturday after the ferry lands.

“Books are not a cost,” Holt said, and the mayor did not answer. “The ferry taught us what promises are worth.”
""",
    ),
    "watch-one.txt": (
        WATCH,
        "WHO SANK THE FERRY?",
        "2032-01-06",
        FERRY,
        """WHO SANK THE FERRY?

Brook is to blame, and nobody else. The mayor lied about the FERRY, and the lie cost jobs in Haven.

Owen Reed called it a shame. “They never sailed on my ferry,” Reed said.
""",
    ),
    "watch-two.txt": (
        WATCH,
        "Library bill grows as mayor smiles",
        "2032-02-13",
        LIBRARY,
        """Library bill grows as mayor smiles

The budget of the library grew by $300,000 while the ferry rusts. Taxpayers of Haven carry the cost.

“We keep our word,” Ada Brook said. It is a moral question, and Brook failed it.
""",
    ),
    "post-three.txt": (
        POST,
        "A harbour without its ferry",
        "2032-03",
        FERRY,
        """A harbour without its ferry

The harbour of Haven is quiet. The ferry lies at the mole, and the gulls have it to themselves.
""",
    ),
    "found.txt": (
        "",
        "A letter about the ferry",
        "",
        "",
        """A letter about the ferry

Dear neighbours, the ferry brought me here in 1999. I thank Owen Reed and his crew for every crossing.
""",
    ),
}
"""File name to outlet, headline, date, story and text."""

FERRY_BY_OUTLET: Final = {MAIL: 6, POST: 7, WATCH: 4, "": 2}
"""``ferry`` in all text without boilerplate; headlines count."""
FERRY_QUOTED: Final = 3
FERRY_IN_BOILERPLATE: Final = 1


def write_town_corpus(folder: Path) -> Path:
    """Write the articles and their metadata. Returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("file", "outlet", "title", "date", "story_id"))
        for name, (outlet, title, date, story, text) in ARTICLES.items():
            (folder / name).write_text(text, encoding="utf-8")
            writer.writerow((name, outlet, title, date, story))
    return folder
