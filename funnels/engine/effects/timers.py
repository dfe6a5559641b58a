"""What wakes a journey later, or no longer."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class SetTimer:
    """Wake this journey at `due_at` (UTC) with `TimerFired(name)`; valid for this revision only.

    Revision 0 is no step's: such a timer belongs to the journey, and stays when a step is left.
    """

    name: str
    due_at: datetime
    revision: int


@dataclass(frozen=True, kw_only=True)
class CancelTimers:
    """Forget every timer of this journey's steps; those of revision 0 stay."""
