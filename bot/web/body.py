"""The body of a request: read whole, no longer than it may be, and the JSON in it."""

import json
from typing import Any, NoReturn

from aiohttp import web


class TooLongError(Exception):
    """The body has more bytes than it may."""


async def read_body(request: web.Request, *, longest: int) -> bytes:
    """The body as it came, of at most so many bytes; raises TooLongError, and reads no further."""
    body = bytearray()
    if (request.content_length or 0) <= longest:
        async for part in request.content.iter_any():
            body += part
            if len(body) > longest:
                break
        else:
            return bytes(body)
    raise TooLongError(f"the body has more than {longest} bytes")


def json_in(body: bytes) -> Any:
    """What the body says; raises ValueError where it is no JSON in UTF-8, or nested as deep as nobody needs it."""
    try:
        return json.loads(body.decode(), parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("the JSON is nested too deep") from error


def _no_number(constant: str) -> NoReturn:
    """Python takes NaN and Infinity for numbers, JSON does not."""
    raise ValueError(constant)
