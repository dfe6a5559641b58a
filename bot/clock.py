"""The one clock: everything that needs the time asks it, so that the preview and the tests can move it."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The real time, in UTC."""

    def now(self) -> datetime:
        """The moment it is."""
        return datetime.now(UTC)


class MovedClock(Clock):
    """The real time plus what it was moved forward by; it never goes back."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self.ahead = ahead

    def now(self) -> datetime:
        return super().now() + self.ahead

    def move_to(self, moment: datetime) -> None:
        """Make it `moment`; a moment already past changes nothing."""
        self.ahead += max(moment - self.now(), timedelta())


class StandingClock(MovedClock):
    """Always the same moment, until it is moved: whatever is played on it comes out the same at any pace."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self._moment = moment

    def now(self) -> datetime:
        """The moment it was moved to last."""
        return self._moment

    def move_to(self, moment: datetime) -> None:
        """Make it `moment`; a moment already past changes nothing."""
        self._moment = max(self._moment, moment)
