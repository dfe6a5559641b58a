"""Every report there is, by the name of its command: one line each in this table.

The owner's commands, `voronka stats --report`, the export and the documentation read it.
"""

from bot.reports import experiments, stats, steps
from bot.reports.report import Read

REPORTS: dict[str, Read] = {
    "stats": stats.read,
    "tests": experiments.read,
    "steps": steps.read,
}
