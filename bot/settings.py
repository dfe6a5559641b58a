"""Settings come from the environment and `.env`; each is described here and in `.env.example`, in the same order."""

import re
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, HttpUrl, PositiveInt, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import StartError
from funnels.engine.effects.staff import Staff

TELEGRAM = "https://api.telegram.org"

SECRETS = (
    "bot_token",
    "call_secret",
    "events_secret",
    "provider_token",
    "link_pay_secret",
    "yookassa_secret_key",
    "stripe_secret_key",
    "stripe_webhook_secret",
)

LINK_FIELDS = ("order", "amount", "currency", "title")

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{3,}")
_PROVIDER_TOKEN = re.compile(r"[0-9]+:[A-Za-z]+:\S+")

_PLAINLY = {
    "int_parsing": "it is no whole number",
    "greater_than": "it must be more than {gt}",
    "greater_than_equal": "it must be {ge} or more",
    "less_than_equal": "it must be {le} or less",
    "literal_error": "write {expected}",
    "bool_parsing": "write true or false",
    "url_parsing": "it is no address; write it whole, like https://example.com",
    "url_scheme": "an address begins with http:// or https:// here",
}
"""What an operator reads instead of pydantic's own words, which speak to programmers."""


class Settings(BaseSettings):
    """What an operator decides."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True, env_ignore_empty=True
    )

    bot_token: SecretStr = Field(
        default=SecretStr(""), description="The bot's token from @BotFather. Needed to talk to Telegram."
    )
    bot_api_url: HttpUrl = Field(
        default=HttpUrl(TELEGRAM), description="Another Bot API server: your own, or a stand-in."
    )
    database_url: str = Field(
        default="sqlite:///data/voronka.db",
        description="Where everything is kept: sqlite:///path, or postgresql://user:password@host/name.",
    )
    funnels_dir: Path = Field(default=Path("funnels/scripts"), description="The folder with your funnels.")
    owner_ids: Annotated[tuple[PositiveInt, ...], NoDecode] = Field(
        default=(),
        description="Telegram user ids of the owners, separated by commas: they get reports and confirm payments. "
        "@userinfobot tells yours.",
    )
    manager_ids: Annotated[tuple[int, ...], NoDecode] = Field(
        default=(),
        description="Telegram ids of the managers, people or group chats: they get chats handed over, questions and "
        "tasks. Empty: the owners.",
    )
    marketer_ids: Annotated[tuple[int, ...], NoDecode] = Field(
        default=(),
        description="Telegram ids of the marketers, people or group chats, for scripts that turn to them. "
        "Empty: the owners.",
    )
    language: Literal["ru", "en"] = Field(default="ru", description="The language of reports to the staff: ru or en.")
    timezone: str = Field(
        default="Europe/Moscow",
        description="The time zone of funnels and people that have none of their own, and of the days of reports.",
    )
    http_host: str = Field(
        default="127.0.0.1", description="Where the web server listens (health, counted links, events)."
    )
    http_port: int = Field(default=8080, ge=0, le=65535, description="The web server's port; 0 lets the system choose.")
    public_url: HttpUrl | None = Field(
        default=None,
        description="The web server's address as people reach it; without it links are not counted.",
    )
    webhook_url: HttpUrl | None = Field(
        default=None,
        description="The address Telegram brings updates to, https://…, which leads to this web server; empty: the bot "
        "asks for them.",
    )
    send_per_second: int = Field(
        default=30,
        ge=1,
        le=1000,
        description="Messages a second over all chats. Telegram's limit is about 30.",
    )
    send_per_chat_per_second: int = Field(
        default=1, ge=1, le=1000, description="Messages a second to one chat. Telegram's limit is about 1."
    )
    paid_broadcast: bool = Field(
        default=False,
        description="Whether timed messages that would wait longer than a minute for SEND_PER_SECOND go at Telegram's "
        "paid rate: up to 1000 a second, each for 0.1 Stars of the bot's balance, which must be 10,000 or more.",
    )
    call_secret: SecretStr = Field(
        default=SecretStr(""),
        description="A long random text that signs calls to other systems; without it they are not signed.",
    )
    call_private: bool = Field(
        default=False,
        description="Whether calls may go to private addresses: of this machine and of the networks it is in.",
    )
    events_secret: SecretStr = Field(
        default=SecretStr(""),
        description="A long random text with which other systems sign the events they send to /events; without it none "
        "are taken.",
    )
    provider_token: SecretStr = Field(
        default=SecretStr(""),
        description="The token of a payment provider (`pay: provider`): @BotFather, your bot, Payments.",
    )
    link_pay_url: str = Field(
        default="",
        description="The page of yours where orders are paid (`pay: link`), with {order}, {amount}, {currency} and "
        "{title} where they belong.",
    )
    link_pay_secret: SecretStr = Field(
        default=SecretStr(""), description="A long random text that signs links to that page and what it reports."
    )
    yookassa_shop_id: str = Field(default="", description="The shop's number in YooKassa's cabinet (`pay: yookassa`).")
    yookassa_secret_key: SecretStr = Field(
        default=SecretStr(""), description="The secret key from YooKassa's cabinet, Integration, API keys."
    )
    yookassa_api_url: HttpUrl = Field(
        default=HttpUrl("https://api.yookassa.ru"), description="Another server in the place of YooKassa's: a stand-in."
    )
    stripe_secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="The secret key of the Stripe account (`pay: stripe`): sk_live_…, sk_test_….",
    )
    stripe_webhook_secret: SecretStr = Field(
        default=SecretStr(""), description="The signing secret of the webhook endpoint at Stripe: whsec_…."
    )
    stripe_api_url: HttpUrl = Field(
        default=HttpUrl("https://api.stripe.com"), description="Another server in the place of Stripe's: a stand-in."
    )
    digest: Literal["weekly", "daily", "off"] = Field(
        default="weekly", description="How often the owners get a digest of each funnel: weekly, daily or off."
    )
    digest_weekday: int = Field(
        default=1, ge=1, le=7, description="The day of a weekly digest: 1 is Monday, 7 is Sunday."
    )
    digest_hour: int = Field(
        default=9,
        ge=0,
        le=23,
        description="The hour of the digest, and of alerts about stages, in TIMEZONE: 0 to 23.",
    )
    log_format: Literal["text", "json"] = Field(default="text", description="How the log is written: text or json.")

    @field_validator("owner_ids", "manager_ids", "marketer_ids", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("it is no time zone; write its IANA name, for example Europe/Moscow") from error
        return value

    @field_validator("provider_token")
    @classmethod
    def _of_a_provider(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not _PROVIDER_TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("it looks like 123456789:TEST:… or 123456789:LIVE:…; copy it from @BotFather once more")
        return value

    @field_validator("link_pay_url")
    @classmethod
    def _fills_in(cls, value: str) -> str:
        wrong = set(re.findall(r"{(.*?)}", value)) - set(LINK_FIELDS)
        if value and (wrong or "{order}" not in value or not value.startswith(("https://", "http://"))):
            raise ValueError(
                "it must be a whole address with {order}, such as "
                "https://example.com/pay?order={order}&amount={amount}&currency={currency}"
            )
        return value

    @property
    def staff(self) -> Staff:
        """The chats of every role; a role nobody has is the owners'."""
        return {
            "owner": self.owner_ids,
            "manager": self.manager_ids or self.owner_ids,
            "marketer": self.marketer_ids or self.owner_ids,
        }


def read_settings(**given: object) -> Settings:
    """The settings, with `given` instead of the environment's; raises StartError with a sentence for each mistake."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # values are checked by the model itself
    except UnicodeDecodeError:
        raise StartError(".env is not text in UTF-8: save it anew in this encoding.") from None
    except ValidationError as error:
        raise StartError("\n".join(map(_sentence, error.errors()))) from None


def _sentence(error: ErrorDetails) -> str:
    name = str(error["loc"][0])
    field = Settings.model_fields.get(name)
    shown = "" if name in SECRETS else f" `{error['input']}`"
    plain = _PLAINLY.get(error["type"])
    reason = plain.format(**error.get("ctx", {})) if plain else error["msg"].removeprefix("Value error, ")
    return f"{name.upper()}{shown} is not right: {reason}. {field.description if field else ''}"


def needed_token(settings: Settings) -> str:
    """The token, checked for its form; raises StartError without one."""
    token = settings.bot_token.get_secret_value().strip()
    if not token:
        raise StartError(
            "BOT_TOKEN is missing: ask @BotFather for a bot and put BOT_TOKEN=… into .env. "
            "To try everything without a token, run `make demo`."
        )
    if not _TOKEN.fullmatch(token):
        raise StartError("BOT_TOKEN is not right: it looks like 123456:ABC-DEF…; copy it from @BotFather once more.")
    return token
