"""What a script may say by its form and still must not: found before a prospect meets it."""

from collections.abc import Callable, Iterator
from pathlib import Path

from funnels.definition.compile import Loc, Report
from funnels.definition.script import Place, Script
from funnels.definition.suggest import closest
from funnels.definition.text import Text
from funnels.steps.goal import Goal
from funnels.steps.message import Message
from funnels.steps.offer import Offer
from funnels.steps.waiting import Waiting
from funnels.steps.content import Attachment

MEGABYTE = 1024 * 1024
MEDIA_LIMITS = {
    "photo": 10 * MEGABYTE,
    "document": 50 * MEGABYTE,
    "video": 50 * MEGABYTE,
    "file": 50 * MEGABYTE,
}
"""What Telegram takes from a bot in one upload (core.telegram.org/bots/api#sending-files)."""

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def check(script: Script, folder: Path | None, report: Report) -> None:
    """Report everything that is wrong; media are looked for in `folder`, if one is given."""
    for rule in _RULES:
        rule(script, report)
    if folder is not None:
        _check_media(script, folder, report)


def _products(script: Script, report: Report) -> None:
    """Whatever is sold stands under `products:`."""
    for place in script.places.values():
        step = place.step
        if isinstance(step, Offer):
            _known_product(script, step.offer, (*place.loc, "offer"), report)
            if step.offer in script.products:
                _offer_price(script, place, step, report)
        if isinstance(step, Message):
            for spec in step.specs:
                if spec.buy:
                    _known_product(script, spec.buy, (*place.loc, "buttons"), report)


def _known_product(script: Script, name: str, loc: Loc, report: Report) -> None:
    if name not in script.products:
        guess = closest(name, script.products)
        report(
            loc,
            f"there is no product `{name}`",
            f"did you mean `{guess}`?" if guess else "add it under products:",
        )


def _offer_price(script: Script, place: Place, step: Offer, report: Report) -> None:
    """An offer's own price is one that its product can be paid by."""
    for key, method in (("price", "manual"), ("stars", "stars")):
        if getattr(step, key) is not None and method not in script.products[step.offer].methods:
            report(
                (*place.loc, key),
                f"`{step.offer}` is not paid this way, so this price is never asked",
                f"add `{method}` to pay: of the product, or take the line away",
            )


def _goals(script: Script, report: Report) -> None:
    """A stage's goal is one that somebody can reach."""
    named = {place.step.goal for place in script.places.values() if isinstance(place.step, Goal)}
    sold = {place.step.offer for place in script.places.values() if isinstance(place.step, Offer)}
    sold |= {
        spec.buy
        for place in script.places.values()
        if isinstance(place.step, Message)
        for spec in place.step.specs
        if spec.buy
    }
    for number, stage in enumerate(script.stages):
        if stage.goal is None:
            continue
        kind, _, product = stage.goal.partition(" ")
        loc: Loc = ("stages", number, "goal")
        if kind == "paid" and product:
            _known_product(script, product, loc, report)
            if product in script.products and product not in sold:
                report(loc, f"nobody can pay for `{product}`: no step sells it", f"add - offer: {product}")
        elif stage.goal not in named:
            guess = closest(stage.goal, named)
            hint = f"did you mean `{guess}`?" if guess else f"add - goal: {stage.goal}, or write paid PRODUCT"
            report(loc, f"nobody can reach the goal `{stage.goal}`", hint)


def _follow_ups(script: Script, report: Report) -> None:
    """A follow-up comes before its wait is over."""
    for place in script.places.values():
        step = place.step
        if not isinstance(step, Waiting):
            continue
        closes = getattr(step, "deadline", None) or step.within
        for number, follow_up in enumerate(step.follow_ups):
            time = follow_up.after or follow_up.before_deadline
            key = "after" if follow_up.after else "before_deadline"
            if closes and time and time >= closes:
                report(
                    (*place.loc, "follow_ups", number, key),
                    "this follow-up never comes: the wait is over by then",
                    "make it shorter than the deadline or `within`",
                )
            if follow_up.before_deadline and not isinstance(step, Offer):
                report(
                    (*place.loc, "follow_ups", number, key),
                    "only an offer has a deadline",
                    "write after: 3 hours",
                )


def _lengths(script: Script, report: Report) -> None:
    """Telegram takes 4096 characters of text, 1024 under a photo, document or video."""
    for loc, text, has_media in _texts(script):
        limit = CAPTION_LIMIT if has_media else TEXT_LIMIT
        if text.plain_length > limit:
            what = "a caption" if has_media else "a text"
            report(
                loc,
                f"{what} may have {limit} characters, this one has {text.plain_length}",
                "split it in two messages",
            )
        if text.plain_length == 0 and not text.all_variables:
            report(loc, "the text is empty", "write what the bot should say")


def _texts(script: Script) -> Iterator[tuple[Loc, Text, bool]]:
    for place in script.places.values():
        for key in ("message", "ask", "text"):
            text = getattr(place.step, key, None)
            if isinstance(text, Text):
                media = isinstance(place.step, Attachment) and place.step.media is not None
                yield (*place.loc, key), text, media
        for number, follow_up in enumerate(getattr(place.step, "follow_ups", ())):
            yield (
                (*place.loc, "follow_ups", number, "message"),
                follow_up.message,
                follow_up.media is not None,
            )
    for name, product in script.products.items():
        if product.deliver.text:
            yield (
                ("products", name, "deliver", "text"),
                product.deliver.text,
                product.deliver.file is not None,
            )


def _loops(script: Script, report: Report) -> None:
    """Every way round comes to a step that waits."""
    for place in script.places.values():
        seen: list[str] = []
        key = place.key
        while key in script.places and key not in seen and _passes_through(script.places[key]):
            seen.append(key)
            key = next(iter(_ways_on(script.places[key])), "")
        if key == place.key and seen:
            report(
                place.loc,
                "these steps go round without ever waiting",
                "put a wait, a question or buttons between",
            )
            return


def _passes_through(place: Place) -> bool:
    return place.step.verb in ("tag", "goal", "goto") or (
        isinstance(place.step, Message) and not place.step.waits
    )


def _ways_on(place: Place) -> Iterator[str]:
    yield place.exits["goto" if place.step.verb == "goto" else "next"]


def _check_media(script: Script, folder: Path, report: Report) -> None:
    for loc, path in _media(script):
        file = folder / path
        limit = MEDIA_LIMITS[str(loc[-1])]
        if not file.is_file():
            near = (
                closest(file.name, (other.name for other in file.parent.glob("*")))
                if file.parent.is_dir()
                else None
            )
            hint = (
                f"did you mean `{Path(path).parent / near}`?" if near else f"put the file into {file.parent}"
            )
            report(loc, f"there is no file `{path}`", hint)
        elif not file.resolve().is_relative_to(folder.resolve()):
            report(loc, f"`{path}` leads outside the funnel's folder", "copy the file into media/")
        elif file.stat().st_size > limit:
            report(
                loc,
                f"`{path}` has {file.stat().st_size // MEGABYTE} MB, Telegram takes {limit // MEGABYTE}",
                "make it smaller, or put it on the web and link to it",
            )
        elif file.stat().st_size == 0:
            report(loc, f"`{path}` is empty", "put the real file there")


def _media(script: Script) -> Iterator[tuple[Loc, str]]:
    for place in script.places.values():
        carriers: list[tuple[Loc, object]] = [(place.loc, place.step)]
        carriers += [
            ((*place.loc, "follow_ups", number), follow_up)
            for number, follow_up in enumerate(getattr(place.step, "follow_ups", ()))
        ]
        for loc, carrier in carriers:
            if isinstance(carrier, Attachment) and carrier.media:
                yield (*loc, carrier.media.kind), carrier.media.path
    for name, product in script.products.items():
        if product.deliver.file:
            yield ("products", name, "deliver", "file"), product.deliver.file


_RULES: tuple[Callable[[Script, Report], None], ...] = (_products, _goals, _follow_ups, _lengths, _loops)
