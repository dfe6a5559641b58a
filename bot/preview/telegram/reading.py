"""Reads a call from an HTTP request: query, form, multipart or JSON, as the Bot API accepts them all."""

import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from .call import Call, Upload
from .errors import ApiError, bad_request
from .files import UPLOAD_LIMIT

TEXT_LIMIT = 1 << 20
CHUNK = 1 << 16


async def read_call(request: web.Request, method: str) -> Call:
    """The call that the request makes.

    Raises:
        ApiError: 400 when the body cannot be read, 413 when it is too long.
    """
    params: dict[str, Any] = dict(request.query) if request.query_string else {}
    uploads: dict[str, Upload] = {}
    if request.body_exists:
        kind = request.content_type
        if kind == "multipart/form-data":
            await _read_multipart(request, params, uploads)
        elif kind == "application/json":
            params |= _object(await _read_body(request))
        elif kind == "application/x-www-form-urlencoded":
            params |= _form(await _read_body(request))
    return Call(method=method, params=params, uploads=uploads)


def _form(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _object(body: bytes) -> dict[str, Any]:
    try:
        params = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(params, dict):
        raise bad_request("object expected")
    return params


async def _read_body(request: web.Request) -> bytes:
    length = request.content_length
    if length is not None and length <= TEXT_LIMIT:
        return await request.content.read(-1)
    body = bytearray()
    while chunk := await request.content.read(CHUNK):
        body += chunk
        if len(body) > TEXT_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
    return bytes(body)


async def _read_multipart(request: web.Request, params: dict[str, Any], uploads: dict[str, Upload]) -> None:
    left = UPLOAD_LIMIT + TEXT_LIMIT
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            raise bad_request("nested multipart is not supported")
        content = bytearray()
        while chunk := await part.read_chunk(CHUNK):
            content += chunk
            left -= len(chunk)
            if left < 0:
                raise ApiError(413, "Request Entity Too Large")
        name = part.name or ""
        if part.filename is None:
            params[name] = content.decode("utf-8", "replace")
        else:
            uploads[name] = Upload(
                name=part.filename,
                content=bytes(content),
                content_type=part.headers.get("Content-Type", ""),
            )
