"""How services are answered: 200 when what they tell is kept, else JSON with what was wrong and what to do.

A body is read whole before anything is made of it, because signatures are of the bytes that came.
"""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeGuard

import structlog
from aiohttp import web

from bot.payments.method import NotNowError, RefusedError
from bot.web.body import TooLongError, read_body

log = structlog.get_logger()

LONGEST_BODY = 256 * 1024
"""Bytes."""

PATIENCE = 10.0
"""Seconds a body may take to come."""


LONGEST_NAME = 200
"""Characters of what names an order or a payment."""


class RejectedError(Exception):
    """What came cannot be taken in, now or ever; nothing of it is kept."""

    def __init__(self, problem: str, remedy: str, *, status: int = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(problem)
        self.answer = {"error": problem, "remedy": remedy}
        self.status = status


def callback(path: str, take: Callable[[web.Request, bytes], Awaitable[None]]) -> web.RouteDef:
    """`POST path`; `take` gets the body as it came and returns when it is committed."""

    async def answer(request: web.Request) -> web.Response:
        try:
            await take(request, await _body(request))
        except RejectedError as error:
            log.warning("callback rejected", path=path, reason=str(error))
            return web.json_response(error.answer, status=error.status)
        except (NotNowError, RefusedError) as error:
            log.warning("callback put off", path=path, reason=str(error))
            return _try_again()
        except Exception:
            log.exception("callback not kept", path=path)
            return _try_again()
        return web.json_response({"ok": True})

    return web.post(path, answer)


def is_name(value: object) -> TypeGuard[str]:
    """Whether this can name an order, a payment or a currency: what it names is kept under it, and shown to owners."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.isprintable()


async def _body(request: web.Request) -> bytes:
    try:
        async with asyncio.timeout(PATIENCE):
            return await read_body(request, longest=LONGEST_BODY)
    except TimeoutError:
        problem = f"the body did not come within {PATIENCE:g} seconds"
        raise RejectedError(problem, "send it again", status=HTTPStatus.REQUEST_TIMEOUT) from None
    except TooLongError as error:
        remedy = "send only what the documentation names"
        raise RejectedError(str(error), remedy, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE) from None


def _try_again() -> web.Response:
    told = {"error": "it could not be kept now", "remedy": "send it again a little later"}
    return web.json_response(told, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "5"})
