"""The pane of articles by itself, over a working process that is made up."""

from __future__ import annotations

from dataclasses import dataclass

from fake_bridge import FakeBridge
from pytestqt.qtbot import QtBot

from workbench.ui.desk import Desk
from workbench.ui.panes.articles import Articles
from workbench.ui.widgets.article_list import Heading


@dataclass
class ArticlesBench:
    """The pane with all that it is connected to."""

    desk: Desk
    bridge: FakeBridge
    pane: Articles
    qtbot: QtBot

    def shown(self) -> list[str]:
        """Entries from top to bottom: headings in brackets, articles by id."""
        entries = self.pane.list.model_of_articles.entries
        return [f"[{e.title}]" if isinstance(e, Heading) else e.article.document_id for e in entries]

    def settle(self) -> None:
        """Wait until nothing is asked any more."""
        self.qtbot.waitUntil(lambda: self.bridge.idle and not self.pane.stale, timeout=2000)
