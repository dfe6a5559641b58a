"""From the marketers' folder to scripts that can be walked, or every reason why not, each with its place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from funnels.definition.check import check
from funnels.definition.compile import compile_script
from funnels.definition.document import Document, parse, read
from funnels.definition.explain import explain
from funnels.definition.findings import Finding, ScriptError
from funnels.definition.known_keys import keys_of
from funnels.definition.schema import FunnelFile
from funnels.definition.script import Script

FILE = "funnel.yaml"

_KNOWN_KEYS = keys_of(FunnelFile)


def load_folder(folder: Path, *, timezone: str = "UTC") -> list[Script]:
    """Every funnel of the marketers' folder, by name; version 0 until storage has given one.

    Raises ScriptError with the findings of all funnels together.
    """
    if not folder.is_dir():
        raise ScriptError(
            Finding(
                str(folder),
                1,
                1,
                "there is no such folder",
                "set FUNNELS_DIR to the folder with your funnels",
            )
        )
    scripts: list[Script] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob(f"*/{FILE}")):
        try:
            scripts.append(load_placed(path, timezone=timezone))
        except ScriptError as error:
            findings.extend(error.findings)
    if not scripts and not findings:
        findings.append(
            Finding(
                str(folder),
                1,
                1,
                "there is no funnel here",
                f"make a folder with a {FILE} in it: {folder}/my-funnel/{FILE}",
            )
        )
    findings.extend(_clashes(scripts, folder))
    if findings:
        raise ScriptError(*findings)
    return scripts


def load(path: Path, *, timezone: str = "UTC") -> Script:
    """One funnel from its `funnel.yaml`; its media are looked for beside it."""
    return _script(read(path, str(path)), path.parent, version=0, timezone=timezone)


def load_placed(path: Path, *, timezone: str = "UTC") -> Script:
    """As `load`, and the folder has the funnel's name."""
    script = load(path, timezone=timezone)
    if misplaced := list(_misplaced(script, path)):
        raise ScriptError(*misplaced)
    return script


def load_version(source: str, *, funnel: str, version: int, timezone: str = "UTC") -> Script:
    """A version that was accepted earlier, from its text: people walk it, so it is not checked anew."""
    return _script(parse(source, f"{funnel} (version {version})"), None, version=version, timezone=timezone)


def _script(document: Document, folder: Path | None, *, version: int, timezone: str) -> Script:
    findings = list(_nothings(document, document.data, ()))
    try:
        file = FunnelFile.model_validate(document.data)
    except ValidationError as error:
        raise ScriptError(*_merged(explain(error, document, _KNOWN_KEYS), findings)) from None

    def report(loc: tuple[str | int, ...], problem: str, remedy: str) -> None:
        findings.append(Finding(document.name, *document.place(_as_written(loc, document)), problem, remedy))

    script = compile_script(file, source=document.source, version=version, timezone=timezone, report=report)
    if not findings and folder is not None:
        check(script, folder, report)
    if findings:
        raise ScriptError(*findings)
    return replace(script, warnings=document.warnings)


def _merged(refused: list[Finding], empty: list[Finding]) -> list[Finding]:
    """What the models refuse, and what has nothing after it, each line once; the torn text is told as such."""
    torn = {(finding.line, finding.column) for finding in empty if finding.problem.startswith(_TORN)}
    kept = [finding for finding in refused if (finding.line, finding.column) not in torn]
    lines = {finding.line for finding in kept}
    return [*kept, *(finding for finding in empty if finding.line not in lines)]


_TORN = "a comma ends the text"


def _nothings(document: Document, at: Any, loc: tuple[str | int, ...]) -> Iterator[Finding]:
    """Keys with nothing after them: the models take that for a key left out, the marketer hardly means it."""
    if isinstance(at, dict):
        for key, value in at.items():
            yield from _nothings(document, value, (*loc, key))
    elif isinstance(at, list):
        for number, value in enumerate(at):
            yield from _nothings(document, value, (*loc, number))
    elif at is None and loc:
        line, column = document.key_place(loc)
        key, written = loc[-1], document.source.split("\n")[line - 1][column - 1 :]
        problem, remedy = "there is nothing here", "write its value, or take the line away"
        if isinstance(key, str) and written.removeprefix(key).lstrip().startswith(":"):
            problem = f"there is nothing after `{key}:`"
        elif isinstance(key, str) and written.startswith(key):
            problem, remedy = f"{_TORN}, and `{key}` is read as a key", "put the text in quotes"
        yield Finding(document.name, line, column, problem, remedy)


def _as_written(loc: tuple[str | int, ...], document: Document) -> tuple[str | int, ...]:
    """The way in the file: a single thing may be written without the list that the models make of it."""
    way: list[str | int] = []
    at = document.data
    for part in loc:
        if isinstance(part, int) and not isinstance(at, list):
            continue
        way.append(part)
        if isinstance(at, dict):
            at = at.get(str(part))
        elif isinstance(at, list) and isinstance(part, int):
            at = at[part] if part < len(at) else None
    return tuple(way)


def _finding(script: Script, name: str, loc: tuple[str | int, ...], problem: str, remedy: str) -> Finding:
    return Finding(name, *parse(script.source, name).place(loc), problem, remedy)


def _misplaced(script: Script, path: Path) -> Iterator[Finding]:
    """A funnel has the name of its folder: its media are found by it."""
    folder = path.absolute().parent.name
    if script.funnel != folder:
        yield _finding(
            script,
            str(path),
            ("funnel",),
            f"the funnel `{script.funnel}` is in the folder `{folder}`",
            "give both the same name",
        )


def _clashes(scripts: list[Script], folder: Path) -> Iterator[Finding]:
    """What is right in each funnel and wrong in all together."""
    links: dict[str, str] = {}
    default = ""
    for script in scripts:
        name = str(folder / script.funnel / FILE)
        start = script.file.start
        for number, link in enumerate(start.links):
            if link in links:
                yield _finding(
                    script,
                    name,
                    ("start", "links", number),
                    f"the link `{link}` belongs to the funnel `{links[link]}` already",
                    "choose another word",
                )
            links.setdefault(link, script.funnel)
        if start.default and default:
            yield _finding(
                script,
                name,
                ("start", "default"),
                f"`{default}` is the default funnel already",
                "leave `default: true` in one of the two",
            )
        if start.default:
            default = script.funnel
