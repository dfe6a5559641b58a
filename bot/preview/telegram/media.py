"""Media of a message: a file given as an upload, a file_id or an address, and the object it becomes."""

from typing import Any

from .call import Call
from .errors import bad_request
from .files import File, photo_sizes
from .world import World

ATTACHED = "attach://"
KINDS = ("photo", "document", "video", "audio", "voice", "animation", "video_note")
ALBUM_KINDS = frozenset({"photo", "video", "document", "audio"})
MEASURED = frozenset({"video", "animation"})
TIMED = frozenset({"video", "audio", "voice", "animation", "video_note"})
NAMED = frozenset({"document", "video", "audio", "animation"})
DEFAULT_SIDE = 640


def file_of(world: World, call: Call, kind: str, given: str) -> File:
    """The file that `given` means: `attach://name`, a file_id or an address.

    Raises:
        ApiError: 400 when there is none, or it does not fit.
    """
    name = given.removeprefix(ATTACHED) if given.startswith(ATTACHED) else ""
    if not name and given:
        return world.files.known(given, kind)
    upload = call.uploads.get(name or kind)
    if upload is None:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    return world.files.keep(kind, upload.content, name=upload.name, content_type=upload.content_type)


def content_of(kind: str, file: File, details: dict[str, Any]) -> dict[str, Any]:
    """The part of a Message that shows this file; `details` are what the bot said about it."""
    if kind == "photo":
        return {"photo": photo_sizes(file)}
    body: dict[str, Any] = file.body
    if kind in MEASURED:
        body["width"] = _number(details, "width") or file.width or DEFAULT_SIDE
        body["height"] = _number(details, "height") or file.height or DEFAULT_SIDE
    if kind == "video_note":
        body["length"] = _number(details, "length") or DEFAULT_SIDE
    if kind in TIMED:
        body["duration"] = _number(details, "duration")
    if kind == "audio":
        body |= {key: str(details[key]) for key in ("performer", "title") if details.get(key)}
    if kind in NAMED and file.name:
        body["file_name"] = file.name
    body["mime_type"] = file.content_type
    if kind == "video_note":
        del body["mime_type"]
    return {kind: body, "document": body} if kind == "animation" else {kind: body}


def _number(details: dict[str, Any], name: str) -> int:
    try:
        return max(0, int(details.get(name) or 0))
    except (TypeError, ValueError):
        return 0
