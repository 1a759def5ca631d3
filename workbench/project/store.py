"""The project file: what a person would miss is stored here, in one SQLite database.

What can be computed again (tokens, mentions, quotes) is not. Applying decisions to articles is not done here either:
they are kept and handed out, and the session says what they mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

from workbench.domain.article import Article, OutletSuggestion, Refusal
from workbench.domain.decisions import Decisions
from workbench.domain.journal import Edit, Entry, History
from workbench.domain.progress import Progress, no_progress
from workbench.project import care, opening
from workbench.project.articles import Articles
from workbench.project.connection import plain_errors
from workbench.project.copies import make_way, settle, settle_folder, unfinished
from workbench.project.digests import write_setting
from workbench.project.errors import ProjectDamagedError, ProjectExistsError, ProjectNotWritableError
from workbench.project.journal import POSITION, WRITTEN_LATELY, Journal
from workbench.project.opening import SUFFIX, BeforeMigration, Opened
from workbench.project.records import ImportOutcome, ImportRecord, Source, dumped, storable
from workbench.project.schema import new_project_id

__all__ = ["SUFFIX", "Project"]

_PROJECT_ID: Final = "project id"
_OWN_SETTINGS: Final = frozenset({POSITION, _PROJECT_ID, WRITTEN_LATELY})


class Project:
    """An open project file. Make one with :meth:`create` or :meth:`open`; close it, or use it in a ``with`` statement.

    While it is open for writing, nobody else can open it. Several threads may use it. Every method raises a
    :class:`workbench.project.errors.ProjectError` whose message names the file and the next step.
    """

    def __init__(self, opened: Opened) -> None:
        database = opened.database
        self.path = database.path
        self.read_only = database.read_only
        self.version = opened.version
        """The schema version of the file."""
        self.migrated_from = opened.migrated_from
        """The older schema version that it had when it was opened, or 0."""
        self.notice = database.notice
        """What a person should know about how it was opened, or ``""``."""
        self._database = database
        self._articles = Articles(database)
        self._journal = Journal(database)
        database.forget = self._journal.forget

    # opening and closing

    @classmethod
    def create(cls, path: Path | str, *, fill: Callable[[Self], object] | None = None) -> Self:
        """A new project, open for writing.

        Args:
            path: Its name.
            fill: Puts content into it before it gets its name, so that the file exists whole or not at all.

        Raises:
            ProjectExistsError: there is a file of that name.
            ProjectNotWritableError: nothing can be written there.
        """
        return cls(opening.create(Path(path), None if fill is None else lambda opened: fill(cls(opened))))

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        read_only: bool = False,
        take_over: bool = False,
        before_migration: BeforeMigration | None = None,
        progress: Progress = no_progress,
    ) -> Self:
        """An existing project. One that a newer version wrote is opened for reading only, and ``notice`` says so.

        Args:
            path: The file.
            read_only: Do not write. A project of an older schema version is then brought up to date in memory alone.
            take_over: Open it although another machine is said to have it open. SQLite's own lock counts all the same.
            before_migration: Called with ``path`` before an older schema version is changed for good, while the file
                is not open. By default a checked copy is put beside the file.
            progress: Told while an older schema version is brought up to date.

        Raises:
            NotAProjectError: no project is there, or it holds what no project holds (views, triggers, other tables).
            ProjectDamagedError: its structure is damaged.
            NewerProjectError: a newer version wrote it in a way that can't even be read here.
            ProjectInUseError: it is open elsewhere; its ``holder`` says where, when that is known.
            ProjectNotWritableError: it or its folder is read-only.
        """
        return cls(
            opening.open_file(
                Path(path),
                read_only=read_only,
                take_over=take_over,
                before_migration=before_migration,
                progress=progress,
            )
        )

    def close(self) -> None:
        """Give the file free, after what other threads are writing. Closing twice does nothing."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def project_id(self) -> str:
        """A random name in hexadecimal that stays with the project, also in its backups. Empty in a newer project."""
        return str(self.get_setting(_PROJECT_ID, ""))

    # articles

    def add_articles(
        self,
        articles: Iterable[Article],
        *,
        sources: Iterable[Source] = (),
        refusals: Iterable[Refusal] = (),
        suggestions: Iterable[OutletSuggestion] = (),
        on_duplicate: Literal["keep", "skip"] = "keep",
        label: str = "",
        progress: Progress = no_progress,
    ) -> ImportOutcome:
        """Store articles after those that are there, all of them or (on any error, also one of ``articles``) none.

        Args:
            articles: What was read. NUL and lone surrogates, which no project holds, are stored as U+FFFD.
            sources: Hashes of the files behind the articles, by ``path``. Articles without one get a source without
                a hash.
            refusals: What was not taken in; kept so that the list of refused input is complete.
            suggestions: Guesses at outlets, kept for the articles that are added.
            on_duplicate: What becomes of an article whose path and text the project already has.
            label: What was read, in words.
            progress: Told after each article.

        Returns:
            The document ids that were added and skipped, and the number of the import. An id that is taken gets a
            number: ``report`` is ``report-2``.
        """
        return self._articles.add(
            articles,
            sources=sources,
            refusals=refusals,
            suggestions=suggestions,
            on_duplicate=on_duplicate,
            label=label,
            progress=progress,
        )

    def articles(self) -> tuple[Article, ...]:
        """All articles as they were read, in the order in which they were added; decisions are not applied."""
        return self._articles.whole()

    def listing(self) -> tuple[Article, ...]:
        """As :meth:`articles`, with empty texts: many times faster."""
        return self._articles.listing()

    def texts(self, altered: list[str] | None = None) -> Iterator[tuple[str, str]]:
        """The document id and text of each article in order. Others can use the project in between.

        Args:
            altered: gets the ids of articles whose text is not the imported one.
        """
        return self._articles.texts(altered)

    def text(self, document_id: str) -> str:
        """One article's text. ``KeyError`` when there is no such article."""
        return self._articles.text(document_id)

    def opening_words(self) -> dict[str, str]:
        """The first eight words of the articles that have no title, by document id."""
        return self._articles.opening_words()

    def characters(self) -> dict[str, int]:
        """How long each article's text is, in code points, by document id."""
        return self._articles.characters()

    def imports(self) -> dict[str, int]:
        """The number of the import that each article came with, where that is not the first one, by document id."""
        return self._articles.imports()

    def unnoted_imports(self) -> tuple[ImportRecord, ...]:
        """The imports after the first that no step of the journal has: the program ended before it noted them."""
        return self._articles.unnoted_imports()

    def import_list(self) -> tuple[ImportRecord, ...]:
        """The times that articles were added, in order."""
        return self._articles.import_list()

    def sources(self) -> tuple[Source, ...]:
        """The files that articles were read from, in the order in which they were first read."""
        return self._articles.sources()

    def refusals(self) -> tuple[Refusal, ...]:
        """Input that was not taken in, in the order in which it came."""
        return self._articles.refusals()

    def suggestions(self) -> tuple[OutletSuggestion, ...]:
        """Guesses at articles' outlets, in the order in which they came."""
        return self._articles.suggestions()

    # the journal of decisions

    def record(self, entries: Sequence[Entry]) -> None:
        """Write entries into the journal, all of them or none; they are on the disk when this returns.

        A step must follow the position, have a number above all others, and find what it says it found; the position
        is then that step. A step with the number of the newest one, when that is the position, replaces it (merging).
        Entries that were written last may be sent again, also with new ones after them: they are not written twice.

        Raises:
            ProjectConflictError: an entry does not follow from what is there.
            ProjectNotWritableError: the disk is full, the file was moved, or it is open for reading only.
            ValueError: a value is not made of plain JSON values, or a step's edits are not loaded.
        """
        self._journal.record(entries)

    def decisions(self) -> Decisions:
        """What is decided now."""
        return self._journal.decisions()

    def history(self, *, edits: int = 20_000) -> History:
        """The journal: all steps, the newest ones with their edits as long as those are no more than ``edits``."""
        return self._journal.history(edits=edits)

    def edits(self, numbers: Iterable[int]) -> dict[int, tuple[Edit, ...]]:
        """What steps changed, by their numbers. ``KeyError`` for a step that the journal does not have."""
        return self._journal.edits(numbers)

    # settings

    def set_setting(self, name: str, value: Any) -> None:
        """Store a value (plain JSON values) under a name, in place of what was there."""
        if name in _OWN_SETTINGS:
            raise ValueError(f"the setting {name!r} belongs to the project file itself")
        stored = dumped(value)
        with self._database.writing() as connection:
            write_setting(connection, storable(name), stored)

    def get_setting(self, name: str, default: Any = None) -> Any:
        """The value stored under a name, or ``default``."""
        rows = self._database.rows("SELECT value FROM setting WHERE name = ?", (storable(name),))
        return self._database.parsed(rows[0][0], f"the setting {name!r}") if rows else default

    def _become_another(self) -> None:
        with self._database.writing() as connection:
            write_setting(connection, _PROJECT_ID, new_project_id())

    def _settings(self) -> dict[str, Any]:
        return {
            name: self._database.parsed(value, f"the setting {name!r}")
            for name, value in self._database.rows("SELECT name, value FROM setting")
        }

    # care

    def check(self) -> list[str]:
        """What is wrong with the file, in plain words; empty when it is sound. It reads everything."""
        contents = (
            self._articles.read_notes, self.import_list, self.sources, self.refusals, self.suggestions,
            self.decisions, lambda: self.history(edits=10**12), self._settings,
        )  # fmt: skip
        return care.findings(self._database, contents)

    def save_copy(self, path: Path | str, *, new_project: bool = False, progress: Progress = no_progress) -> None:
        """Write a sound copy under another name, replacing what is there. The copy is checked before it gets its name.

        Others can write to the project meanwhile; the copy holds what they wrote until its last page was copied.

        Args:
            path: The copy's name.
            new_project: Whether the copy goes its own way, so that it gets an id and backups of its own.
            progress: Told about pages.

        Raises:
            ProjectDamagedError: the copy failed its check as this project would, so there is none.
            ProjectInUseError: what is there is open somewhere.
            ProjectNotWritableError: the copy can't be written.
        """
        path = Path(path)
        with suppress(OSError):
            if path.samefile(self.path):
                raise ProjectExistsError(f"{path} is this project itself. Choose another name for the copy.")
        with unfinished(path, "The copy") as part:
            with plain_errors(path):
                care.copy(self._database, part, lambda done, total: progress(done, total, "Copying the project"))
            if new_project:
                with type(self).open(part) as copied:
                    copied._become_another()
            try:
                with type(self).open(part, read_only=True) as copied:
                    found = copied.check()
            except ProjectDamagedError as error:
                raise self._database.damage("its copy did not pass the check, so there is none") from error
            if found:
                raise self._database.damage(f"{found[0].rstrip('.')} (found in its copy)")
            settle(part)
            make_way(path)
            try:
                part.replace(path)
            except OSError as error:
                raise ProjectNotWritableError(
                    f"The copy {path} can't be written ({error.strerror}). "
                    "Close it if it is open, or choose another name."
                ) from error
            settle_folder(path.parent)
