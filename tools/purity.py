"""`funnels/` never asks for the time: it is an argument. Chance and the network are forbidden by import contracts."""

import ast
from collections.abc import Iterator
from pathlib import Path

CLOCKS = frozenset({"now", "utcnow", "today", "monotonic", "perf_counter", "localtime", "gmtime"})
OWNERS = frozenset({"datetime", "date", "time"})


def breaches() -> Iterator[str]:
    """Every call that reads a clock, with its place."""
    for path in sorted(Path("funnels").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _reads_clock(node.func):
                yield f"{path}:{node.lineno} reads the clock by {ast.unparse(node.func)}: take the time as an argument"


def _reads_clock(call: ast.Attribute) -> bool:
    owner = ast.unparse(call.value).rpartition(".")[2]
    return (call.attr in CLOCKS and owner in OWNERS) or (owner == "time" and call.attr == "time")
