"""Every report there is, by the name of its command: one line each in this table.

The owner's commands, `voronka stats --report`, the export and the documentation read it.
"""

from bot.reports import cohorts, experiments, forecast, money, stats, steps, weak
from bot.reports.report import Read

REPORTS: dict[str, Read] = {
    "stats": stats.read,
    "weak": weak.read,
    "cohorts": cohorts.read,
    "money": money.read,
    "tests": experiments.read,
    "steps": steps.read,
    "forecast": forecast.read,
}
"""In the order in which owners see them."""
