"""The messages of a funnel with their figures, and which of them are the worst, from storage."""

from dataclasses import dataclass

from bot.reports.report import Asked
from funnels.analytics.conversion import StepFigures, step_figures
from funnels.analytics.step_verdict import Fault, faults
from funnels.definition.script import Script
from storage.queries.steps import step_rows


@dataclass(frozen=True, kw_only=True)
class Steps:
    """The messages of a funnel.

    Attributes:
        steps: in the order of the script, then those of older versions.
        faults: which of them is the worst in what.
    """

    script: Script
    steps: tuple[StepFigures, ...]
    faults: dict[Fault, str]

    def faults_of(self, step: str) -> list[Fault]:
        """In what this one is the worst."""
        return [fault for fault, worst in self.faults.items() if worst == step]


async def read_steps(asked: Asked) -> Steps:
    """What the question asks for; steps are counted by no slice."""
    async with asked.database.read() as conn:
        rows = await step_rows(conn, asked.script, asked.question)
    stages = {stage.stage for stage in asked.script.stages}
    steps = tuple(step_figures(row, stages) for row in rows)
    return Steps(script=asked.script, steps=steps, faults=faults(steps))
