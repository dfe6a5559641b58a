"""One measured figure beside the target it is measured against."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Result:
    """`figure` is a ratio or a difference within one run; `raw` shows what it was made from."""

    name: str
    figure: str
    target: str
    reached: bool
    raw: str

    def line(self) -> str:
        """For the terminal."""
        verdict = "reached" if self.reached else "NOT reached"
        return f"{verdict:>11}  {self.name}: {self.figure} (target {self.target}; {self.raw})"

    def row(self, day: date) -> str:
        """For the table of the history."""
        return f"| {day} | {self.name} | {self.figure} | {self.target} | {self.raw} |"
