"""The buttons a script writes under a message, and what each of them carries."""

from collections.abc import Iterator
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from pydantic import Field

from funnels.engine.buttons import MENU, Keyboard, ScriptButton
from funnels.steps.base import Step
from funnels.steps.button import ATTRIBUTES, ButtonRow, ButtonSpec

if TYPE_CHECKING:
    from funnels.definition.script import Script


class HasButtons(Step):
    """The part common to what has buttons of its own."""

    buttons: tuple[ButtonRow, ...] = Field(
        default=(), title="buttons", description="Buttons, one a row; a list inside the list makes a row of several."
    )

    @cached_property
    def specs(self) -> tuple[ButtonSpec, ...]:
        """Every button, row after row."""
        return tuple(spec for row in self.buttons for spec in row)

    def keyboard(self, script: "Script") -> Keyboard:
        numbers = count()
        return tuple(tuple(_script_button(spec, next(numbers), script) for spec in row) for row in self.buttons)

    def saves(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        for row_number, row in enumerate(self.buttons):
            for column, spec in enumerate(row):
                if spec.shares:
                    yield ATTRIBUTES[spec.shares], ("buttons", row_number, column, spec.shares)

    def sells(self, product: str) -> bool:
        return any(spec.buy == product for spec in self.specs)


def _script_button(spec: ButtonSpec, number: int, script: "Script") -> ScriptButton:
    code = str(number)
    if spec.buy:
        code = f"buy.{script.product_number(spec.buy)}"
    elif spec.menu:
        code = f"{MENU}.{script.menu_number(spec.menu)}"
    return ScriptButton(
        text=spec.text,
        code=code,
        url=str(spec.url) if spec.url else "",
        copy=spec.copy_ or "",
        web_app=str(spec.web_app) if spec.web_app else "",
        shares=spec.shares,
    )
