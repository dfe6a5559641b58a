"""The files a message shows: one, or an album."""

from typing import Literal

from msgspec import Struct

MediaKind = Literal["photo", "video", "document", "audio", "voice", "video_note", "animation"]


class Media(Struct, frozen=True, kw_only=True, tag="file"):
    """A file of the funnel's folder; `path` is relative to that folder."""

    kind: MediaKind
    path: str

    @property
    def files(self) -> "tuple[Media, ...]":
        """The one file."""
        return (self,)

    @property
    def takes_text(self) -> bool:
        """Whether a text can be its caption and buttons can stand under it; Telegram's video notes take neither."""
        return self.kind != "video_note"


class Album(Struct, frozen=True, kw_only=True, tag="album"):
    """Two to ten files shown as one message."""

    files: tuple[Media, ...]

    @property
    def takes_text(self) -> bool:
        """Never: Telegram puts no buttons under an album, so its text is a message after it."""
        return False
