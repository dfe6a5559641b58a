"""From the marketers' folder to scripts that can be walked, or every error in them, each with its place."""

from collections.abc import Iterable
from pathlib import Path

from funnels.definition.document import parse
from funnels.definition.examine import Examined, examine, examine_file, examine_files, funnels_in
from funnels.definition.findings import ScriptError
from funnels.definition.script import Script


def load_folder(folder: Path, *, timezone: str = "UTC") -> list[Script]:
    """Every funnel of the marketers' folder, by name; version 0 until storage has given one.

    Raises ScriptError with the errors of all funnels together.
    """
    return _walkable(examine_files(funnels_in(folder), timezone=timezone))


def load(path: Path, *, timezone: str = "UTC") -> Script:
    """One funnel from its `funnel.yaml`; raises ScriptError with all its errors."""
    return _walkable([examine_file(path, timezone=timezone)])[0]


def load_version(source: str, *, funnel: str, version: int, timezone: str = "UTC") -> Script:
    """A version that was accepted earlier, from its text: people walk it, so it is not checked anew."""
    document = parse(source, f"{funnel} (version {version})")
    return _walkable([examine(document, None, version=version, timezone=timezone)])[0]


def _walkable(funnels: Iterable[Examined]) -> list[Script]:
    scripts = [one.script for one in funnels if one.script is not None]
    errors = [finding for one in funnels for finding in one.findings if finding.severity == "error"]
    if errors:
        raise ScriptError(*errors)
    return scripts
