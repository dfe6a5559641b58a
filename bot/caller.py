"""One try of a call: a signed POST with JSON, and what its answer means.

2xx is a yes. A busy or broken receiver (408, 425, 429, 5xx, no connection, no answer in time) is worth another try;
any other answer, a redirect among them, is a no for good. Reasons name the host, never the whole address: its query
may hold a key.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import quote

import aiohttp
import structlog

from bot.addresses import PrivateAddressError, public_socket
from bot.clock import Clock
from bot.signing import signed
from storage.calls import ClaimedCall

log = structlog.get_logger()

LONGEST_ANSWER = 64 * 1024
"""Bytes; of what is longer nothing is kept."""

_TRY_AGAIN = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS, *range(500, 600)}
)
_LONGEST_WAIT = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a try."""

    ok: bool
    answer: str = ""
    """The body of the answer."""
    reason: str = ""
    """Why it failed, for the owners."""
    again: bool = False
    """Whether another try may go better."""
    after: timedelta | None = None
    """How long the receiver asked to be left alone."""


class Caller(Protocol):
    """Makes calls."""

    async def make(self, call: ClaimedCall) -> Outcome:
        """One try."""


class HttpCaller:
    """Calls over HTTP; to be entered before the first call and left after the last."""

    def __init__(self, *, secret: str, private: bool, clock: Clock) -> None:
        self._secret = secret.encode()
        self._socket_factory = None if private else public_socket
        self._clock = clock

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, socket_factory=self._socket_factory),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),
            auto_decompress=False,  # a small answer may unpack to a huge one
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def make(self, call: ClaimedCall) -> Outcome:
        """One try, bounded by the call's timeout from the first look-up to the last byte."""
        try:
            async with asyncio.timeout(call.timeout.total_seconds()):
                return await self._post(call)
        except TimeoutError:
            return _broken(call, f"did not answer within {call.timeout.total_seconds():g} s")
        except aiohttp.InvalidURL:
            return Outcome(ok=False, reason=f"{call.host} is no address that can be called")
        except (aiohttp.ClientError, OSError) as error:
            if isinstance(getattr(error, "os_error", None), PrivateAddressError):
                return Outcome(ok=False, reason=f"{call.host} is not a public address, and CALL_PRIVATE is not set")
            return _broken(call, _trouble(error))

    async def _post(self, call: ClaimedCall) -> Outcome:
        body = call.body.encode()
        headers = {
            "Accept-Encoding": "identity",
            "Content-Type": "application/json",
            "User-Agent": "Voronka",
            "X-Voronka-Call": quote(call.key, safe=":/") or str(call.id),
            **signed(body, self._secret, self._clock.now()),
        }
        async with self._session.post(call.url, data=body, headers=headers, allow_redirects=False) as response:
            status, told = response.status, f"{call.host} answered {response.status}"
            if status in range(200, 300):
                return Outcome(ok=True, answer=await _read(response, call))
            if status in _TRY_AGAIN:
                after = retry_after(response.headers.get("Retry-After", ""), self._clock.now())
                return Outcome(ok=False, reason=told, again=True, after=after)
            if status in range(300, 400):
                told += ": redirects are not followed"
            return Outcome(ok=False, reason=told)


def retry_after(said: str, now: datetime) -> timedelta | None:
    """The pause a `Retry-After` header asks for (RFC 9110: seconds or a date); None where it says nothing."""
    if said.isdecimal() and said.isascii():
        return min(timedelta(seconds=int(said[:9])), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    until = until if until.tzinfo is not None else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta()), _LONGEST_WAIT)


async def _read(response: aiohttp.ClientResponse, call: ClaimedCall) -> str:
    answer = bytearray()
    async for part in response.content.iter_chunked(8192):
        answer += part
        if len(answer) > LONGEST_ANSWER:
            log.warning("answer to a call is too long to keep", call=call.id, host=call.host)
            response.close()
            return ""
    return answer.decode(errors="replace")


def _broken(call: ClaimedCall, trouble: str) -> Outcome:
    return Outcome(ok=False, reason=f"{call.host} {trouble}", again=True)


def _trouble(error: Exception) -> str:
    """In words of our own: an error of the library may quote the address."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "is not known by that name"
    if isinstance(error, aiohttp.ClientSSLError | aiohttp.ClientConnectorCertificateError):
        return "has no valid certificate"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "cannot be reached"
    return "broke the connection"
