"""What is wrong in a script is always said the same way: the place, the problem, and what to write instead.

```
ValueError
└── RefusedError    a value that cannot be accepted: problem and remedy, no place yet
    └── TextError   a text or a condition that cannot be compiled, and on which of its lines
Exception
└── ScriptError     a script that cannot be used: one or more findings, each with its place
```
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Finding:
    """One thing a marketer should change, ordered by its place in the script.

    `line` and `column` count from 1, as editors do. An error stops the script from being published,
    a warning does not.
    """

    file: str
    line: int
    column: int
    problem: str
    remedy: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.problem}; {self.remedy}"


class ScriptError(Exception):
    """The script cannot be used until its findings are mended; its text has one finding a line."""

    def __init__(self, *findings: Finding) -> None:
        self.findings: tuple[Finding, ...] = tuple(sorted(findings))
        super().__init__("\n".join(map(str, self.findings)))


class RefusedError(ValueError):
    """A value a marketer wrote cannot be accepted: what is wrong with it and what to write instead.

    It is a `ValueError`, so a pydantic validator may let it through: `explain` finds both halves again.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem}; {remedy}")


class TextError(RefusedError):
    """A text or a condition cannot be compiled; the mistake is `line_offset` lines below its first line."""

    def __init__(self, problem: str, remedy: str, line_offset: int = 0) -> None:
        self.line_offset = line_offset
        super().__init__(problem, remedy)
