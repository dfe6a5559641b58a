"""What an offer of several products says, it says of one of them, or of all."""

from collections.abc import Mapping

from funnels.definition.report import Report
from funnels.definition.script import Place, Script
from funnels.definition.suggest import closest
from funnels.steps.offer import Offer
from funnels.steps.terms import Terms


def check_offers(script: Script, report: Report) -> None:
    """An offer of several products says of each what it costs, and where its payment leads."""
    for place in script.places.values():
        if isinstance(place.step, Offer):
            _prices(place, place.step, report)
            _outcomes(place, place.step, report)
            _goal(script, place, place.step, report)


def _prices(place: Place, step: Offer, report: Report) -> None:
    if isinstance(step.offer, str):
        return
    for key in Terms.model_fields:
        if getattr(step, key):
            name, other = step.offered[0], "".join(f", {one}: {{}}" for one in step.offered[1:])
            report(
                (*place.loc, key),
                f"`{key}` does not say of which product",
                f"write it beside one: offer: {{{name}: {{{key}: …}}{other}}}",
            )


def _outcomes(place: Place, step: Offer, report: Report) -> None:
    for name in step.paid if isinstance(step.paid, Mapping) else ():
        if name not in step.offered:
            guess = closest(name, step.offered)
            remedy = (
                f"did you mean `{guess}`?" if guess else f"there are {', '.join(f'`{one}`' for one in step.offered)}"
            )
            report((*place.loc, "paid", name), f"`{name}` is not in this offer", remedy, missing=name)


def _goal(script: Script, place: Place, step: Offer, report: Report) -> None:
    """Steps after a payment lead out of the stage or on in it, so they cannot follow products that differ in that."""
    sells = set(script.stage(place.stage).sells)
    meant = [name for name in step.offered if name in sells]
    if isinstance(step.paid, tuple) and 0 < len(meant) < len(step.offered):
        each = ", ".join(f"{name}: …" for name in step.offered)
        report(
            (*place.loc, "paid"),
            f"these steps follow every payment, and only that for `{meant[0]}` meets the goal of the stage",
            f"write paid: {{{each}}}",
        )
