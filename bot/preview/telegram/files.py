"""Files that Telegram keeps: each has an id of this bot alone and an id of its content."""

import hashlib
import mimetypes
from dataclasses import dataclass
from typing import Any

from .errors import ApiError, bad_request
from .images import dimensions, image_type

UPLOAD_LIMIT = 50 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
UNKNOWN_TYPE = "application/octet-stream"
LONGEST_SIDES = 10_000
STEEPEST = 20
THUMBNAIL = 90
PREFIXES = {
    "photo": "AgACAgIA",
    "document": "BQACAgIA",
    "video": "BAACAgIA",
    "audio": "CQACAgIA",
    "voice": "AwACAgIA",
    "animation": "CgACAgIA",
    "video_note": "DQACAgIA",
    "sticker": "CAACAgIA",
}
FOLDERS = {"photo": "photos", "document": "documents", "video": "videos", "audio": "music", "voice": "voice"}
ENDINGS = {
    "photo": "jpg",
    "video": "mp4",
    "audio": "mp3",
    "voice": "oga",
    "sticker": "webp",
    "video_note": "mp4",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """`kind` is the media kind it was sent as; `width` and `height` are zero where they are not known."""

    id: str
    unique_id: str
    kind: str
    name: str
    content: bytes
    content_type: str
    path: str
    width: int = 0
    height: int = 0

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def body(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}


class Files:
    def __init__(self, token: str) -> None:
        self._token = token
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}
        self._published: dict[str, bytes] = {}

    def publish(self, url: str, content: bytes) -> None:
        """Let Telegram find this file under a web address; no other address leads anywhere."""
        self._published[url] = content

    def keep(self, kind: str, content: bytes, *, name: str = "", content_type: str = "") -> File:
        """Store an upload.

        Raises:
            ApiError: it is empty, too big, or no picture where one is wanted.
        """
        if len(content) > UPLOAD_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        if not content:
            raise bad_request("file must be non-empty")
        width, height = _photo_size(content) if kind == "photo" else dimensions(content) or (0, 0)
        number = len(self._by_id)
        ending = ENDINGS.get(kind) or name.rpartition(".")[2] or "bin"
        file = File(
            id=PREFIXES[kind] + hashlib.sha256(f"{self._token}/{number}".encode()).hexdigest()[:48],
            unique_id="AQAD" + hashlib.sha256(content).hexdigest()[:12],
            kind=kind,
            name=name,
            content=content,
            content_type=image_type(content) or _type_of(content_type, name),
            path=f"{FOLDERS.get(kind, kind + 's')}/file_{number}.{ending}",
            width=width,
            height=height,
        )
        self._by_id[file.id] = file
        self._by_path[file.path] = file
        return file

    def known(self, reference: str, kind: str) -> File:
        """The file behind a file_id or a published address.

        Raises:
            ApiError: 400 when it is of another bot, unknown, or cannot be sent as this kind.
        """
        if reference.startswith(("http://", "https://")):
            if reference not in self._published:
                raise bad_request("failed to get HTTP URL content")
            return self.keep(kind, self._published[reference], name=reference.rpartition("/")[2])
        file = self._by_id.get(reference)
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            raise bad_request(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
        return file

    def by_id(self, file_id: str) -> File | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> File | None:
        return self._by_path.get(path)


def photo_sizes(file: File) -> list[dict[str, Any]]:
    """A small size and the whole picture; both lead to the same content."""
    whole = {**file.body, "width": file.width, "height": file.height}
    longest = max(file.width, file.height)
    if longest <= THUMBNAIL:
        return [whole]
    width = max(1, file.width * THUMBNAIL // longest)
    height = max(1, file.height * THUMBNAIL // longest)
    return [{**whole, "width": width, "height": height}, whole]


def _type_of(said: str, name: str) -> str:
    """The media type that the sender said, or else the one that the name suggests."""
    kind = said.partition(";")[0].strip().lower()
    if "/" in kind and kind != UNKNOWN_TYPE:
        return kind
    return mimetypes.guess_type(name)[0] or UNKNOWN_TYPE


def _photo_size(content: bytes) -> tuple[int, int]:
    if len(content) > PHOTO_LIMIT:
        raise bad_request(
            f"file of size {len(content)} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes"
        )
    size = dimensions(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > LONGEST_SIDES or max(size) > STEEPEST * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size
