"""A text fits into what Telegram takes, says something, and prints nothing that is not known."""

from collections.abc import Iterable
from itertools import chain

from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.definition.suggest import closest
from funnels.definition.written import Written, said_of, saved, texts
from funnels.engine.limits import CAPTION_LIMIT, COPY_LIMIT, LABEL_LIMIT, TEXT_LIMIT
from funnels.engine.price_list import ABOUT_PRODUCT
from funnels.engine.values import ABOUT_OFFER, ABOUT_PERSON

_KINDS = {TEXT_LIMIT: "a text", CAPTION_LIMIT: "a caption", COPY_LIMIT: "a text to copy", LABEL_LIMIT: "a button"}


def check_answers(script: Script, report: Report) -> None:
    """An answer is kept under a name of its own."""
    for loc, name in saved(script):
        if name in (*ABOUT_PERSON, *ABOUT_OFFER):
            report(
                loc,
                f"`{name}` has a meaning of its own, an answer cannot take its place",
                f"choose another name: my_{name}",
            )


def check_texts(script: Script, report: Report) -> None:
    """A text is no longer than Telegram takes, and prints only what is known."""
    keeps = {*ABOUT_PERSON, *(name for _, name in saved(script))}
    for written in texts(script):
        _length(written, report)
        for name in sorted(written.text.variables - keeps - written.known):
            _unknown(written, name, chain(keeps, written.known), report)
        _of_products(script, written, report)


def _of_products(script: Script, written: Written, report: Report) -> None:
    """`products.basic.price` names a product there is, and what is said of it."""
    for parts in sorted(written.text.paths):
        if parts[0] != "products" or not parts[1:]:
            continue
        name, said = parts[1], parts[2:3]
        if name not in script.products:
            guess = closest(name, script.products)
            remedy = f"did you mean `{guess}`?" if guess else "add it under products:"
            report(written.loc, f"there is no product `{name}`", remedy, missing=name)
        elif said and said[0] not in ABOUT_PRODUCT:
            guess = closest(said[0], ABOUT_PRODUCT)
            remedy = f"did you mean `{guess}`?" if guess else f"write one of {', '.join(ABOUT_PRODUCT)}"
            report(written.loc, f"`{said[0]}` is nothing that is known of a product", remedy)
        elif said and parts in written.text.needed_paths and said[0] not in said_of(script, name, written.offer):
            shown = ".".join(parts)
            report(
                written.loc, f"`{name}` has no `{said[0]}` here, so {{{{ {shown} }}}} would be empty", _GIVEN[said[0]]
            )


def _length(written: Written, report: Report) -> None:
    length, limit = written.text.plain_length, written.limit
    if length > limit:
        report(
            written.loc,
            f"{_KINDS[limit]} may have {limit} characters, this one has {length}",
            "shorten it" if limit < CAPTION_LIMIT else "split it in two messages",
        )
    if length == 0 and not written.text.all_variables:
        report(written.loc, "the text is empty", "write what it should say")


def _unknown(written: Written, name: str, known: Iterable[str], report: Report) -> None:
    loc, offered = written.loc, written.offer.offered if written.offer else ()
    if name in ABOUT_PRODUCT and offered[1:]:
        report(
            loc,
            f"this offer has {len(offered)} products, so {{{{ {name} }}}} would be empty",
            f"say of which: {{{{ products.{offered[0]}.{name} }}}}",
        )
        return
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


_GIVEN = {
    "stars": "give it a price in Stars, or take this out",
    "old_price": "write old_price: beside it in the offer, or take this out",
    "promo": "add promo: to the product, or take this out",
}

_REMEDIES = dict.fromkeys(ABOUT_OFFER, "use it in the texts of an offer that has a deadline:") | {
    "price": "use it in the texts of an offer",
    "stars": "use it in the texts of an offer that has a price in Stars",
    "old_price": "use it in the texts of an offer that has old_price:",
}
