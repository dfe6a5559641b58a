"""`for: photo` and `for: file`: what the person sends, kept as Telegram's id of it, by which the bot can get it."""

from typing import TYPE_CHECKING, ClassVar

from funnels.steps.answers.kind import Kind
from funnels.words import Word

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.subscriber import Attribute
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask


class File(Kind):
    """Whatever Telegram calls a file: a document, a photo, a video, a voice message."""

    error: ClassVar[Word] = "ask_file_error"
    kinds: ClassVar[tuple[str, ...]] = ()
    """Telegram's words for what fits; none: any file."""

    def read(self, ask: "Ask", answer: "Answered", turn: "Turn") -> "Attribute | None":  # noqa: ARG002  # every kind's form
        """The id of the file."""
        return answer.file if answer.file and (not self.kinds or answer.kind in self.kinds) else None


class Photo(File):
    """A photo, not one sent as a document: who looks at it wants to see it."""

    error = "ask_photo_error"
    kinds = ("photo",)
