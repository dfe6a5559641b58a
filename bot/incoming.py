"""What comes in for the runner: one input of one person, and what it is known by if it comes again."""

import asyncio
from dataclasses import dataclass, field

from funnels.engine.effects import Effect
from funnels.engine.inputs import Input, Paid, Refunded


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What Telegram says of a person with each update."""

    first_name: str = ""
    last_name: str = ""
    username: str = ""
    language: str = ""


@dataclass(eq=False, kw_only=True)
class Incoming:
    """An input on its way; two of them are never the same one, however alike they are."""

    subscriber: int
    input: Input
    profile: Profile | None = None
    update: int | None = None
    """Telegram's id of the update it came in."""
    event: str | None = None
    """The id its sender gave an event from outside."""
    timer: int | None = None
    """The id in storage of the timer that has fired."""
    call: int | None = None
    """The id in storage of the call that is over; the input is `Called`."""
    played: int | None = None
    """The id in storage of what was set aside and is played again."""
    done: asyncio.Future[tuple[Effect, ...]] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    """Done after the commit, with the effects it had, none for a repeated one; fails where nothing was committed."""

    @property
    def is_kept(self) -> bool:
        """Whether it comes again from where it came, until it is committed, so that nothing is lost when it fails.

        Money is told of until the bot says that it is kept.
        """
        marks = (self.update, self.event, self.timer, self.call, self.played)
        return isinstance(self.input, Paid | Refunded) or any(mark is not None for mark in marks)

    def succeed(self, effects: tuple[Effect, ...]) -> None:
        """It is committed."""
        if not self.done.done():
            self.done.set_result(effects)

    def fail(self, error: Exception) -> None:
        """It is not, and nothing of it is kept."""
        if not self.done.done():
            self.done.set_exception(error)
            self.done.exception()  # it is in the log, also when nobody waits for this input
