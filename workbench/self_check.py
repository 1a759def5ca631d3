"""``counterpoint check``: whether this installation has all it needs."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass

import workbench
from workbench.annotation.languages.codes import language_name
from workbench.annotation.languages.models import DEFAULT_MODELS, ENGLISH, how_to_install, installable, installed_models
from workbench.annotation.pipeline import PipelineSettings, pipeline_version
from workbench.domain.errors import CounterpointError
from workbench.installation import display_available, explain_qt, probe_qt
from workbench.resource_files import resource
from workbench.vectors.model import installed_model, why_missing

_BUNDLED = (
    ("sample", "metadata.csv"),
    ("codebooks", "episodic_thematic.json"),
    ("codebooks", "functions.json"),
    ("codebooks", "generic_frames.json"),
    ("codebooks", "policy_frames.json"),
    ("codebooks", "word_lists.json"),
    ("fonts", "Inter-Regular.ttf"),
    ("fonts", "SourceSerif4-Regular.ttf"),
    ("report", "report.css"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    name: str
    ok: bool
    text: str


def check_installation() -> tuple[Finding, ...]:
    """Look at Python, Qt, the language model and the bundled files. Changes nothing."""
    findings = [
        Finding("program", True, f"Counterpoint {workbench.__version__}, Python {sys.version.split()[0]}"),
        _qt(),
        _model(),
        _languages(),
        _vectors(),
    ]
    for parts in _BUNDLED:
        try:
            resource(*parts)
        except FileNotFoundError as error:
            findings.append(Finding("bundled files", False, str(error)))
    if findings[-1].name != "bundled files":
        findings.append(Finding("bundled files", True, "sample corpus, codebook, fonts and report style are there"))
    return tuple(findings)


def _qt() -> Finding:
    window = display_available()
    finding = probe_qt(offscreen=not window)
    problem = explain_qt(finding, window=window)
    where = f" ({finding.platform})" if finding.platform else ""
    return Finding("Qt", not problem, problem or f"PySide6 {finding.version} starts{where}")


def _model() -> Finding:
    settings = PipelineSettings()
    package = DEFAULT_MODELS[ENGLISH]
    if importlib.util.find_spec(package) is None:
        return Finding("language model", False, f"{package} is not installed. To have it, {how_to_install(package)}")
    try:
        return Finding("language model", True, pipeline_version(settings))
    except CounterpointError as error:
        return Finding("language model", False, str(error))


def _vectors() -> Finding:
    """Whether sentences can be compared by meaning; without it is no fault."""
    try:
        model = installed_model()
    except CounterpointError as error:
        return Finding("sentence vectors", False, str(error))
    return Finding("sentence vectors", True, model.name if model is not None else why_missing())


def _languages() -> Finding:
    """Which language models are installed and what each covers; a language without one is no fault."""
    there = [f"{model.package} {model.version} ({model.covers})" for model in installed_models()]
    lacking = [
        f"{language_name(code)}: not installed; to have it, {advice}"
        for code in DEFAULT_MODELS
        if (advice := installable(code))
    ]
    others = "other languages: sentences, words and quotation marks, without a model"
    return Finding("languages", True, "; ".join([*there, *lacking, others]))
