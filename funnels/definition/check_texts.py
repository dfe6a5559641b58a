"""A text fits into what Telegram takes, says something, and prints nothing that is not known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from funnels.definition.compile import button_locs
from funnels.definition.composing import Loc
from funnels.definition.report import Report
from funnels.definition.script import Place, Script
from funnels.definition.suggest import closest
from funnels.definition.text import Text
from funnels.engine.limits import CAPTION_LIMIT, COPY_LIMIT, LABEL_LIMIT, TEXT_LIMIT
from funnels.engine.values import ABOUT_OFFER, ABOUT_PERSON
from funnels.steps.ask import Ask
from funnels.steps.base import Step
from funnels.steps.content import Attachment
from funnels.steps.delivery import Delivery
from funnels.steps.moment import Until
from funnels.steps.offer import Offer
from funnels.steps.wait import Wait
from funnels.steps.waiting import Waiting

_BESIDE_MEDIA = ("message", "ask", "text")
"""Texts that become the caption of what is sent with them."""

_KINDS = {TEXT_LIMIT: "a text", CAPTION_LIMIT: "a caption", COPY_LIMIT: "a text to copy", LABEL_LIMIT: "a button"}


@dataclass(frozen=True, kw_only=True)
class _Written:
    """A text, where it stands, how long it may be, what it may print besides what is known of a person."""

    loc: Loc
    text: Text
    limit: int
    known: frozenset[str] = frozenset()


def check_answers(script: Script, report: Report) -> None:
    """An answer is kept under a name of its own."""
    for loc, name in saved(script):
        if name in (*ABOUT_PERSON, *ABOUT_OFFER):
            report(
                loc,
                f"`{name}` has a meaning of its own, an answer cannot take its place",
                f"choose another name: my_{name}",
            )


def saved(script: Script) -> Iterator[tuple[Loc, str]]:
    """Every name something is kept under, and where that is written."""
    for number, name in enumerate(script.file.start.save):
        yield ("start", "save", number), name
    for place in script.places.values():
        yield from (((*place.loc, *loc), name) for name, loc in place.step.saves())


def check_texts(script: Script, report: Report) -> None:
    """A text is no longer than Telegram takes, and prints only what is known."""
    keeps = {*ABOUT_PERSON, *(name for _, name in saved(script))}
    for written in _texts(script):
        _length(written, report)
        for name in sorted(written.text.variables - keeps - written.known):
            _unknown(written.loc, name, chain(keeps, written.known), report)


def _length(written: _Written, report: Report) -> None:
    length, limit = written.text.plain_length, written.limit
    if length > limit:
        report(
            written.loc,
            f"{_KINDS[limit]} may have {limit} characters, this one has {length}",
            "shorten it" if limit < CAPTION_LIMIT else "split it in two messages",
        )
    if length == 0 and not written.text.all_variables:
        report(written.loc, "the text is empty", "write what it should say")


def _unknown(loc: Loc, name: str, known: Iterable[str], report: Report) -> None:
    if name in ABOUT_OFFER:
        report(
            loc,
            f"there is no `{name}` here, so {{{{ {name} }}}} would be empty",
            _REMEDIES[name],
        )
        return
    guess = closest(name, known)
    report(
        loc,
        f"nothing in this funnel saves `{name}`, so {{{{ {name} }}}} may be empty",
        f"did you mean `{guess}`?" if guess else f'say what to print then: {{{{ {name} | default: "…" }}}}',
        missing=name,
    )


_REMEDIES = dict.fromkeys(ABOUT_OFFER, "use it in the texts of an offer that has a deadline:") | {
    "price": "use it in the texts of an offer",
    "stars": "use it in the texts of an offer that has a price in Stars",
    "old_price": "use it in the texts of an offer that has old_price:",
}


def _texts(script: Script) -> Iterator[_Written]:
    for place in script.everywhere:
        yield from _of_step(script, place)
    if script.file.fallback and script.file.fallback.message:
        yield _Written(loc=("fallback", "message"), text=script.file.fallback.message, limit=TEXT_LIMIT)
    for name, product in script.products.items():
        loc: Loc = ("products", name)
        if product.deliver.text:
            limit = CAPTION_LIMIT if product.deliver.file else TEXT_LIMIT
            yield _Written(loc=(*loc, "deliver", "text"), text=product.deliver.text, limit=limit)
        if product.manual:
            known = frozenset({"price"})
            yield _Written(loc=(*loc, "manual"), text=product.manual, limit=TEXT_LIMIT, known=known)


def _of_step(script: Script, place: Place) -> Iterator[_Written]:
    step, known = place.step, _offered(script, place)
    for loc, text, limit in _fields(step):
        yield _Written(loc=(*place.loc, *loc), text=text, limit=limit, known=known)
    if isinstance(step, Wait) and isinstance(step.wait, Until) and isinstance(step.wait.until, Text):
        yield _Written(loc=(*place.loc, "wait", "until"), text=step.wait.until, limit=TEXT_LIMIT)
    for spec, loc in button_locs(step):
        yield _Written(loc=(*place.loc, *loc, "text"), text=spec.text, limit=LABEL_LIMIT)
        if spec.copy_ is not None:
            yield _Written(loc=(*place.loc, *loc, "copy"), text=spec.copy_, limit=COPY_LIMIT)
    for choice in step.picks if isinstance(step, Ask) else ():
        yield _Written(loc=(*place.loc, "choices", *choice.loc), text=choice.label, limit=LABEL_LIMIT)
    for number, follow_up in enumerate(step.follow_ups if isinstance(step, Waiting) else ()):
        yield _Written(
            loc=(*place.loc, "follow_ups", number, "message"),
            text=follow_up.message,
            limit=follow_up.text_limit,
            known=known,
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
            yield (shown, "text"), written.text, CAPTION_LIMIT if written.file else TEXT_LIMIT
        elif isinstance(written, Mapping):
            yield from (((shown, name), one, TEXT_LIMIT) for name, one in written.items() if isinstance(one, Text))


def _offered(script: Script, place: Place) -> frozenset[str]:
    """What is known at an offer."""
    step = place.step
    product = script.products.get(step.offer) if isinstance(step, Offer) else None
    if not isinstance(step, Offer) or product is None:
        return frozenset()
    given = {
        "price": True,
        "stars": step.stars or product.stars,
        "old_price": step.old_price,
        "deadline": step.deadline,
        "time_left": step.deadline,
    }
    return frozenset(name for name, value in given.items() if value)
