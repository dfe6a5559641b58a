"""`--probabilities FILE`: how likely each act is, as the marketer thinks, step by step.

```yaml
steps:
  lead_magnet.1:
    press: {Забрать книгу: 0.6, О чём она?: 20 %}
    block: 0.01
    half_within: 20 minutes
    most_within: 6 hours
```

A step that is written there is wholly as written: what it does not name does not happen. Steps that are left out, and
times, stay what they were.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from pydantic import Discriminator, Field, Tag, ValidationError, model_validator

from funnels.definition.document import Document, read
from funnels.definition.durations import Duration
from funnels.definition.explain import explain, wrong
from funnels.definition.findings import Finding, ScriptError
from funnels.definition.known_keys import keys_of
from funnels.definition.script import Script
from funnels.definition.shares import Share
from funnels.definition.suggest import closest
from funnels.simulation.acts import Act, ActName
from funnels.simulation.estimates import Estimate, default_estimates, spread
from funnels.steps.base import ScriptModel

if TYPE_CHECKING:
    from typing import Self

_SLACK = 1e-9
"""Tenths do not add up to one exactly."""


def _kind(value: Any) -> Literal["share", "each"]:
    return "each" if isinstance(value, dict) else "share"


_Shares = Annotated[Annotated[Share, Tag("share")] | Annotated[Mapping[str, Share], Tag("each")], Discriminator(_kind)]


class StepShares(ScriptModel):
    """One step: a share for each act, spread evenly over its buttons, ways to pay or events, or one for each."""

    press: _Shares = Field(default=0, description="Press a button, by its label.")
    answer: Share = Field(default=0, description="Give an answer that fits.")
    skip: Share = Field(default=0, description="Leave the answer out by the button.")
    pay: _Shares = Field(default=0, description="Pay, by the way to pay; of several products, by the product.")
    abandon: Share = Field(default=0, description="Ask for the payment and do not pay.")
    decline: Share = Field(default=0, description="Say no by the button.")
    join: Share = Field(default=0, description="Join the channel.")
    happen: _Shares = Field(default=0, description="The event happens; of several, by the name of each.")
    give_back: Share = Field(default=0, description="Staff give the chat back.")
    block: Share = Field(default=0, description="Block the bot.")
    open: _Shares = Field(default=0, description="Open a link, by the label of its button.")
    buy: _Shares = Field(default=0, description="Buy by a button of a message, by its label.")
    half_within: Duration | None = Field(default=None, description="Half of those who act do so within this time.")
    most_within: Duration | None = Field(default=None, description="Nine tenths of them do so within this time.")

    @property
    def acts(self) -> list[ActName]:
        """What is written of it, but for the times."""
        return [cast("ActName", name) for name in type(self).model_fields if name in self.model_fields_set - _TIMES]

    @model_validator(mode="after")
    def _times_in_order(self) -> "Self":
        if self.half_within and self.most_within and self.half_within > self.most_within:
            raise wrong("half of the people take longer than most of them", "make most_within the longer time")
        return self


_TIMES = {"half_within", "most_within"}


class ProbabilityFile(ScriptModel):
    """The whole file."""

    steps: Mapping[str, StepShares] = Field(description="By key, steps at which somebody can do something.")


_KNOWN_KEYS = keys_of(ProbabilityFile)


def load_probabilities(path: Path, script: Script, base: Mapping[str, Estimate]) -> dict[str, Estimate]:
    """The estimates of `base`, those of the file in their place; raises ScriptError with all its mistakes."""
    document = read(path, str(path))
    try:
        file = ProbabilityFile.model_validate(document.data)
    except ValidationError as error:
        raise ScriptError(*explain(error, document, _KNOWN_KEYS)) from None
    if found := list(_findings(document, file, script)):
        raise ScriptError(*found)
    return {key: _merged(estimate, file.steps.get(key)) for key, estimate in base.items()}


def _merged(estimate: Estimate, written: StepShares | None) -> Estimate:
    if written is None:
        return estimate
    half = written.half_within or estimate.half_within
    return replace(
        estimate,
        moves=_shares(tuple(estimate.moves), written),
        asides=_shares(tuple(estimate.asides), written),
        half_within=half,
        most_within=max(written.most_within or estimate.most_within, half),
        origin="file",
    )


def _shares(acts: tuple[Act, ...], written: StepShares) -> dict[Act, float]:
    given = {name: getattr(written, name) for name in written.acts}
    even = spread(acts, {name: share for name, share in given.items() if not isinstance(share, Mapping)})
    alike = Counter((act.name, act.product) for act in acts)
    return {
        act: each.get(act.which, each.get(act.product, 0.0) / alike[act.name, act.product])
        if isinstance(each := given.get(act.name), Mapping)
        else even[act]
        for act in acts
    }


def _findings(document: Document, file: ProbabilityFile, script: Script) -> Iterator[Finding]:
    known = default_estimates(script)
    for key, written in file.steps.items():
        loc = ("steps", key)
        if key not in known:
            yield Finding(document.name, *document.key_place(loc), *_unknown_step(key, script, known))
            continue
        found = list(_of_step(document, key, written, known[key]))
        yield from found
        total = sum(_shares(tuple(known[key].moves), written).values())
        if not found and total > 1 + _SLACK:
            problem = f"the shares of `{key}` add up to {total:.4g}"
            yield Finding(
                document.name,
                *document.key_place(loc),
                problem,
                "make them 1 at most: what is left of them does nothing",
            )


def _of_step(document: Document, key: str, written: StepShares, known: Estimate) -> Iterator[Finding]:
    acts = [*known.moves, *known.asides]
    names = dict.fromkeys(act.name for act in acts)
    for name in written.acts:
        loc = ("steps", key, name)
        if name not in names:
            may = ", ".join(f"`{one}`" for one in names)
            yield Finding(
                document.name, *document.key_place(loc), f"`{name}` cannot happen at `{key}`", f"there may be {may}"
            )
            continue
        each = getattr(written, name)
        whiches = [which for act in acts if act.name == name for which in (act.which, act.product) if which]
        labels = list(dict.fromkeys(whiches))
        for which in each if isinstance(each, Mapping) else ():
            if which not in labels:
                remedy = _choice(which, labels)
                yield Finding(
                    document.name, *document.key_place((*loc, which)), f"`{key}` has no `{which}` to {name}", remedy
                )


def _unknown_step(key: str, script: Script, known: Mapping[str, Estimate]) -> tuple[str, str]:
    if key in script.places:
        return f"nobody does anything at `{key}`", "remove it: the journey does not wait there"
    return f"there is no step `{key}`", _choice(key, list(known))


def _choice(word: str, known: list[str]) -> str:
    if guess := closest(word, known):
        return f"did you mean `{guess}`?"
    return f"write one of {', '.join(f'`{name}`' for name in known)}" if known else "remove it"
