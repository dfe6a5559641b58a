"""A file of probabilities to fill in: every step at which somebody can do something, as it is estimated now."""

import json
from collections.abc import Iterator, Mapping

from funnels.definition.durations import spell_duration
from funnels.definition.script import Script
from funnels.simulation.acts import Act
from funnels.simulation.estimates import Estimate

_HEAD = """\
# How people act in the funnel {funnel}, for `voronka simulate {funnel} --probabilities` and this file.
#
# By step: the share of the people who come to it and do so, from 0 to 1 (0.6, or 60 %); what is left of them does
# nothing. One number for several buttons is spread evenly over them. A step that is written here is wholly as written;
# one that is left out keeps what is estimated. half_within and most_within: in what time half, and nine tenths, of
# those who act have done so. Links (open) and selling buttons of messages (buy) are beside the rest.
steps:
"""


def as_yaml(script: Script, estimates: Mapping[str, Estimate]) -> str:
    """The text of the file; `load_probabilities` reads the same estimates back, shares rounded to thousandths."""
    lines = [line for key, estimate in estimates.items() for line in _step(key, estimate)]
    return _HEAD.format(funnel=script.funnel) + "".join(f"{line}\n" for line in lines)


def _step(key: str, estimate: Estimate) -> Iterator[str]:
    yield f"  {key}:"
    shares = {**estimate.moves, **estimate.asides}
    for name in dict.fromkeys(act.name for act in shares):
        alike = {act: share for act, share in shares.items() if act.name == name}
        yield f"    {name}: {_written(alike)}"
    yield f"    half_within: {spell_duration(estimate.half_within)}"
    yield f"    most_within: {spell_duration(estimate.most_within)}"


def _written(shares: Mapping[Act, float]) -> str:
    if not any(act.which for act in shares):
        return _number(sum(shares.values()))
    each = {act.which: share for act, share in shares.items()}
    return (
        "{"
        + ", ".join(f"{json.dumps(which, ensure_ascii=False)}: {_number(share)}" for which, share in each.items())
        + "}"
    )


def _number(share: float) -> str:
    """Rounded down, so that the shares of a step never add up to more than 1."""
    return f"{int(share * 1000 + 1e-6) / 1000:g}"
