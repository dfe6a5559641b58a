"""`split`: an experiment: each person gets one of its variants, by weight, and always the same one.

Who gets which is settled by the experiment's name and the person's id, and kept: neither a second walk nor new
weights give anybody another variant. Conditions can ask for it: `variants.price-test == "soft"`.

```yaml
- split: price-test
  variants:
    full: {weight: 50, steps: [{offer: course, text: "Курс за {{ price }}"}]}
    soft: {weight: 50, steps: [{offer: course, price: 3900 RUB, text: "Для вас — {{ price }}"}]}
  sample: 400
```

`/tests` names no winner before every variant has had its `sample`.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, field_validator

from funnels.definition.explain import wrong
from funnels.definition.templates import Name
from funnels.steps.base import Exit, Kind, ScriptModel, Step
from funnels.steps.outcome import Outcome

if TYPE_CHECKING:
    from funnels.engine.turn import Turn

_FEWEST = 2
HEAVIEST = 1_000_000


class SplitVariant(ScriptModel):
    """One arm of an experiment."""

    weight: int = Field(
        default=1, strict=True, ge=1, le=HEAVIEST, description="Its share of the people, against the other weights."
    )
    steps: Outcome = Field(default="next", description="What its people get: steps, or where to go.")


class Split(Step):
    """Divides people between variants."""

    verb: ClassVar[str] = "split"
    kind: ClassVar[Kind] = "decides"

    split: Name = Field(description="The experiment's name: Latin letters, digits, - and _.")
    variants: Mapping[Name, SplitVariant] = Field(description="Its variants by name, two or more.")
    sample: int | None = Field(
        default=None,
        strict=True,
        ge=1,
        description="How many people each variant needs before it is judged. Default: as many as tell a change by a "
        "fifth from chance.",
    )

    @field_validator("variants")
    @classmethod
    def _two(cls, variants: Mapping[str, SplitVariant]) -> Mapping[str, SplitVariant]:
        if len(variants) < _FEWEST:
            raise wrong("an experiment needs two variants", "add one more, to compare with")
        return variants

    def outcomes(self) -> Iterator[tuple[str, Outcome]]:
        for name, variant in self.variants.items():
            yield f"variants.{name}", variant.steps

    def written_at(self, exit_: str) -> tuple[str | int, ...]:
        return (*exit_.split("."), "steps")

    def ways_on(self) -> Iterator[str]:
        yield from (exit_ for exit_, _ in self.outcomes())

    def enter(self, turn: "Turn") -> Exit:
        name = turn.journey.subscriber.variants.get(self.split, "")
        if name not in self.variants:
            name = self.drawn(turn.journey.subscriber.id)
            turn.take_part(self.split, name)
        turn.track("variant", detail=f"{self.split}={name}")
        return f"variants.{name}"

    def drawn(self, subscriber: int) -> str:
        """The variant of one person: evenly spread over people, independent between experiments."""
        digest = sha256(f"{self.split}:{subscriber}".encode()).digest()
        mark = int.from_bytes(digest[:8]) % sum(variant.weight for variant in self.variants.values())
        for name, variant in self.variants.items():
            mark -= variant.weight
            if mark < 0:
                return name
        raise AssertionError("the weights add up to their sum")
