"""What a script may say by its form and still must not: found before a prospect meets it.

`voronka check` says every mistake with its file, line and column, and what to write instead. An error stops a script
from being published, a warning does not: the script works, and rarely as it was meant. If you mean it, end the line
with `# voronka: ok` (a reason may follow): the warnings of that line are silenced.
"""

from collections.abc import Callable
from pathlib import Path

from funnels.definition.check_buttons import check_buttons
from funnels.definition.check_flow import check_dead_ends, check_loops, check_reach
from funnels.definition.check_media import check_media
from funnels.definition.check_menu import check_menu
from funnels.definition.check_names import check_names, check_segments
from funnels.definition.check_offers import check_offers
from funnels.definition.check_promo import (
    check_late_prices,
    check_old_prices,
    check_promos,
    warn_of_lasting_prices,
)
from funnels.definition.check_provider import (
    check_provider_prices,
    check_shipped_receipts,
    warn_of_provider_prices,
    warn_of_unsent_goods,
)
from funnels.definition.check_sales import check_goals, check_prices, check_products
from funnels.definition.check_subscriptions import check_subscriptions, warn_of_lasting_discounts
from funnels.definition.check_texts import check_answers, check_texts
from funnels.definition.check_values import check_values
from funnels.definition.check_waits import check_waits
from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.definition.warn_gaps import warn_of_gaps
from funnels.definition.warn_habits import (
    warn_of_buttons_alike,
    warn_of_endless_offers,
    warn_of_open_gates,
    warn_of_places_asked_for,
    warn_of_silence,
)
from funnels.definition.warn_hours import warn_of_hours, warn_of_named_hours
from funnels.definition.warn_humans import warn_of_nobody
from funnels.definition.warn_names import warn_of_conditions
from funnels.definition.warn_sales import (
    warn_of_last_sales,
    warn_of_money,
    warn_of_receipts,
    warn_of_small_amounts,
)

Rule = Callable[[Script, Report], None]

OF_PARTS: tuple[Rule, ...] = (
    check_products,
    check_prices,
    check_offers,
    check_provider_prices,
    check_shipped_receipts,
    check_promos,
    check_late_prices,
    check_old_prices,
    check_subscriptions,
    check_waits,
    check_answers,
    check_texts,
    check_values,
    check_names,
    check_segments,
    check_buttons,
    check_menu,
    warn_of_endless_offers,
    warn_of_silence,
    warn_of_open_gates,
    warn_of_buttons_alike,
    warn_of_places_asked_for,
    warn_of_hours,
    warn_of_named_hours,
    warn_of_money,
    warn_of_lasting_prices,
    warn_of_lasting_discounts,
    warn_of_small_amounts,
    warn_of_provider_prices,
    warn_of_unsent_goods,
    warn_of_receipts,
    warn_of_conditions,
    warn_of_nobody,
)
"""Rules about single steps and products, which hold whatever is wrong elsewhere."""

OF_THE_WHOLE: tuple[Rule, ...] = (
    check_goals,
    check_loops,
    check_reach,
    check_dead_ends,
    warn_of_last_sales,
    warn_of_gaps,
)
"""Rules about how steps hang together, which would only guess while some of them are wrong."""


def check(script: Script, folder: Path, report: Report) -> None:
    """Report everything that is wrong or unwise; media are looked for in `folder`."""
    whole = all(finding.severity == "warning" for finding in report.findings)
    for rule in OF_PARTS:
        rule(script, report)
    check_media(script, folder, report)
    for rule in OF_THE_WHOLE if whole else ():
        rule(script, report)
