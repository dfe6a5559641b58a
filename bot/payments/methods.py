"""The table of the ways to be paid: those this bot has the settings for."""

from collections.abc import Iterable, Iterator, Mapping

from aiogram import Bot
from aiohttp import ClientSession

from bot.clock import Clock
from bot.errors import StartError
from bot.payments.by_hand import ByHand
from bot.payments.intake import Intake
from bot.payments.link import Link
from bot.payments.method import PaymentMethod
from bot.payments.provider import Provider
from bot.payments.service import Service
from bot.payments.stars import Stars
from bot.payments.stripe import Stripe
from bot.payments.yookassa import YooKassa
from bot.settings import Settings
from funnels.definition.methods import Method
from funnels.definition.script import Script

Methods = Mapping[Method, PaymentMethod]

NEEDS: Mapping[Method, tuple[str, ...]] = {
    "provider": ("provider_token",),
    "link": ("link_pay_url", "link_pay_secret", "public_url"),
    "stripe": ("stripe_secret_key", "stripe_webhook_secret", "public_url"),
    "yookassa": ("yookassa_shop_id", "yookassa_secret_key", "public_url"),
}
"""The settings a method cannot do without; with PUBLIC_URL the bot is told of payments."""


def build_methods(settings: Settings, bot: Bot, intake: Intake, clock: Clock, session: ClientSession) -> Methods:
    """Every way to be paid that can be used with these settings."""
    return {method.name: method for method in _ready(settings, bot, intake, clock, session)}


def _ready(
    settings: Settings, bot: Bot, intake: Intake, clock: Clock, session: ClientSession
) -> Iterator[PaymentMethod]:
    yield Stars(bot=bot)
    yield ByHand()
    if not missing(settings, "provider"):
        yield Provider(token=settings.provider_token.get_secret_value())
    if not missing(settings, "link"):
        secret = settings.link_pay_secret.get_secret_value().encode()
        yield Link(url=settings.link_pay_url, secret=secret, clock=clock, intake=intake)
    if not missing(settings, "yookassa"):
        yield YooKassa(service=yookassa_service(settings, session), intake=intake, public_url=str(settings.public_url))
    if not missing(settings, "stripe"):
        service = stripe_service(settings, session)
        secret = settings.stripe_webhook_secret.get_secret_value().encode()
        public = str(settings.public_url)
        yield Stripe(service=service, webhook_secret=secret, intake=intake, clock=clock, public_url=public)


def yookassa_service(settings: Settings, session: ClientSession) -> Service:
    """YooKassa's API with the key of the settings."""
    return Service(
        session,
        name="YooKassa",
        url=str(settings.yookassa_api_url),
        user=settings.yookassa_shop_id,
        password=settings.yookassa_secret_key.get_secret_value(),
    )


def stripe_service(settings: Settings, session: ClientSession) -> Service:
    """Stripe's API with the key of the settings."""
    key = settings.stripe_secret_key.get_secret_value()
    return Service(session, name="Stripe", url=str(settings.stripe_api_url), user=key, password="")


def missing(settings: Settings, method: Method) -> list[str]:
    """The names of the settings this method lacks."""
    return [name.upper() for name in NEEDS.get(method, ()) if not _given(settings, name)]


def check_methods(settings: Settings, methods: Methods, scripts: Iterable[Script]) -> None:
    """Raises StartError when a live script sells in a way that this bot has no settings for."""
    troubles = [
        f"{script.funnel}: `{name}` is paid by {method}, and {_lack(settings, method)}."
        for script in scripts
        for name, product in script.products.items()
        for method in dict.fromkeys(way.method for way in product.ways)
        if method not in methods
    ]
    if troubles:
        raise StartError("\n".join(troubles))


def _lack(settings: Settings, method: Method) -> str:
    lacks = missing(settings, method)
    if not lacks:
        return "this bot cannot be paid so yet"
    return f"{' and '.join(lacks)} {'is' if len(lacks) == 1 else 'are'} not set (docs/payments.md)"


def _given(settings: Settings, name: str) -> bool:
    value = getattr(settings, name)
    return bool(value.get_secret_value() if hasattr(value, "get_secret_value") else value)
