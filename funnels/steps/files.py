"""Files of a funnel's folder that a message shows: what may be named, and what may stand in one album.

Telegram mixes photos and videos in an album; documents stand with documents only, audio with audio only.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from funnels.definition.explain import wrong
from funnels.engine.effects.media import Album, Media, MediaKind
from funnels.steps.base import ScriptModel

if TYPE_CHECKING:
    from typing import Self

KINDS: tuple[MediaKind, ...] = get_args(MediaKind)

FEWEST, MOST = 2, 10
"""Files in an album (core.telegram.org/bots/api#sendmediagroup)."""


def check_path(value: object) -> object:
    """A path inside the funnel's folder: relative, no way out of it."""
    if isinstance(value, str) and (value.startswith(("/", "\\", "~")) or ".." in value.replace("\\", "/").split("/")):
        raise wrong(
            f"`{value}` leads outside the funnel's folder",
            "put the file into media/ and write media/name.jpg",
        )
    return value


MediaPath = Annotated[str, BeforeValidator(check_path), Field(title="file", min_length=1)]


class AlbumFile(ScriptModel):
    """A file by its kind: of the kinds that an album may hold."""

    photo: MediaPath | None = Field(default=None, description="A picture from the funnel's folder, up to 10 MB.")
    video: MediaPath | None = Field(default=None, description="An MP4 video from the funnel's folder, up to 50 MB.")
    document: MediaPath | None = Field(default=None, description="A file from the funnel's folder, up to 50 MB.")
    audio: MediaPath | None = Field(default=None, description="Music or a talk, .mp3 or .m4a, up to 50 MB.")


class AlbumItem(AlbumFile):
    """One file of an album."""

    @model_validator(mode="before")
    @classmethod
    def _known_kind(cls, data: Any) -> Any:
        if isinstance(data, str):
            raise wrong(f"`{data}` does not say what it is", f"write its kind: - photo: {data}")
        for kind in KINDS if isinstance(data, dict) else ():
            if kind in data and kind not in cls.model_fields:
                raise wrong(f"Telegram takes no {kind} into an album", f"make a message of its own: {kind}: …")
        return data

    @model_validator(mode="after")
    def _one_file(self) -> "Self":
        if sum(1 for _ in given_files(self)) != 1:
            raise wrong("an entry of an album is one file", "give each file a line: - photo: media/name.jpg")
        return self


def given_files(model: AlbumFile) -> Iterator[Media]:
    """The files it names, in the order of `KINDS`."""
    for kind in KINDS:
        if path := getattr(model, kind, None):
            yield Media(kind=kind, path=path)


def _album(items: tuple[AlbumItem, ...]) -> tuple[AlbumItem, ...]:
    if not FEWEST <= len(items) <= MOST:
        raise wrong(
            f"an album has {FEWEST} to {MOST} files, this one has {len(items)}",
            "make a second message for the rest" if len(items) > MOST else "write photo: or video: instead of album:",
        )
    kinds = {file.kind for item in items for file in given_files(item)}
    if len(kinds) > 1 and kinds != {"photo", "video"}:
        raise wrong(
            f"an album cannot mix {' and '.join(sorted(kinds))}",
            "photos stand with videos, documents with documents, audio with audio: make an album of each",
        )
    return items


def by_its_name(value: object) -> object:
    """A bare path is what its name ends in: a picture, a video, music; anything else is a document."""
    if not isinstance(value, str):
        return value
    return {_BY_ENDING.get(PurePath(value).suffix.lower(), "document"): value}


_BY_ENDING: dict[str, MediaKind] = {
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".webp"), "photo"),
    ".mp4": "video",
    **dict.fromkeys((".mp3", ".m4a"), "audio"),
}


class GivenFile(AlbumFile):
    """A file that is handed over; a path alone is sent as what its name ends in.

    As a document it arrives as it is: Telegram makes pictures smaller.
    """

    @model_validator(mode="after")
    def _one_file(self) -> "Self":
        if sum(1 for _ in given_files(self)) != 1:
            raise wrong("an entry of files: is one file", "give each file a line: - media/name.jpg")
        return self


def parcels(files: Iterable[Media]) -> tuple[Media | Album, ...]:
    """The files as Telegram sends them, in their order: neighbours that may stand together are albums."""
    sent: list[Media | Album] = []
    for _, together in groupby(files, key=lambda file: "photo" if file.kind == "video" else file.kind):
        some = tuple(together)
        for start in range(0, len(some), MOST):
            album = some[start : start + MOST]
            sent.append(Album(files=album) if len(album) >= FEWEST else album[0])
    return tuple(sent)


AlbumFiles = Annotated[
    tuple[AlbumItem, ...], AfterValidator(_album), Field(json_schema_extra={"minItems": FEWEST, "maxItems": MOST})
]
