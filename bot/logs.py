"""The log: one line an event, for people or as JSON, and never a secret in it."""

import json
import logging
import sys
from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import structlog
from structlog.typing import Processor, WrappedLogger

from bot.settings import SECRETS, Settings

_QUIET = ("aiogram", "aiohttp", "apscheduler", "aiosqlite", "sqlalchemy", "alembic")


def configure(
    *, secrets: Sequence[str] = (), form: Literal["text", "json"] = "text", level: int = logging.INFO
) -> None:
    """Send everything, also what libraries log, to standard error in one form."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    tail: list[Processor] = [structlog.processors.format_exc_info, renderer] if form == "json" else [renderer]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *tail, _hider(secrets)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """What must not be read in a log: every secret of the settings, and the database's password."""
    password = urlsplit(settings.database_url).password
    token = settings.bot_token.get_secret_value()
    given = [getattr(settings, name).get_secret_value() for name in SECRETS]
    plain = unquote(password) if password else None
    return tuple(secret for secret in (*given, token.partition(":")[2], password, plain) if secret)


def _hider(secrets: Sequence[str]) -> Processor:
    spelled = {form for secret in secrets for form in (secret, repr(secret)[1:-1], json.dumps(secret)[1:-1])}
    spelled |= {json.dumps(secret, ensure_ascii=False)[1:-1] for secret in secrets}
    longest_first = sorted(spelled, key=len, reverse=True)

    def hide(_logger: WrappedLogger, _method: str, line: Any) -> Any:
        for form in longest_first:
            line = line.replace(form, "…")
        return line

    return hide
