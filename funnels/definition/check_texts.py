"""A text fits into what Telegram takes, says something, and prints nothing that is not known."""

from collections.abc import Iterable
from itertools import chain

from funnels.definition.composing import Loc
from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.definition.suggest import closest
from funnels.definition.written import Written, saved, texts
from funnels.engine.limits import CAPTION_LIMIT, COPY_LIMIT, LABEL_LIMIT, TEXT_LIMIT
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
            _unknown(written.loc, name, chain(keeps, written.known), report)


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
