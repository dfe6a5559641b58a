"""Scripts for tests, read and checked as a marketer's are."""

from collections.abc import Mapping
from pathlib import Path

from funnels.definition.document import FILE
from funnels.definition.load import load, load_version
from funnels.definition.script import Script
from funnels.engine.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
FLAGSHIPS = ROOT / "funnels" / "scripts"
DIALOGUES = ROOT / "tests" / "dialogues"


def checked(text: str, folder: Path) -> Script:
    """The script of a text, put into a folder of its own; raises ScriptError."""
    (folder / FILE).write_text(text, encoding="utf-8")
    return load(folder / FILE)


def script_of(text: str, *, version: int = 1) -> Script:
    """The script of a text that has no mistakes."""
    return load_version(text, funnel="test", version=version)


def catalogue_of(*texts: str) -> Catalogue:
    """The funnels of these texts, all live."""
    scripts = [script_of(text) for text in texts]
    return Catalogue(live={script.funnel: script for script in scripts})


def only(script: Script, older: Mapping[tuple[str, int], Script] | None = None) -> Catalogue:
    """A catalogue of one funnel."""
    return Catalogue(live={script.funnel: script}, older=older or {})
