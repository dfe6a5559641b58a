"""What wakes a journey later, or no longer."""

from datetime import datetime

from msgspec import Struct


class SetTimer(Struct, frozen=True, kw_only=True):
    """Wake this journey at `due_at` (UTC) with `TimerFired(name)`; valid for this revision only.

    Revision 0 is no step's: such a timer belongs to the journey, and stays when a step is left.
    """

    name: str
    due_at: datetime
    revision: int


class CancelTimers(Struct, frozen=True, kw_only=True):
    """Forget every timer of this journey's steps; those of revision 0 stay."""
