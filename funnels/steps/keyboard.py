"""The buttons under a message that a script writes, and what each of them carries."""

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field

from funnels.engine.effects import Button
from funnels.steps.base import Step
from funnels.steps.content import ButtonRow, ButtonSpec

if TYPE_CHECKING:
    from funnels.engine.turn import Turn


class Keyboard(Step):
    """The part common to what has buttons of its own."""

    buttons: tuple[ButtonRow, ...] = Field(
        default=(), description="Buttons, one a row; a list inside the list makes a row of several."
    )

    @cached_property
    def specs(self) -> tuple[ButtonSpec, ...]:
        """Every button, row after row."""
        return tuple(spec for row in self.buttons for spec in row)

    def keyboard(self, turn: "Turn", part: int) -> tuple[tuple[Button, ...], ...]:
        """The buttons under the message (`part` 0) and under its n-th follow-up."""
        number = 0
        rows = []
        for row in self.buttons:
            buttons = []
            for spec in row:
                url = str(spec.url) if spec.url is not None else ""
                buttons.append(turn.button(spec.text, code=_code(turn, spec, number), part=part, url=url))
                number += 1
            rows.append(tuple(buttons))
        return tuple(rows)

    def sells(self, product: str) -> bool:
        return any(spec.buy == product for spec in self.specs)


def _code(turn: "Turn", spec: ButtonSpec, number: int) -> str:
    if spec.buy:
        return f"buy.{turn.script.product_number(spec.buy)}"
    if spec.menu:
        return f"menu.{turn.script.menu_number(spec.menu)}"
    return str(number)
