"""`/money`: revenue, refunds, orders and buyers by currency; by product and way to pay; LTV of the months' cohorts."""

from bot.reports.money.figures import read_money
from bot.reports.money.tables import tables
from bot.reports.money.text import render
from bot.reports.report import Answer, Asked


async def read(asked: Asked) -> Answer:
    """The money of the journeys in question."""
    money = await read_money(asked)
    return Answer(messages=lambda language: render(asked, money, language), tables=tables(money))
