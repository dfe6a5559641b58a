"""What people did at each step of a funnel, each person counted once: the history a simulation goes by."""

from collections import Counter

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.simulation.history import StepHistory
from storage.queries.stages import FIRST_WALKS
from storage.selling_tables import orders
from storage.tables import events, journeys

_CAME = ("delivered", "failed")
_DID = ("clicked", "answered", "skipped", "declined", "joined", "given_back", "blocked", "stopped")
_DETAIL = case((events.c.event == "clicked", events.c.detail), else_="").label("detail")
_FACTS = (
    select(events.c.step, events.c.event, _DETAIL, func.count(events.c.journey_id.distinct()))
    .where(
        events.c.funnel == bindparam("funnel"),
        events.c.run == 1,
        events.c.event.in_((*_CAME, *_DID)),
        events.c.step != "",
    )
    .group_by(events.c.step, events.c.event, _DETAIL)
)
_BOUGHT = orders.c.product + " " + orders.c.method
_BUYING = (
    select(orders.c.step, func.max(case((orders.c.paid_at.is_not(None), _BOUGHT))).label("bought"))
    .join(journeys, journeys.c.id == orders.c.journey_id)
    .where(*FIRST_WALKS, orders.c.step != "")
    .group_by(orders.c.step, orders.c.journey_id)
    .subquery("buying")
)
_BUYERS = select(_BUYING.c.step, _BUYING.c.bought, func.count()).group_by(_BUYING.c.step, _BUYING.c.bought)


async def step_history(conn: AsyncConnection, funnel: str) -> dict[str, StepHistory]:
    """First walks only, by the step's key; what was done at a follow-up was done at its step."""
    came: Counter[str] = Counter()
    acts: dict[str, Counter[tuple[str, str]]] = {}
    for key, event, detail, people in await conn.execute(_FACTS, {"funnel": funnel}):
        step, _, follow_up = key.partition("#")
        if event not in _CAME:
            acts.setdefault(step, Counter())[event, detail] += people
        elif not follow_up:
            came[step] += people
    for step, bought, people in await conn.execute(_BUYERS, {"funnel": funnel}):
        acts.setdefault(step, Counter())["paid" if bought else "abandoned", bought or ""] += people
    return {step: StepHistory(came=came[step], acts=acts.get(step, {})) for step in came}
