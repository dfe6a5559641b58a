"""`docs/figures.md` is made of the glossary of figures and of the form of JSON, and of nothing else.

`python -m tools.figures` writes it; `make check` compares.
"""

import pkgutil
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from inspect import cleandoc
from pathlib import Path

from bot.reports import catalogue, glossary, json_answer
from bot.reports.glossary.figure import Figure

FILE = Path("docs/figures.md")

HEAD = """\
# The figures

What the figures of every report are called, in which unit they are and what they mean: on the screen behind “?”, as
notes on the heads of the sheets, and as keys of `voronka stats FUNNEL --report NAME --format json`.

`make format` makes this file of the code: mend the glossary (`bot/reports/glossary/`), not the file.

## JSON

"""

UNITS = {
    "text": "text",
    "date": "a date, `2026-03-01`",
    "moment": "a moment in UTC, `2026-03-01T09:30:00+00:00`",
    "count": "a whole number",
    "share": "a fraction from 0 to 1, not rounded",
    "money": '`{"amount": 490000, "currency": "RUB"}`, in the smallest unit of the currency',
    "seconds": "seconds",
    "number": "a number",
}


def figures() -> str:
    """The whole file."""
    units = "".join(f"| {unit} | {form} |\n" for unit, form in UNITS.items())
    keys = ", ".join(f"`{key}`" for key in json_answer.ASKED)
    reports = ", ".join(f"`{name}`" for name in catalogue.REPORTS)
    return (
        f"{HEAD}{cleandoc(json_answer.__doc__ or '')}\n\nReports: {reports}. Keys of what was asked: {keys}. Every "
        "other key is a table: a list of objects with the keys below.\n`null` is a figure without a meaning there, "
        f"such as a share of nobody.\n\n| unit | in JSON |\n|---|---|\n{units}{''.join(_topics())}"
    )


def breaches() -> Iterator[str]:
    """One, when the file is not what the glossary makes."""
    if not FILE.is_file() or FILE.read_text(encoding="utf-8") != figures():
        yield "it differs from the glossary: run `make format`"


def _topics() -> Iterator[str]:
    """A section for each file of the glossary."""
    for found in pkgutil.iter_modules(glossary.__path__, f"{glossary.__name__}."):
        module = import_module(found.name)
        tables = [value for name, value in vars(module).items() if name.isupper() and isinstance(value, Mapping)]
        rows = [_row(key, figure) for table in tables for key, figure in table.items() if isinstance(figure, Figure)]
        if rows:
            title = cleandoc(module.__doc__ or "").partition("\n")[0].rstrip(".")
            yield f"\n## {title}\n\n| key | in reports | unit | means |\n|---|---|---|---|\n{''.join(rows)}"


def _row(key: str, figure: Figure) -> str:
    heads = f"{figure.head['en']} · {figure.head['ru']}"
    return f"| `{key}` | {heads} | {figure.unit} | {figure.means['en']} |\n".replace("|  |", "| |")


if __name__ == "__main__":
    sys.stdout.write(figures())
