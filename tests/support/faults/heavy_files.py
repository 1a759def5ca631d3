"""Articles as files."""

from __future__ import annotations

from pathlib import Path

from faults import made_up


def folder_of_articles(folder: Path, count: int, seed: int = 1, *, prefix: str = "a", size: int = 3000) -> Path:
    """Text files with their metadata."""
    folder.mkdir(parents=True)
    made = made_up.articles(count, seed=seed, prefix=prefix, size=size)
    for article in made:
        (folder / f"{article.document_id}.txt").write_text(article.text, encoding="utf-8")
    rows = "".join(f"{a.document_id}.txt,{a.outlet},{a.title},{a.date}\n" for a in made)
    (folder / "metadata.csv").write_text(f"file,outlet,title,date\n{rows}", encoding="utf-8")
    return folder
