"""All stand-ins on one web server, beside the bot that is paid at them: nothing has to be set, no money is moved."""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web
from pydantic import HttpUrl, SecretStr

from bot.payments.checkout import DONE
from bot.preview.tills.link import LinkStandIn
from bot.preview.tills.stripe import StripeStandIn
from bot.preview.tills.telling import Telling
from bot.preview.tills.yookassa import YooKassaStandIn

AT = "/tills"


class Tills:
    """Where the people of a preview pay; `url` is the address of the server the bot and the stand-ins share."""

    def __init__(self, url: str, now: Callable[[], datetime], language: str) -> None:
        done = f"{url}{DONE}?language={language}"
        self._url = f"{url}{AT}"
        self._link = LinkStandIn(telling=Telling(url=f"{url}/pay/link"), now=now, done=done, language=language)
        self._yookassa = YooKassaStandIn(
            telling=Telling(url=f"{url}/pay/yookassa"), now=now, url=f"{self._url}/yookassa", language=language
        )
        self._stripe = StripeStandIn(
            telling=Telling(url=f"{url}/pay/stripe"), now=now, url=f"{self._url}/stripe", language=language
        )

    def routes(self) -> list[web.RouteDef]:
        """Their APIs and pages."""
        return [
            *self._link.routes(f"{AT}/link"),
            *self._yookassa.routes(f"{AT}/yookassa"),
            *self._stripe.routes(f"{AT}/stripe"),
        ]

    def settings(self) -> dict[str, object]:
        """What the bot has to know of them."""
        fields = "order={order}&amount={amount}&currency={currency}&title={title}"
        return {
            "link_pay_url": f"{self._url}/link?{fields}",
            "link_pay_secret": SecretStr(self._link.secret),
            "yookassa_shop_id": self._yookassa.shop,
            "yookassa_secret_key": SecretStr(self._yookassa.secret),
            "yookassa_api_url": HttpUrl(self._yookassa.url),
            "stripe_secret_key": SecretStr(self._stripe.key),
            "stripe_webhook_secret": SecretStr(self._stripe.webhook_secret),
            "stripe_api_url": HttpUrl(self._stripe.url),
        }
