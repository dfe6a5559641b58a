"""What the checker found, as a person, a program and GitHub's checks read it."""

import json
from collections.abc import Callable, Iterable, Sequence

from funnels.definition.findings import Finding

_COLOURS = {"error": "\033[1;31m", "warning": "\033[1;33m"}
_PLAIN = "\033[0m"


def as_text(findings: Iterable[Finding], *, coloured: bool = False) -> str:
    """A line each, `file:line:column: error: problem; remedy`, as editors link to it."""
    lines = []
    for one in findings:
        severity = f"{_COLOURS[one.severity]}{one.severity}:{_PLAIN}" if coloured else f"{one.severity}:"
        lines.append(f"{one.file}:{one.line}:{one.column}: {severity} {one.problem}; {one.remedy}\n")
    return "".join(lines)


def as_json(findings: Iterable[Finding]) -> str:
    """A list of objects with the keys file, line, column, severity, problem, remedy; lines and columns from 1."""
    keys = ("file", "line", "column", "severity", "problem", "remedy")
    found = [{key: getattr(one, key) for key in keys} for one in findings]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_github(findings: Iterable[Finding]) -> str:
    """A workflow command each, which GitHub shows beside the line of the script.

    Its escapes are those of GitHub's own toolkit (actions/toolkit, packages/core/src/command.ts).
    """
    return "".join(
        f"::{one.severity} file={_property(one.file)},line={one.line},col={one.column}"
        f"::{_escaped(f'{one.problem}; {one.remedy}')}\n"
        for one in findings
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Iterable[Finding]], str]] = {"text": as_text, "json": as_json, "github": as_github}


def summary(findings: Sequence[Finding], funnels: int) -> str:
    """How many there are of each kind: `2 funnels checked: 1 error, no warnings`."""
    errors = sum(1 for one in findings if one.severity == "error")
    counts = f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'warning')}"
    return f"{counted(funnels, 'funnel')} checked: {counts}\n"


def counted(count: int, thing: str) -> str:
    """How many of a thing: `no errors`, `1 error`, `2 errors`."""
    return f"{count or 'no'} {thing}{'' if count == 1 else 's'}"
