"""Every report there is, by the name of its command: one line each in this table.

The owner's commands, `voronka stats --report`, the export and the documentation read it.
"""

from bot.reports import experiments, sources, stats
from bot.reports.report import Read

REPORTS: dict[str, Read] = {
    "stats": stats.read,
    "sources": sources.read,
    "tests": experiments.read,
}
