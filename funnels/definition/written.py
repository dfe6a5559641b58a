"""Every text, every condition and every name of a script, each with the place where it is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from funnels.definition.compile import button_locs
from funnels.definition.composing import Loc
from funnels.definition.conditions import Condition
from funnels.definition.script import Place, Script
from funnels.definition.text import Text
from funnels.engine.limits import COPY_LIMIT, LABEL_LIMIT, TEXT_LIMIT
from funnels.steps.ask import Ask
from funnels.steps.base import Step
from funnels.steps.content import Attachment
from funnels.steps.delivery import Delivery
from funnels.steps.moment import Until
from funnels.steps.offer import Offer
from funnels.steps.wait import Wait

_OF_ACCESS: frozenset[str] = frozenset({"access_until", "access_left"})
"""What a product that ends lets its own texts print without a default."""

_BESIDE_MEDIA = ("message", "ask", "text")
"""Texts that become the caption of what is sent with them."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A text, where it stands, how long it may be, what it may print besides what is known of a person."""

    loc: Loc
    text: Text
    limit: int
    known: frozenset[str] = frozenset()
    offer: Offer | None = None
    """The offer it belongs to, where it does."""


def saved(script: Script) -> Iterator[tuple[Loc, str]]:
    """Every name something is kept under, and where that is written."""
    for number, name in enumerate(script.file.start.save):
        yield ("start", "save", number), name
    for product, sold in script.products.items():
        yield from ((("products", product, "asks"), name) for name in sold.asked)
    for place in script.places.values():
        yield from (((*place.loc, *loc), name) for name, loc in place.step.saves())
    for product, sold in script.products.items():
        for name in sold.deliver.call.save if sold.deliver.call else ():
            yield ("products", product, "deliver", "call", "save", name), name


def conditions(script: Script) -> Iterator[tuple[Loc, Condition]]:
    """Every condition: of segments, stages and steps."""
    yield from ((("segments", name), condition) for name, condition in script.segments.items())
    for number, stage in enumerate(script.stages):
        if stage.if_:
            yield ("stages", number, "if"), stage.if_
    for place in script.places.values():
        condition = getattr(place.step, "if_", None)
        if isinstance(condition, Condition):
            yield (*place.loc, "if"), condition


def texts(script: Script) -> Iterator[Written]:
    """Every text that a person may be shown, or that settles a moment."""
    for place in script.everywhere:
        yield from texts_of(script, place)
    if script.file.fallback and script.file.fallback.message:
        yield Written(loc=("fallback", "message"), text=script.file.fallback.message, limit=TEXT_LIMIT)
    for name, product in script.products.items():
        loc: Loc = ("products", name)
        if product.deliver.text:
            limit = product.deliver.text_limit
            given = (_OF_ACCESS if product.access else frozenset()) | _of_codes(product.deliver)
            yield Written(loc=(*loc, "deliver", "text"), text=product.deliver.text, limit=limit, known=given)
        for key, text, known in (("ends", product.ends, _OF_ACCESS), ("ended", product.ended, frozenset())):
            if text:
                yield Written(loc=(*loc, key), text=text, limit=TEXT_LIMIT, known=known)
        if product.manual:
            known = frozenset({"price"})
            yield Written(loc=(*loc, "manual"), text=product.manual, limit=TEXT_LIMIT, known=known)


def _of_codes(delivery: Delivery) -> frozenset[str]:
    return frozenset({"code"}) if delivery.codes else frozenset()


def texts_of(script: Script, place: Place) -> Iterator[Written]:
    """Every text of one step."""
    step, known = place.step, _offered(script, place)
    offer = step if isinstance(step, Offer) else None
    for loc, text, limit in _fields(step):
        yield Written(loc=(*place.loc, *loc), text=text, limit=limit, known=known, offer=offer)
    if isinstance(step, Wait) and isinstance(step.wait, Until) and isinstance(step.wait.until, Text):
        yield Written(loc=(*place.loc, "wait", "until"), text=step.wait.until, limit=TEXT_LIMIT)
    for spec, loc in button_locs(step):
        yield Written(loc=(*place.loc, *loc, "text"), text=spec.text, limit=LABEL_LIMIT)
        if spec.copy_ is not None:
            yield Written(loc=(*place.loc, *loc, "copy"), text=spec.copy_, limit=COPY_LIMIT)
    for choice in step.picks if isinstance(step, Ask) else ():
        yield Written(loc=(*place.loc, "choices", *choice.loc), text=choice.label, limit=LABEL_LIMIT)
    for loc, follow_up in step.timed_messages():
        yield Written(
            loc=(*place.loc, *loc, "message"),
            text=follow_up.message,
            limit=follow_up.text_limit,
            known=known,
            offer=offer,
        )


def _fields(step: Step) -> Iterator[tuple[Loc, Text, int]]:
    """Every text that stands in a field of the step, by itself or by a name, and how long it may be."""
    caption = step.text_limit if isinstance(step, Attachment) else TEXT_LIMIT
    for key in type(step).model_fields:
        written, shown = getattr(step, key), type(step).model_fields[key].alias or key
        if isinstance(written, Text):
            fitting = caption if key in _BESIDE_MEDIA else TEXT_LIMIT
            yield (shown,), written, LABEL_LIMIT if written.is_label else fitting
        elif isinstance(written, Delivery) and written.text:
            yield (shown, "text"), written.text, written.text_limit
        elif isinstance(written, Mapping):
            yield from (((shown, name), one, TEXT_LIMIT) for name, one in written.items() if isinstance(one, Text))


def _offered(script: Script, place: Place) -> frozenset[str]:
    """What is known at an offer; of several products the prices only by their names."""
    step = place.step
    if not isinstance(step, Offer) or not all(name in script.products for name in step.offered):
        return frozenset()
    known = [said_of(script, name, step) for name in step.offered]
    of_offer = {"deadline", "time_left"} if step.deadline else set()
    if len(known) == 1:
        return known[0] - {"title"} | of_offer
    return frozenset(of_offer | ({"promo"} if any("promo" in one for one in known) else set()))


def said_of(script: Script, name: str, offer: Offer | None) -> frozenset[str]:
    """What a text can say of a product, in an offer of it by the terms of that."""
    product, terms = script.products[name], offer.terms_of(name) if offer else None
    given = {
        "title": True,
        "price": True,
        "stars": (terms.stars if terms else None) or product.stars,
        "old_price": (terms.old_price if terms else None) or product.promo,
        "promo": product.promo,
    }
    return frozenset(one for one, value in given.items() if value)
