"""What a dialogue names must be in a script: a product nobody sells can neither be paid nor expected."""

from collections.abc import Iterable, Iterator, Mapping

from funnels.definition.composing import Loc
from funnels.definition.neighbours import awaited
from funnels.definition.script import Script
from funnels.definition.suggest import closest, slip
from funnels.dialogue.lines import Dialogue
from funnels.engine.catalogue import Catalogue
from funnels.steps.split import Split

Unknown = tuple[Loc, str, str]
"""Where in the dialogue, the problem, what to write instead."""


def unknown_names(dialogue: Dialogue, catalogue: Catalogue) -> Iterator[Unknown]:
    """The products, stages, steps, experiments and variants of a dialogue that no script has, and misspelled events.

    An event that no script knows may well be told: nothing must follow from it.
    """
    scripts = catalogue.live.values()
    products = [name for script in scripts for name in script.products]
    stages = [name for script in scripts for name in script.firsts]
    events = list(dict.fromkeys(name for script in scripts for _, name in awaited(script)))
    for number, line in enumerate(dialogue.play):
        key, value = line.given
        if key == "event" and value.name not in events and (guess := slip(value.name, events)):
            yield ("play", number, key), f"no script knows the event `{value.name}`", f"did you mean `{guess}`?"
        if key in ("pay", "confirm", "refund"):
            yield from _unknown(("play", number, key), "product", value, products)
    limited = [" ".join(thing[1:]).strip() for thing in catalogue.limits]
    for name in dialogue.sold:
        yield from _unknown(("sold", name), "limit of", name, limited)
    expected = dialogue.expect
    for key, kind, names, known in (
        ("orders", "product", expected.orders, products),
        ("reached", "stage", expected.reached, stages),
        ("passed", "stage", expected.passed, stages),
    ):
        for number, name in enumerate(names or ()):
            yield from _unknown(("expect", key, number), kind, name, known)
    if expected.at is not None:
        steps = ["end", "nowhere", *(key for script in scripts for key in script.places)]
        yield from _unknown(("expect", "at"), "step", expected.at, steps)
    experiments = _experiments(scripts)
    yield from _unknown_variants(("variants",), dialogue.variants, experiments)
    yield from _unknown_variants(("expect", "variants"), expected.variants or {}, experiments)


def _experiments(scripts: Iterable[Script]) -> Mapping[str, list[str]]:
    """The variants of each experiment."""
    steps = [place.step for script in scripts for place in script.places.values()]
    return {step.split: list(step.variants) for step in steps if isinstance(step, Split)}


def _unknown_variants(loc: Loc, variants: Mapping[str, str], known: Mapping[str, list[str]]) -> Iterator[Unknown]:
    for experiment, variant in variants.items():
        at = (*loc, experiment)
        if experiment not in known:
            yield from _unknown(at, "experiment", experiment, known)
        else:
            yield from _unknown(at, f"variant of `{experiment}`", variant, known[experiment])


def _unknown(loc: Loc, kind: str, name: str, known: Iterable[str]) -> Iterator[Unknown]:
    names = list(dict.fromkeys(known))
    if name in names:
        return
    if guess := closest(name, names):
        remedy = f"did you mean `{guess}`?"
    elif names:
        remedy = f"there are {', '.join(f'`{one}`' for one in names)}"
    else:
        remedy = "the scripts have none"
    yield loc, f"there is no {kind} `{name}`", remedy
