"""A script ready to be walked: every step has a key and a number, every exit a place it leads to.

Keys are what storage, reports and timers keep: `stage.id`, or `stage.3` for a step without an id, and
`core.2.then.1` for the first step inside the `then:` of the second. Numbers follow the order of
the file, a step before those inside it; entries of the menu come last, under keys such as `/faq`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from funnels.engine.buttons import SettledKeyboard
from funnels.engine.hours import SendingHours

if TYPE_CHECKING:
    from funnels.definition.conditions import Condition
    from funnels.definition.products import Product
    from funnels.definition.schema import FunnelFile, Stage
    from funnels.steps.base import Step
    from funnels.steps.delivery import Invite

FINISH = ""
"""An exit that runs out of the last stage: the journey is finished."""

END = "end"
"""An exit by which the script ends the journey on purpose."""

STAGE_OVER = "stage_over"
"""The exit by which a met goal leaves the stage, from wherever in it the journey waits."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """One step, where it stands and where each of its exits leads: a key, FINISH or END."""

    key: str
    index: int
    stage: str
    step: "Step"
    loc: tuple[str | int, ...]
    """Where it stands in the file, for findings."""
    exits: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Script:
    """One version of one funnel."""

    file: "FunnelFile"
    version: int
    timezone: str
    places: Mapping[str, Place]
    order: tuple[str, ...]
    """Keys of all steps in the order of the file."""
    menu: tuple[Place, ...]
    """Entries of the menu, numbered behind the steps; they have no stage and no exits."""
    firsts: Mapping[str, str]
    """The first step of each stage, by the stage's name."""
    source: str
    """The text of the file it was read from."""

    def as_version(self, version: int) -> "Script":
        """The same script under the number storage gave it."""
        return replace(self, version=version)

    @cached_property
    def funnel(self) -> str:
        """The funnel's name."""
        return self.file.funnel

    @property
    def title(self) -> str:
        """What people call the funnel."""
        return self.file.title

    @cached_property
    def language(self) -> str:
        """The language its texts are written in."""
        return self.file.language

    @cached_property
    def sending_hours(self) -> SendingHours | None:
        """When timed messages may come."""
        return self.file.sending_hours

    @cached_property
    def stages(self) -> "tuple[Stage, ...]":
        """The stages in order."""
        return self.file.stages

    @cached_property
    def sales(self) -> frozenset[str]:
        """The names of the stages whose goal is a payment."""
        return frozenset(stage.stage for stage in self.stages if stage.sells)

    @cached_property
    def products(self) -> "Mapping[str, Product]":
        """The products by name."""
        return self.file.products

    @cached_property
    def invites(self) -> "tuple[Invite, ...]":
        """The ways into private chats that its products open."""
        invites = (product.deliver.invite for product in self.products.values())
        return tuple(invite for invite in invites if invite)

    @cached_property
    def segments(self) -> "Mapping[str, Condition]":
        """The conditions that have a name."""
        return self.file.segments

    @cached_property
    def everywhere(self) -> tuple[Place, ...]:
        """The steps and the entries of the menu, in the order of their numbers."""
        return (*self.places.values(), *self.menu)

    @cached_property
    def keyboards(self) -> Mapping[str, SettledKeyboard]:
        """The buttons of each step and entry of the menu, by its key; only of a script without mistakes."""
        return {place.key: SettledKeyboard(place.step.keyboard(self)) for place in self.everywhere}

    @cached_property
    def other_keyboards(self) -> "dict[tuple[str, tuple[tuple[str, str], ...], bool], SettledKeyboard]":
        """Those of offers at other prices, by key, products with promo codes, and whether it is late.

        They are made when somebody needs them.
        """
        return {}

    @property
    def first(self) -> str:
        """Where a journey begins."""
        return self.order[0]

    @cached_property
    def _stage_numbers(self) -> Mapping[str, int]:
        return {stage.stage: number for number, stage in enumerate(self.stages)}

    @cached_property
    def _product_names(self) -> tuple[str, ...]:
        return tuple(self.products)

    @cached_property
    def _product_numbers(self) -> Mapping[str, int]:
        return {name: number for number, name in enumerate(self._product_names)}

    def stage(self, name: str) -> "Stage":
        """The stage of that name; KeyError if there is none."""
        return self.stages[self._stage_numbers[name]]

    def stage_number(self, name: str) -> int:
        """Its position, from 0; KeyError if there is none."""
        return self._stage_numbers[name]

    def place_at(self, index: int) -> Place:
        """The step or entry of the menu of that number; IndexError if there is none."""
        if index < 0:
            raise IndexError(index)
        return self.everywhere[index]

    @cached_property
    def _menu_numbers(self) -> Mapping[str, int]:
        return {name: number for number, place in enumerate(self.menu) for name in place.step.names}

    def menu_number(self, name: str) -> int:
        """An entry of the menu by its id or command, from 0; KeyError if there is none."""
        return self._menu_numbers[name]

    def product_number(self, name: str) -> int:
        """A product's position under `products:`, from 0; KeyError if there is none."""
        return self._product_numbers[name]

    def product_name(self, number: int) -> str:
        """The product of that number; IndexError if there is none."""
        if number < 0:
            raise IndexError(number)
        return self._product_names[number]
