"""A file that the page sends in a person's name: a photo, a document or a sticker."""

from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from .errors import ApiError
from .files import UPLOAD_LIMIT
from .person import Person

CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """`kind`: photo, document or sticker; a sticker has no content of its own."""

    kind: str
    name: str = "file"
    content: bytes = b""
    content_type: str = ""
    caption: str = ""


async def read_file(request: web.Request) -> PageFile:
    """The multipart fields `kind`, `caption` and `file`.

    Raises:
        ApiError: 400 when the form is none, 413 when the file is too big.
    """
    if request.content_type != "multipart/form-data":
        raise ApiError(400, "a multipart form is expected")
    fields: dict[str, str] = {}
    name, content, content_type = "file", b"", ""
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            raise ApiError(400, "a nested form is not expected")
        data = bytearray()
        while chunk := await part.read_chunk(CHUNK):
            data += chunk
            if len(data) > UPLOAD_LIMIT:
                raise ApiError(413, "the file is bigger than 50 MB")
        if part.filename is None:
            fields[part.name or ""] = data.decode("utf-8", "replace")
        else:
            name, content = part.filename, bytes(data)
            content_type = part.headers.get("Content-Type", content_type)
    return PageFile(
        kind=fields.get("kind", "document"),
        name=name,
        content=content,
        content_type=content_type,
        caption=fields.get("caption", ""),
    )


async def send_file(person: Person, file: PageFile) -> None:
    if file.kind == "photo":
        await person.sends_photo(file.content, file.caption)
    elif file.kind == "document":
        await person.sends_document(file.content, file.name, file.caption, file.content_type)
    elif file.kind == "sticker":
        await person.sends_sticker()
    else:
        raise ApiError(400, "kind must be photo, document or sticker")
