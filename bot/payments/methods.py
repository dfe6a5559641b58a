"""The table of the ways to be paid: those this bot has the settings for."""

from collections.abc import Iterable, Mapping

from aiogram import Bot

from bot.errors import StartError
from bot.payments.by_hand import ByHand
from bot.payments.method import PaymentMethod
from bot.payments.stars import Stars
from funnels.definition.methods import Method
from funnels.definition.script import Script

Methods = Mapping[Method, PaymentMethod]


def build_methods(bot: Bot) -> Methods:
    """Every way to be paid that can be used with these settings."""
    ready: tuple[PaymentMethod, ...] = (Stars(bot=bot), ByHand())
    return {method.name: method for method in ready}


def check_methods(methods: Methods, scripts: Iterable[Script]) -> None:
    """Raises StartError when a live script sells in a way that this bot has no settings for."""
    missing = [
        f"{script.funnel}: `{name}` is paid by {way.method}, and {_NEEDS[way.method]}."
        for script in scripts
        for name, product in script.products.items()
        for way in product.ways
        if way.method not in methods
    ]
    if missing:
        raise StartError("\n".join(missing))


_NEEDS: Mapping[Method, str] = {
    "provider": "there is no provider to pay by",
    "link": "there is no page to pay on",
    "yookassa": "there is no account to pay to",
    "stripe": "there is no account to pay to",
}
"""The settings that are missing, in words."""
