"""A condition that asks for what nothing keeps never holds."""

from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.definition.suggest import closest
from funnels.definition.written import conditions, saved
from funnels.engine.values import ABOUT_OFFER, ABOUT_PERSON


def warn_of_conditions(script: Script, report: Report) -> None:
    """Names in conditions are ones the bot knows or the funnel keeps."""
    known = {*ABOUT_PERSON, *ABOUT_OFFER, *(name for _, name in saved(script))}
    for loc, condition in conditions(script):
        for name in sorted(condition.variables - known):
            guess = closest(name, known)
            report.warn(
                loc,
                f"nothing in this funnel saves `{name}`, so the condition may never hold",
                f"did you mean `{guess}`?" if guess else "check its spelling",
            )
