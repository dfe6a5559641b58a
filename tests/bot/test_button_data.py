"""What the bot's own buttons carry: within what Telegram takes with the longest names there are, and of no funnel."""

import pytest

from bot.admin import order_card, orders, people, reconcile, spend, why
from bot.desk.data import PREFIX as DESK
from bot.failed.page import PREFIX as FAILED
from bot.payments import decisions
from bot.preview.telegram.keyboards import DATA_LIMIT
from bot.staff.refs import PREFIX as STAFF
from bot.staff.refs import NoticeRef
from funnels.definition.findings import ScriptError
from funnels.definition.load import load_version
from funnels.definition.templates import FUNNEL_NAME_LIMIT
from funnels.engine.orders import OrderRef
from storage.failed import Ref
from tests.bot.world import World

LONGEST = "f" * FUNNEL_NAME_LIMIT
PERSON = 2**52
"""Telegram's ids have at most 52 bits."""

ORDER = str(OrderRef(subscriber=PERSON, funnel=LONGEST, run=999, revision=99_999, product=99, again=99))
PREFIXES = [
    decisions.PREFIX,
    order_card.PREFIX,
    orders.PREFIX,
    people.PREFIX,
    reconcile.PREFIX,
    spend.PREFIX,
    why.PREFIX,
    DESK,
    FAILED,
    STAFF,
]


def longest() -> list[str]:
    return [
        *(order_card.button_data(act, ORDER, 99) for act in order_card.SIGNS),
        *(decisions.button_data(decision, ORDER) for decision in decisions.SIGNS),
        f"{people.PREFIX}at:{LONGEST}:999",
        f"{people.PREFIX}card:{PERSON}",
        f"{why.PREFIX}new:{PERSON}:{LONGEST}:999",
        f"{spend.PREFIX}undo:{10**9}",
        f"{FAILED}P{Ref(kind='s', id=2**63 - 1)}",
        str(NoticeRef("done", PERSON, LONGEST, 999, 9_999)),
    ]


@pytest.mark.parametrize("data", longest())
def test_the_longest_names_fit(data: str) -> None:
    assert len(data.encode()) <= DATA_LIMIT


@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_funnel_has_a_name_that_begins_like_them(prefix: str) -> None:
    script = "funnel: {name}\nstages: [{{stage: only, steps: [{{message: Hi.}}]}}]\n"
    name = prefix.strip(":")
    with pytest.raises(ScriptError):
        load_version(script.format(name=name), funnel=name, version=1, timezone="UTC")


async def test_an_owner_walks_a_funnel_that_is_called_as_a_command_is(bot: World) -> None:
    await bot.starts("""
funnel: orders
language: en
start: {default: true, keywords: [begin]}
stages:
  - stage: only
    steps:
      - message: Do you like it?
        buttons: ["Yes"]
      - message: Good.
""")
    await bot.says(bot.owner, "begin")
    assert await bot.presses(bot.owner, "Yes") == ["Good."]
