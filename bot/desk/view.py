"""What an owner looks at: a report, the question it answers, and how much of it is unfolded."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.desk.about import ABOUT
from bot.reports.report import Theme
from funnels.analytics.question import Question

Panel = Literal["", "slices", "values", "stages"]
"""Which choice is unfolded below the report."""


@dataclass(frozen=True, kw_only=True)
class View:
    """A state of the message.

    Attributes:
        words: what was asked beyond the question; the report understands them.
        explained: what the figures mean is shown in place of them.
        page: of the report's messages, or of the choice that is unfolded; from 0.
        theme: what a press of the button that leads here chooses for pictures; None: they stay as they are.
    """

    report: str
    question: Question
    words: str = ""
    explained: bool = False
    panel: Panel = ""
    page: int = 0
    theme: Theme | None = None

    @property
    def heeded(self) -> Question:
        """What the report is asked: of a slice that does not split it, a value is being chosen."""
        return self.question if "split" in ABOUT[self.report].heeds else self.question.without(["split"])

    def asks(self, **changed: Any) -> "View":
        """The report of another question, folded and from its first page."""
        return replace(self, question=replace(self.question, **changed), explained=False, panel="", page=0)
