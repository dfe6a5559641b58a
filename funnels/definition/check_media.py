"""A file that is sent is there, is what it is sent as, and is no larger than Telegram takes."""

from collections.abc import Iterator
from pathlib import Path

from funnels.definition.composing import Loc
from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.definition.suggest import closest
from funnels.engine.effects.media import Album
from funnels.steps.content import Attachment
from funnels.steps.deliver import Deliver
from funnels.steps.delivery import Delivery
from funnels.steps.files import given_files

MEGABYTE = 1024 * 1024
PHOTO_LIMIT = 10 * MEGABYTE
FILE_LIMIT = 50 * MEGABYTE
"""What Telegram takes from a bot in one upload (core.telegram.org/bots/api#sending-files)."""

_ENDINGS = {
    "photo": (".jpg", ".jpeg", ".png", ".webp"),
    "video": (".mp4",),
    "audio": (".mp3", ".m4a"),
    "voice": (".ogg", ".mp3", ".m4a"),
    "video_note": (".mp4",),
    "animation": (".gif", ".mp4"),
}
"""What Telegram shows as its kind (core.telegram.org/bots/api#available-methods); anything can be a document."""


def check_media(script: Script, folder: Path, report: Report) -> None:
    """Every file is there, is what it is sent as, and is no larger than Telegram takes."""
    for loc, path in _media(script):
        file, kind = folder / path, str(loc[-1])
        endings = _ENDINGS.get(kind)
        if "://" in path:
            report(loc, f"`{path}` is a web address, not a file", "save the file into media/ and name it: media/a.jpg")
        elif endings and file.suffix.lower() not in endings:
            report(loc, f"`{path}` is no {kind}: those end in {' or '.join(endings)}", "send it as document:")
        elif not _is_there(file):
            _missing(loc, path, file, report)
        elif not file.resolve().is_relative_to(folder.resolve()):
            report(loc, f"`{path}` leads outside the funnel's folder", "copy the file into media/")
        else:
            _size(loc, path, file.stat().st_size, PHOTO_LIMIT if kind == "photo" else FILE_LIMIT, report)


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # a name longer than a file can have, a folder that may not be read
        return False


def _missing(loc: Loc, path: str, file: Path, report: Report) -> None:
    try:
        beside = [other.name for other in file.parent.iterdir()]
    except (OSError, ValueError):
        beside = []
    near = closest(file.name, beside)
    hint = f"did you mean `{(Path(path).parent / near).as_posix()}`?" if near else f"put it into {file.parent}"
    report(loc, f"there is no file `{path}`", hint)


def _size(loc: Loc, path: str, size: int, limit: int, report: Report) -> None:
    if size > limit:
        report(
            loc,
            f"`{path}` has {-(-size // MEGABYTE)} MB, Telegram takes {limit // MEGABYTE}",
            "make it smaller, or put it on the web and link to it",
        )
    elif size == 0:
        report(loc, f"`{path}` is empty", "put the real file there")


def _media(script: Script) -> Iterator[tuple[Loc, str]]:
    for place in script.everywhere:
        carriers: list[tuple[Loc, object]] = [(place.loc, place.step)]
        carriers += [((*place.loc, *loc), follow_up) for loc, follow_up in place.step.timed_messages()]
        for loc, carrier in carriers:
            if isinstance(carrier, Attachment) and carrier.media:
                in_album = isinstance(carrier.media, Album)
                for number, media in enumerate(carrier.media.files):
                    yield (*loc, *(("album", number) if in_album else ()), media.kind), media.path
        if isinstance(place.step, Deliver) and isinstance(place.step.deliver, Delivery):
            yield from _delivered((*place.loc, "deliver"), place.step.deliver)
    for name, product in script.products.items():
        yield from _delivered(("products", name, "deliver"), product.deliver)


def _delivered(loc: Loc, delivery: Delivery) -> Iterator[tuple[Loc, str]]:
    if delivery.file:
        yield (*loc, "file"), delivery.file
    for number, given in enumerate(delivery.files):
        for file in given_files(given):
            yield (*loc, "files", number, file.kind), file.path
    if delivery.codes:
        yield (*loc, "codes"), delivery.codes
