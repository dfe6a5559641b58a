"""A word a condition compares a name with can be there: a segment, a stage, a product, a variant, an event."""

from collections.abc import Iterator, Mapping
from itertools import chain

from funnels.definition.composing import Loc
from funnels.definition.neighbours import awaited
from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.definition.suggest import closest
from funnels.definition.survey import Compared
from funnels.definition.written import conditions, texts
from funnels.steps.split import Split

Words = Mapping[str, tuple[str, tuple[str, ...]]]
"""What a name can be compared with: what such a word is, and all there are."""


def check_names(script: Script, report: Report) -> None:
    """What a condition or a text asks for can hold for somebody."""
    known = _known(script)
    for loc, compared in _comparisons(script):
        kind, words = known.get(compared.name, ("", ()))
        if not kind or compared.word in words or _of_another_funnel(compared):
            continue
        guess = closest(compared.word, words)
        report(
            loc,
            f"there is no {kind} `{compared.word}`",
            f"did you mean `{guess}`?" if guess else _REMEDIES[kind],
            missing=compared.word,
        )


def check_segments(script: Script, report: Report) -> None:
    """A segment asks only for those above it, so none asks for itself by a detour."""
    names = tuple(script.segments)
    for number, (name, condition) in enumerate(script.segments.items()):
        for compared in sorted(condition.compared):
            if compared.name == "segments" and compared.word in names[number:]:
                report(
                    ("segments", name),
                    f"the segment `{compared.word}` is not above this one",
                    "a segment cannot ask for itself: say it with tags, orders or attributes"
                    if compared.word == name
                    else f"move `{compared.word}` above `{name}`",
                )


_REMEDIES = {
    "segment": "add it under segments:",
    "stage": "write the name of one of its stages",
    "product": "add it under products:, or write the product of another funnel as funnel/product",
    "event": "name it under start: events: or in wait: {for: …}",
    "variant": "write the name of one of its variants",
}


def _known(script: Script) -> Words:
    experiments: dict[str, tuple[str, tuple[str, ...]]] = {}
    for place in script.places.values():
        if isinstance(place.step, Split):
            name = f"variants.{place.step.split}"
            experiments[name] = ("variant", (*experiments.get(name, ("", ()))[1], *place.step.variants))
    return {
        "segments": ("segment", tuple(script.segments)),
        "stage": ("stage", tuple(stage.stage for stage in script.stages)),
        "orders": ("product", tuple(script.products)),
        "event": ("event", tuple(name for _, name in awaited(script))),
        **experiments,
    }


def _of_another_funnel(compared: Compared) -> bool:
    return compared.name == "orders" and "/" in compared.word


def _comparisons(script: Script) -> Iterator[tuple[Loc, Compared]]:
    asked = ((loc, condition.compared) for loc, condition in conditions(script))
    printed = ((written.loc, written.text.compared) for written in texts(script))
    for loc, all_compared in chain(asked, printed):
        yield from ((loc, compared) for compared in sorted(all_compared))
