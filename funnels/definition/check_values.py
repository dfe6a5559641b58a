"""A value that is kept is the one that was written: a phone number has its plus."""

from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.steps.set_ import Set


def check_values(script: Script, report: Report) -> None:
    """YAML reads `+7999…` as a number, which has no plus."""
    for place in script.places.values():
        for name, value in place.step.set_.items() if isinstance(place.step, Set) else ():
            loc = (*place.loc, "set", name)
            spelling = report.document.spelling(loc)
            if isinstance(value, int) and spelling.startswith("+"):
                report(loc, f"`{spelling}` is read as a number and loses its plus", f'put it in quotes: "{spelling}"')
