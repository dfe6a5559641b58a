"""Buttons that Telegram would refuse together."""

from collections import Counter

from funnels.definition.compile import button_locs
from funnels.definition.composing import Loc
from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.engine.limits import BUTTONS_LIMIT
from funnels.steps.button import ButtonSpec


def check_buttons(script: Script, report: Report) -> None:
    """A message has one kind of keyboard, and no more buttons than Telegram takes."""
    for place in script.everywhere:
        buttons = [(spec, (*place.loc, *loc)) for spec, loc in button_locs(place.step)]
        if len(buttons) > BUTTONS_LIMIT:
            report(
                (*place.loc, "buttons"),
                f"a message may have {BUTTONS_LIMIT} buttons, this one has {len(buttons)}",
                "ask in two steps",
            )
        if any(spec.shares for spec, _ in buttons):
            _reply_keyboard(buttons, report)


def _reply_keyboard(buttons: list[tuple[ButtonSpec, Loc]], report: Report) -> None:
    """Telegram has buttons that share only below the chat, where a press on any other is its words and no more."""
    said = Counter(spec.text.source for spec, _ in buttons)
    for spec, loc in buttons:
        if not spec.moves:
            job = next(job for job in ("url", "buy", "copy", "web_app") if getattr(spec, job.replace("copy", "copy_")))
            report(
                loc,
                f"a {job} button cannot stand beside one that shares: Telegram puts those below the chat",
                "move it to a message of its own, before this one",
            )
        if said.pop(spec.text.source, 1) > 1:
            report(
                (*loc, "text"),
                f"two buttons say `{spec.text.source}`: beside one that shares, a press is known by its words alone",
                "give each its own words",
            )
