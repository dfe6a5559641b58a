"""Every figure of every report: the one place where each is named and explained.

Heads of columns, the "?" of the screen, the sheets' notes and `docs/figures.md` are made of it.
"""

from bot.reports.glossary.cohorts import COHORTS
from bot.reports.glossary.comparison import COMPARISON
from bot.reports.glossary.figure import Figure
from bot.reports.glossary.forecast import FORECAST
from bot.reports.glossary.hypotheses import HYPOTHESES
from bot.reports.glossary.judgement import JUDGEMENT
from bot.reports.glossary.money import MONEY
from bot.reports.glossary.people import PEOPLE
from bot.reports.glossary.stages import STAGES
from bot.reports.glossary.steps import STEPS
from bot.reports.glossary.traffic import TRAFFIC

FIGURES: dict[str, Figure] = {
    **STAGES,
    **STEPS,
    **COMPARISON,
    **JUDGEMENT,
    **MONEY,
    **TRAFFIC,
    **COHORTS,
    **FORECAST,
    **HYPOTHESES,
    **PEOPLE,
}
"""By the key a figure has in JSON, which never changes its meaning."""
