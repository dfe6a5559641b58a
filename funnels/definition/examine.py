"""Everything that is to be said of funnels, errors and warnings at once, and the scripts that can be walked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from funnels.definition.check import check
from funnels.definition.compile import compile_script
from funnels.definition.document import FILE, Document, read
from funnels.definition.empties import empties, merged
from funnels.definition.explain import explain
from funnels.definition.findings import Finding, ScriptError
from funnels.definition.known_keys import keys_of
from funnels.definition.neighbours import goals_of, neighbours, strangers, warn_of_slips
from funnels.definition.remains import remains
from funnels.definition.report import Refused, Report
from funnels.definition.schema import FunnelFile
from funnels.definition.script import Script
from funnels.definition.warn_past import warn_of_past_dates

_KNOWN_KEYS = keys_of(FunnelFile)


@dataclass(frozen=True, kw_only=True)
class Examined:
    """One funnel's file: what is to be said of it, by place, and its script unless there is an error."""

    findings: tuple[Finding, ...]
    script: Script | None = None
    document: Document | None = None
    file: FunnelFile | None = None
    """What could be read of it, which may be a part."""


def funnels_in(folder: Path) -> list[Path]:
    """The files of the funnels in the marketers' folder, by name.

    Raises:
        ScriptError: there is no such folder, or no funnel in it.
    """
    if not folder.is_dir():
        remedy = "set FUNNELS_DIR to the folder with your funnels"
        raise ScriptError(Finding(str(folder), 1, 1, "there is no such folder", remedy))
    files = sorted(folder.glob(f"*/{FILE}"))
    if not files:
        remedy = f"make a folder with a {FILE} in it: {folder}/my-funnel/{FILE}"
        raise ScriptError(Finding(str(folder), 1, 1, "there is no funnel here", remedy))
    return files


def examine_files(files: Iterable[Path], *, timezone: str = "UTC", now: datetime | None = None) -> list[Examined]:
    """Each funnel's file, looked at by itself and beside the others.

    `timezone` (IANA) is for funnels that name none; dates that are past are told by `now` (UTC), if it is given.
    """
    alone = [examine_file(path, timezone=timezone) for path in files]
    found = list(neighbours([(one.document, one.file) for one in alone if one.document and one.file]))
    goals = {goal: one.script.funnel for one in alone if one.script for goal in goals_of(one.script)}
    for one in alone:
        if one.document and one.script:
            found.extend(strangers(one.document, one.script))
            found.extend(warn_of_slips(one.document, one.script, goals))
            found.extend(warn_of_past_dates(one.document, one.script, now) if now else ())
    return [_with(one, found) for one in alone]


def _with(one: Examined, found: list[Finding]) -> Examined:
    own = tuple(finding for finding in found if one.document and finding.file == one.document.name)
    script = None if any(finding.severity == "error" for finding in own) else one.script
    return replace(one, findings=tuple(sorted((*one.findings, *own))), script=script)


def examine_file(path: Path, *, timezone: str = "UTC") -> Examined:
    """One funnel from its file; its media are looked for beside it."""
    try:
        document = read(path, str(path))
    except ScriptError as error:
        return Examined(findings=error.findings)
    return examine(document, path.parent, timezone=timezone)


def examine(document: Document, folder: Path | None, *, version: int = 0, timezone: str = "UTC") -> Examined:
    """One funnel from its document; without a folder it is only read, not checked."""
    file, report = _read(document)
    if file is None:
        return Examined(findings=report.result(), document=document)
    script = compile_script(file, source=document.source, version=version, timezone=timezone, report=report)
    if folder is not None:
        check(script, folder, report)
    return Examined(
        findings=(findings := report.result()),
        script=None if any(finding.severity == "error" for finding in findings) else script,
        document=document,
        file=file,
    )


def _read(document: Document) -> tuple[FunnelFile | None, Report]:
    """The models of the document, or of what is left of it without what they refuse."""
    nothings = dict(empties(document))
    try:
        file: FunnelFile | None = FunnelFile.model_validate(document.data)
        refused = Refused()
        errors = list(nothings.values())
    except ValidationError as error:
        file, refused = remains(document.data, error)
        errors = merged(explain(error, document, _KNOWN_KEYS), list(nothings.values()))
    refused = replace(refused, pieces=refused.pieces | set(_holders(nothings)))
    return file, Report(document=document, refused=refused, findings=[*document.warnings, *errors])


def _holders(locs: Iterable[tuple[str | int, ...]]) -> Iterator[tuple[str | int, ...]]:
    """The step, product or smaller piece that lacks what was not written."""
    return (loc[:-1] for loc in locs if len(loc) > len(("stages", 0, "goal")))
