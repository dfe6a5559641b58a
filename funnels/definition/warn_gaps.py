"""What a question did not learn leaves a gap where a text prints it."""

from collections.abc import Iterator

from funnels.definition.check_flow import ways_on
from funnels.definition.report import Report
from funnels.definition.script import Place, Script
from funnels.definition.ways import reachable
from funnels.definition.written import conditions, saved, texts_of
from funnels.steps.ask import Ask


def warn_of_gaps(script: Script, report: Report) -> None:
    """A text that people come to who did not answer a question can do without the answer."""
    ways, names = ways_on(script), [name for _, name in saved(script)]
    for place in script.places.values():
        asked = place.step
        if isinstance(asked, Ask) and asked.save and names.count(asked.save) == 1:
            known = {place.key, *_asking(script, asked.save)}
            for key in reachable(_without_answer(place, asked), ways, known):
                _warn(script, script.places[key], asked.save, report)


def _warn(script: Script, place: Place, name: str, report: Report) -> None:
    for written in texts_of(script, place):
        if name in written.text.variables:
            report.warn(
                written.loc,
                f"whoever goes on without an answer sees a gap in the place of {{{{ {name} }}}}",
                f'say what to print then: {{{{ {name} | default: "…" }}}}',
            )


def _asking(script: Script, name: str) -> Iterator[str]:
    """The steps that lead on by whether it is known."""
    asking = {loc for loc, condition in conditions(script) if name in condition.variables}
    return (key for key, place in script.places.items() if (*place.loc, "if") in asking)


def _without_answer(place: Place, asked: Ask) -> Iterator[str]:
    """Where people come who leave the answer out, or let the time pass."""
    if asked.skip:
        yield place.exits["next"]
    if asked.within:
        yield place.exits["otherwise"]
