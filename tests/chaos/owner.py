"""The owner of the crowd's funnel: confirms or refuses what people say they paid by hand, hours later.

Which notice says what comes in any order, so chance is drawn for each order by its name; a notice that came twice
is decided once.
"""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.payments.decisions import button_data
from bot.preview.telegram import Message, Person
from bot.preview.telegram.messages import Button

MINUTES = range(43, 58, 3)
"""As those of prospects, for each order in turns."""

_YES = button_data("yes", "")
_NO = button_data("no", "")


@dataclass(kw_only=True)
class Owner:
    person: Person
    seed: int
    every_hours: int
    plans: dict[str, tuple[datetime, Message, Button]] = field(default_factory=dict)
    """What is to be pressed about each order, and when."""
    decided: dict[str, int] = field(default_factory=dict)
    """How many decisions there were about each person."""
    _read: int = 0

    @property
    def next(self) -> datetime | None:
        """When the next decision falls."""
        return min((at for at, _, _ in self.plans.values()), default=None)

    async def act(self, moment: datetime) -> None:
        """Decide what falls on this moment."""
        due = [order for order, (at, _, _) in self.plans.items() if at <= moment]
        for order in sorted(due):
            _, message, button = self.plans.pop(order)
            await self.person.presses_button(message, button)

    def look(self, moment: datetime) -> None:
        """See what people have told."""
        for message in self.person.chat[self._read :]:
            buttons = {button.get("callback_data", "")[: len(_YES)]: button for button in message.buttons}
            if _YES in buttons:
                self._plan(buttons[_YES]["callback_data"].removeprefix(_YES), message, buttons, moment)
        self._read = len(self.person.chat)

    def _plan(self, order: str, message: Message, buttons: dict[str, Button], moment: datetime) -> None:
        if order in self.plans:
            return
        chance = Random(f"{self.seed} {order} {moment.isoformat()}")
        decision = chance.choices((_YES, _NO, None), weights=(8, 1, 1))[0]
        if decision is None:
            return
        person = order.partition(":")[0]
        number = self.decided[person] = self.decided.get(person, 0) + 1
        hours = math.ceil((moment.hour + chance.uniform(1, 30)) / self.every_hours) * self.every_hours
        day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        at = day + timedelta(hours=hours, minutes=MINUTES[number % len(MINUTES)])
        self.plans[order] = (at, message, buttons[decision])
