"""Media stands beside the text of a message, a question, an offer or a follow-up: one file, or one album.

The text becomes the caption of a file. Telegram puts no text under a video note and no buttons under an album, so
these two are always a message of their own, and the text with its buttons comes right after it; in the figures and
in dialogues they are one message. Files lie in the funnel's folder. A file is uploaded once, then Telegram has it; a
file that you change is uploaded again.

```yaml
- message: Two rooms before and after.
  album: [photo: media/before.jpg, photo: media/after.jpg]
```
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import (
    Field,
    model_validator,
)

from funnels.definition.durations import Duration
from funnels.definition.explain import wrong
from funnels.definition.templates import Template
from funnels.engine.effects.media import Album, Media
from funnels.engine.limits import CAPTION_LIMIT, TEXT_LIMIT
from funnels.steps.files import AlbumFile, AlbumFiles, MediaPath, given_files

if TYPE_CHECKING:
    from typing import Self


class Attachment(AlbumFile):
    """What is shown with a text: one file, or an album.

    An album and a video note are a message of their own, and the text comes after it.
    """

    voice: MediaPath | None = Field(default=None, description="A voice message, .ogg, .mp3 or .m4a, up to 50 MB.")
    video_note: MediaPath | None = Field(
        default=None, description="A round video, .mp4 and square, up to 50 MB; the text comes after it."
    )
    animation: MediaPath | None = Field(default=None, description="A GIF or an MP4 without sound, up to 50 MB.")
    album: AlbumFiles | None = Field(
        default=None,
        description="2-10 files as one message: photos and videos, or documents, or audio; the text comes after it.",
    )

    @cached_property
    def media(self) -> Media | Album | None:
        """What is shown, if anything is."""
        if self.album:
            return Album(files=tuple(file for item in self.album for file in given_files(item)))
        return next(given_files(self), None)

    @property
    def text_limit(self) -> int:
        """How long the text beside it may be, in UTF-16 units."""
        return CAPTION_LIMIT if self.media and self.media.takes_text else TEXT_LIMIT

    @model_validator(mode="after")
    def _one_piece(self) -> "Self":
        kinds = [file.kind for file in given_files(self)] + (["album"] if self.album else [])
        if len(kinds) > 1:
            raise wrong(
                f"a message carries one file or one album, this one has {' and '.join(kinds)}",
                "put photos and videos into an album:, or make a second message for the other one",
            )
        return self


class FollowUp(Attachment):
    """A timed message sent only while the person has not done what the step waits for."""

    message: Template = Field(description="Its text.")
    after: Duration | None = Field(
        default=None, description="How long after the step began; in abandoned, after they asked to pay."
    )
    before_deadline: Duration | None = Field(default=None, description="In an offer: how long before it closes.")

    @model_validator(mode="before")
    @classmethod
    def _one_time(cls, data: Any) -> Any:
        if isinstance(data, dict) and ("after" in data) == ("before_deadline" in data):
            raise wrong(
                "a follow-up needs one time",
                "write after: 3 hours, or, in an offer, before_deadline: 2 hours",
            )
        return data
