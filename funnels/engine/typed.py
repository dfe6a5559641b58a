"""What a person wrote goes to whoever understands it: a command, the step that waits, keywords, a person.

In this order: a command of the menu; a step that can make something of it, or an order that waits for an address or a
proof, whichever asked last; keywords of the menu; keywords that begin a funnel; an order that waits for an address
which the words miss; a claim to have paid, which words are about; the question that waits, which asks again; the
fallback; whatever waits for something else.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from funnels.definition.script import Script
from funnels.engine import advance, for_orders
from funnels.engine.commands import command_in
from funnels.engine.desk import Desk
from funnels.engine.inputs import Answered
from funnels.engine.journey import Journey
from funnels.engine.keywords import mentions
from funnels.steps.ask import Ask

Find = Callable[[Script, Journey, Answered, datetime], tuple[datetime, str] | None]
"""The order of a journey that waits for what the person sent, and since when."""


def route(desk: Desk, answer: Answered) -> None:
    """Hand the words to the first that understands them."""
    going = _the_ready_first(desk)
    if _menu(desk, answer):
        return
    taker = next((journey for journey in going if _takes(desk, journey, answer)), None)
    if for_order(desk, answer, taker.entered_at if taker else None):
        return
    if taker:
        desk.advance(taker, answer)
    elif not (_keywords(desk, answer) or _entrance(desk, answer) or _about_order(desk, going, answer)):
        _nobody(desk, going, answer)


def _the_ready_first(desk: Desk) -> list[Journey]:
    """Journeys that go on: questions first, then others that wait for the person, the newest first of each."""
    return sorted(desk.going(), key=lambda journey: _readiness(desk, journey))


def _readiness(desk: Desk, journey: Journey) -> int:
    step = desk.step(journey)
    return 0 if isinstance(step, Ask) else 1 if step and step.hears else 2


def _takes(desk: Desk, journey: Journey, answer: Answered) -> bool:
    script = desk.script(journey)
    return script is not None and advance.takes(script, desk.current(journey), answer, desk.now)


def for_order(desk: Desk, answer: Answered, asked_at: datetime | None = None) -> bool:
    """The address of a receipt, or a proof, which an order has waited for since after `asked_at`; whether one did."""
    return _order(desk, answer, for_orders.wants, asked_at)


def _order(desk: Desk, answer: Answered, find: Find, asked_at: datetime | None) -> bool:
    """An order that has waited for it since after `asked_at`, the newest of all; whether there was one."""
    waiting = [
        (found, journey, script)
        for journey in desk.person.journeys
        if journey.orders
        if (script := desk.script(journey)) and (found := find(script, desk.current(journey), answer, desk.now))
    ]
    if not waiting:
        return False
    (since, order), journey, script = max(waiting, key=lambda one: one[0])
    if asked_at is not None and asked_at > since:
        return False
    desk.keep(*for_orders.give(script, desk.current(journey), order, answer, desk.now, left=desk.left))
    return True


def _about_order(desk: Desk, going: list[Journey], answer: Answered) -> bool:
    """An address of a receipt that is none, or a claim to have paid, unless a question was asked after it."""
    asks = going[0].entered_at if going and isinstance(desk.step(going[0]), Ask) else None
    finds = (for_orders.misses_address, for_orders.tells_of_claim)
    return any(_order(desk, answer, find, asks) for find in finds)


def _menus(desk: Desk) -> Iterator[tuple[Journey, Script]]:
    """Journeys whose menus answer: those that go on, then those that are over; before any, the default funnel's."""
    newest = sorted(desk.person.journeys, key=lambda journey: (not journey.ended, journey.started_at), reverse=True)
    for journey in newest:
        if script := desk.script(journey):
            yield journey, script
    if not newest and (script := desk.catalogue.default):
        yield desk.visit(script), script


def _menu(desk: Desk, answer: Answered) -> bool:
    """A command of a menu; whether it was one."""
    command = command_in(answer.text)
    for journey, script in _menus(desk):
        for number, entry in enumerate(script.file.menu):
            if command and entry.command == command.name:
                desk.show_menu(journey, script, number)
                return True
    return False


def _keywords(desk: Desk, answer: Answered) -> bool:
    """A keyword of a menu; whether there was one."""
    for journey, script in _menus(desk):
        for number, entry in enumerate(script.file.menu):
            if any(mentions(answer.text, keyword) for keyword in entry.keywords):
                desk.show_menu(journey, script, number)
                return True
    return False


def _entrance(desk: Desk, answer: Answered) -> bool:
    """A keyword that begins a funnel; whether there was one."""
    for script in desk.catalogue.live.values():
        if any(mentions(answer.text, keyword) for keyword in script.file.start.keywords):
            desk.begin(script)
            return True
    return False


def _nobody(desk: Desk, going: list[Journey], answer: Answered) -> None:
    """Nothing understands the words: a question asks again, else the fallback, else what waits says for what."""
    if going and isinstance(desk.step(going[0]), Ask):
        desk.advance(going[0], answer)
        return
    for journey, script in _menus(desk):
        if (fallback := script.file.fallback) and desk.person.journeys:
            desk.keep(*advance.answer_nobody(script, desk.current(journey), fallback, answer, desk.now))
            return
    walks = going or [journey for journey, _ in _menus(desk) if journey.run]
    if walks:
        desk.advance(walks[0], answer)
    elif desk.person.journeys:
        desk.say("walk_is_over")
    elif default := desk.catalogue.default:
        desk.begin(default)
    else:
        desk.say("no_funnel")
