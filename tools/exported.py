"""The columns of the exported facts in `docs/export.md` are those of the code.

`python -m tools.exported` writes the file; `make check` compares.
"""

import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

from bot.export import facts, workbook
from storage.facts import FACTS
from storage.facts.fact import Fact

FILE = Path("docs/export.md")

HEAD = """\
# Export

`/export relationships` sends a funnel's figures as a workbook and its facts as CSV files; so do
`voronka export relationships --output relationships.xlsx` and `voronka export relationships --output FOLDER`. Words
ask as they do of `/stats`: `/export relationships 30 calendar source=vk` is the workbook of thirty days. A
report that does not heed all of that has no sheet, and the first sheet, `about`, says why. The facts are always all
there are.

Personal data: the sheet `people` says of whoever stands in the funnel their Telegram id, stage, since when, last act,
source, tags, and whether the bot may write, of the 10,000 who have waited longest; names and usernames only when asked
for, by `/export relationships names` or `voronka export --names`. The facts have Telegram ids and no names, but what
people answered may have some (`detail` of `events.csv`). Everybody who stands in the funnel is in `journeys.csv`: those
without an `outcome`.

`make format` makes this file of the code.
"""


def exported() -> str:
    """The whole file."""
    sections = "".join(f"\n### {name}.csv\n\n{_fact(fact)}" for name, fact in FACTS.items())
    return (
        f"{HEAD}\n## The workbook\n\n{cleandoc(workbook.__doc__ or '')}\n\nThe sheets are named as the commands of the "
        "reports; [figures.md](figures.md) has every figure.\n\n"
        f"## The facts\n\n{cleandoc(facts.__doc__ or '')}\n{sections}"
    )


def breaches() -> Iterator[str]:
    """One, when the file is not what the code makes."""
    if not FILE.is_file() or FILE.read_text(encoding="utf-8") != exported():
        yield "it differs from the code: run `make format`"


def _fact(fact: Fact) -> str:
    rows = "".join(f"| `{name}` | {column.means} |\n" for name, column in fact.columns.items())
    return f"{fact.rows}\n\n| column | |\n|---|---|\n{rows}"


if __name__ == "__main__":
    sys.stdout.write(exported())
