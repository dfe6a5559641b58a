"""What a script may say by its form and still must not: found before a prospect meets it."""

from collections.abc import Callable
from pathlib import Path

from funnels.definition.check_buttons import check_buttons
from funnels.definition.check_flow import check_loops, check_reach
from funnels.definition.check_media import check_media
from funnels.definition.check_sales import check_goals, check_prices, check_products
from funnels.definition.check_texts import check_answers, check_texts
from funnels.definition.check_waits import check_waits
from funnels.definition.compile import Report
from funnels.definition.script import Script

_RULES: tuple[Callable[[Script, Report], None], ...] = (
    check_products,
    check_prices,
    check_goals,
    check_waits,
    check_answers,
    check_texts,
    check_buttons,
    check_loops,
    check_reach,
)


def check(script: Script, folder: Path | None, report: Report) -> None:
    """Report everything that is wrong; media are looked for in `folder`, if one is given."""
    for rule in _RULES:
        rule(script, report)
    if folder is not None:
        check_media(script, folder, report)
