"""Whom among the staff a step turns to."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from funnels.definition.explain import wrong
from funnels.steps.base import ScriptModel

if TYPE_CHECKING:
    from funnels.engine.effects.staff import StaffRole

ROLES: "tuple[StaffRole, ...]" = ("manager", "marketer", "owner")


def _addressee(value: object) -> object:
    if isinstance(value, str) and value not in ROLES:
        raise wrong(
            f"`{value}` is nobody of the staff", f"write {', '.join(ROLES)}, or the number of a chat: -1001234567890"
        )
    return value


class ForStaff(ScriptModel):
    """The part common to steps that turn to people who run the bot."""

    to: Annotated[Literal["manager", "marketer", "owner"] | int, BeforeValidator(_addressee)] = Field(
        default="manager",
        title="role or chat",
        description="Who is told: manager, marketer, owner, or a chat by its number. A role nobody has: the owners.",
    )

    @property
    def addressee(self) -> str:
        """`to`, as effects carry it."""
        return str(self.to)
