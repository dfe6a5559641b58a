"""Files on their way to Telegram: each is uploaded once a bot, then sent by the id Telegram gave it."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import FSInputFile, Message

from bot.media import Look, Request, file_id_of, request
from funnels.engine.effects.media import Album, Media
from storage import uploads
from storage.database import Database
from storage.outbox import OutboxRow

log = structlog.get_logger()

UPLOAD_SECONDS = 600
"""How long the largest file may take on a slow line."""

_WRONG_FILE = ("wrong file identifier", "file reference", "wrong remote file")


class MediaError(Exception):
    """The message's file cannot be read; the text says which."""


@dataclass(frozen=True, kw_only=True)
class _File:
    """A file, and a name for its content as it is now: a changed file is uploaded again."""

    media: Media
    path: Path
    key: str


@dataclass(frozen=True, kw_only=True)
class _Parcel:
    """What one request sends."""

    chat: int
    media: Media | Album
    look: Look
    files: tuple[_File, ...]

    @property
    def keys(self) -> set[str]:
        return {file.key for file in self.files}

    def request(self, known: Mapping[str, str]) -> Request:
        """By the known ids; the other files are uploaded."""
        files = [known.get(file.key) or FSInputFile(file.path) for file in self.files]
        return request(self.chat, self.media, files, self.look)


@dataclass(kw_only=True)
class Uploads:
    """Sends media for one bot."""

    bot: Bot
    database: Database
    funnels: Path

    def __post_init__(self) -> None:
        self._file_ids: dict[str, str] = {}
        self._uploading: dict[str, asyncio.Lock] = {}

    async def send(self, row: OutboxRow, media: Media | Album, look: Look) -> int:
        """One request, whatever Telegram has of it already; the id of its first message.

        Raises:
            MediaError: a file is gone.
            TelegramAPIError: as every request.
        """
        files = tuple(self._file(row, one) for one in media.files)
        parcel = _Parcel(chat=row.chat_id, media=media, look=look, files=files)
        while True:
            known = await self._known(parcel)
            try:
                return await self._post(parcel, known)
            except TelegramBadRequest as error:
                if not known or not any(words in str(error).lower() for words in _WRONG_FILE):
                    raise
            await self._forget(known)

    async def _post(self, parcel: _Parcel, known: dict[str, str]) -> int:
        """By the ids of the files; who comes while one of them is being uploaded waits for that."""
        if missing := sorted(parcel.keys - known.keys()):
            async with AsyncExitStack() as alone:
                for key in missing:
                    await alone.enter_async_context(self._uploading.setdefault(key, asyncio.Lock()))
                known.update(await self._known(parcel))
                if parcel.keys - known.keys():
                    return await self._upload(parcel, known)
        return _messages(await self.bot(parcel.request(known)))[0].message_id

    async def _upload(self, parcel: _Parcel, known: Mapping[str, str]) -> int:
        messages = _messages(await self.bot(parcel.request(known), request_timeout=UPLOAD_SECONDS))
        for file, message in zip(parcel.files, messages, strict=True):
            if file.key not in known and (file_id := file_id_of(message, file.media.kind)):
                await self._remember(file.key, file_id)
        return messages[0].message_id

    def _file(self, row: OutboxRow, media: Media) -> _File:
        path = self.funnels / row.funnel / media.path
        try:
            about = path.stat()
        except OSError as error:
            raise MediaError(f"{path} cannot be read: {error.strerror}") from error
        key = f"{media.kind}:{row.funnel}/{media.path}:{about.st_size}:{about.st_mtime_ns}"
        return _File(media=media, path=path, key=key)

    async def _known(self, parcel: _Parcel) -> dict[str, str]:
        """The ids of the files that Telegram has, by their keys."""
        if unknown := parcel.keys - self._file_ids.keys():
            async with self.database.read() as connection:
                self._file_ids.update(await uploads.file_ids(connection, self.bot.id, unknown))
        return {key: self._file_ids[key] for key in parcel.keys & self._file_ids.keys()}

    async def _remember(self, key: str, file_id: str) -> None:
        self._file_ids[key] = file_id
        try:
            async with self.database.write() as connection:
                await uploads.remember(connection, self.bot.id, key, file_id)
        except Exception:
            log.exception("upload not remembered", file=key)  # the message is sent all the same

    async def _forget(self, known: Mapping[str, str]) -> None:
        """Telegram does not take one of these any more; somebody else may have uploaded it anew since."""
        for key, file_id in known.items():
            if self._file_ids.get(key) == file_id:
                del self._file_ids[key]
                async with self.database.write() as connection:
                    await uploads.forget(connection, self.bot.id, key)


def _messages(answer: Message | list[Message]) -> list[Message]:
    return answer if isinstance(answer, list) else [answer]
