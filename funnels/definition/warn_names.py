"""A condition that asks for what nothing keeps never holds."""

from collections.abc import Iterator

from funnels.definition.check_texts import saved
from funnels.definition.composing import Loc
from funnels.definition.conditions import Condition
from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.definition.suggest import closest
from funnels.engine.values import ABOUT_OFFER, ABOUT_PERSON


def warn_of_conditions(script: Script, report: Report) -> None:
    """Names in conditions are ones the bot knows or the funnel keeps."""
    known = {*ABOUT_PERSON, *ABOUT_OFFER, *(name for _, name in saved(script))}
    for loc, condition in _conditions(script):
        for name in sorted(condition.variables - known):
            guess = closest(name, known)
            report.warn(
                loc,
                f"nothing in this funnel saves `{name}`, so the condition may never hold",
                f"did you mean `{guess}`?" if guess else "check its spelling",
            )


def _conditions(script: Script) -> Iterator[tuple[Loc, Condition]]:
    for number, stage in enumerate(script.stages):
        if stage.if_:
            yield ("stages", number, "if"), stage.if_
    for place in script.places.values():
        condition = getattr(place.step, "if_", None)
        if isinstance(condition, Condition):
            yield (*place.loc, "if"), condition
