"""A copy of what the rules look at, in which a test may break one."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALONE = ("LICENSE", ".env.example", "funnels/funnel.schema.json", "funnels/dialogues.schema.json")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with the documents, the example settings and the schemas of the project.

    The tests that documents link to are there, and empty.
    """
    for folder in ("docs", "funnels/scripts", "funnels/examples"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file in (*ROOT.glob("*.md"), *ROOT.glob("bench/*.md"), *(ROOT / name for name in ALONE)):
        copy = tmp_path / file.relative_to(ROOT)
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(file, copy)
    for file in ROOT.glob("tests/**/test_*.py"):
        copy = tmp_path / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path
