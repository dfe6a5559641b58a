"""Every report there is, by the name of its command: one line each in this table.

The owner's commands, `voronka stats --report`, the export and the documentation read it.
"""

from bot.reports import cohorts, experiments, forecast, hypotheses, money, people, sources, stats, steps, weak
from bot.reports.report import Read

REPORTS: dict[str, Read] = {
    "stats": stats.read,
    "steps": steps.read,
    "weak": weak.read,
    "cohorts": cohorts.read,
    "money": money.read,
    "sources": sources.read,
    "tests": experiments.read,
    "people": people.read,
    "forecast": forecast.read,
    "hypotheses": hypotheses.read,
}
"""In the order in which owners see them."""
