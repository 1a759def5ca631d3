"""Children that need the whole working process: the command line and saving what is open."""

from __future__ import annotations

import os

from faults import made_up
from faults.children import Say
from workbench import cli
from workbench.domain.journal import History
from workbench.export.save_project import copy_project, save_as_project
from workbench.workspace.messages import OpenRequest
from workbench.workspace.workspace import Workspace


def run(say: Say, *arguments: str) -> None:
    """A command of the command line; says its exit code."""
    os.dup2(1, 2)  # progress and notes are not looked at
    say("begin")
    say(cli.run(list(arguments)))


def save_as(say: Say, source: str, target: str, seed: int, copy: bool) -> None:
    """Save as, or Export a copy, of articles that are open without a project, or of an open project."""
    workspace = Workspace(workers=0)
    workspace.open(OpenRequest(sources=(source,)), annotate=False)
    entries = made_up.model_of(made_up.plan(seed, 20))
    history = History(tuple(entries.steps.values()), entries.position, tuple(entries.snapshots))
    if workspace.project is not None:
        history = workspace.project.history()
    say("begin")
    if copy:
        copy_project(workspace, target, history=history)
    else:
        save_as_project(workspace, target, history=history)
    say("done")
    workspace.close()
