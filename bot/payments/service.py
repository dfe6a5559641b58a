"""A payment service's API over HTTP: each question has so long, and what went wrong is said for owners.

Nothing of a request or of its headers is ever said or logged: both hold secrets.
"""

import base64
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.payments.method import NotNowError, RefusedError
from bot.web.body import json_in

PATIENCE = 8.0
"""Seconds for one question, from the look-up of the address to the last byte: a person waits for it."""

LONGEST_REASON = 300


class BrokenError(NotNowError):
    """The service answered that something in it went wrong."""


class NotFoundError(RefusedError):
    """The service does not know what it was asked about."""


class Service:
    """Asks one service."""

    def __init__(self, session: aiohttp.ClientSession, *, name: str, url: str, user: str, password: str) -> None:
        self._session = session
        self._name = name
        self._url = url.rstrip("/")
        self._auth = basic(user, password)

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> dict[str, Any]:
        """What the service says of something; raises as `post` does, and NotFoundError."""
        return await self._ask("GET", path, params=query)

    async def post(
        self,
        path: str,
        *,
        key: tuple[str, str],
        body: Mapping[str, object] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """Have something made, once however often it is asked with the same `key` (a header and its value).

        Raises:
            NotNowError: there is no answer, or one that says nothing: it may have been made.
            RefusedError: it was not made and will not be.
        """
        return await self._ask("POST", path, headers=dict([key]), json=body, data=form)

    async def _ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, **said: Any
    ) -> dict[str, Any]:
        try:
            async with self._session.request(
                method,
                f"{self._url}{path}",
                headers={"Authorization": self._auth, **(headers or {})},
                timeout=aiohttp.ClientTimeout(total=PATIENCE),
                allow_redirects=False,
                **said,
            ) as response:
                return self._read(response.status, await response.read())
        except TimeoutError:
            raise NotNowError(f"{self._name} did not answer within {PATIENCE:g} s") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NotNowError(f"{self._name} cannot be reached ({type(error).__name__})") from None

    def _read(self, status: int, body: bytes) -> dict[str, Any]:
        try:
            said = json_in(body)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise NotNowError(f"{self._name} answered {status} and no JSON object")
        if status == HTTPStatus.OK:
            return said
        told = f"{self._name} answered {status}: {_reason(said)}"
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise BrokenError(told)
        again = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS)
        if status < HTTPStatus.BAD_REQUEST or status in again:
            raise NotNowError(told)
        raise NotFoundError(told) if status == HTTPStatus.NOT_FOUND else RefusedError(told)


def basic(user: str, password: str) -> str:
    """The `Authorization` of a user with a password (RFC 7617)."""
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"


def _reason(said: Mapping[str, Any]) -> str:
    """What YooKassa calls `description`, and Stripe `error.message`."""
    error = said.get("error")
    reason = error.get("message") if isinstance(error, dict) else said.get("description")
    return str(reason or "no reason")[:LONGEST_REASON]
