"""From the marketers' folder to scripts that can be walked, or every reason why not, each with its place."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from funnels.definition.check import check
from funnels.definition.compile import compile_script
from funnels.definition.document import Document, parse, read
from funnels.definition.explain import explain
from funnels.definition.findings import Finding, ScriptError
from funnels.definition.schema import FunnelFile
from funnels.definition.script import Script

FILE = "funnel.yaml"


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
            scripts.append(load(path, timezone=timezone))
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
    return _script(read(path), path.parent, version=0, timezone=timezone)


def load_version(source: str, *, funnel: str, version: int, timezone: str = "UTC") -> Script:
    """A version that was accepted earlier, from its text; its media are not looked for, they were there then."""
    return _script(parse(source, f"{funnel} (version {version})"), None, version=version, timezone=timezone)


def _script(document: Document, folder: Path | None, *, version: int, timezone: str) -> Script:
    try:
        file = FunnelFile.model_validate(document.data)
    except ValidationError as error:
        raise ScriptError(*explain(error, document)) from None
    findings: list[Finding] = []

    def report(loc: tuple[str | int, ...], problem: str, remedy: str) -> None:
        findings.append(Finding(document.name, *document.place(loc), problem, remedy))

    script = compile_script(file, source=document.source, version=version, timezone=timezone, report=report)
    if not findings:
        check(script, folder, report)
    if findings:
        raise ScriptError(*findings)
    return script


def _clashes(scripts: list[Script], folder: Path) -> Iterator[Finding]:
    """What is right in each funnel and wrong in all together."""
    links: dict[str, str] = {}
    default = ""
    for script in scripts:
        name = str(folder / script.funnel / FILE)
        for link in script.file.start.links:
            if link in links:
                yield Finding(
                    name,
                    1,
                    1,
                    f"the link `{link}` belongs to the funnel `{links[link]}` already",
                    "choose another word",
                )
            links.setdefault(link, script.funnel)
        if script.file.start.default and default:
            yield Finding(
                name,
                1,
                1,
                f"`{default}` is the default funnel already",
                "leave `default: true` in one of the two",
            )
        if script.file.start.default:
            default = script.funnel
