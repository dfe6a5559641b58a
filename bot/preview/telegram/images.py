"""Width, height and media type of a picture, read from the header of a PNG, GIF or JPEG file."""

import struct

PNG = b"\x89PNG\r\n\x1a\n"
GIF = (b"GIF87a", b"GIF89a")
JPEG = b"\xff\xd8"
MARKERS_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
NOT_A_FRAME = frozenset({0xC4, 0xC8, 0xCC})
FRAMES = frozenset(range(0xC0, 0xD0)) - NOT_A_FRAME


def dimensions(content: bytes) -> tuple[int, int] | None:
    """(width, height) in pixels; None when the file is none of these pictures or is cut off."""
    try:
        if content.startswith(PNG):
            width, height = struct.unpack(">II", content[16:24])
        elif content.startswith(GIF):
            width, height = struct.unpack("<HH", content[6:10])
        elif content.startswith(JPEG):
            return _jpeg(content)
        else:
            return None
    except struct.error:
        return None
    return (width, height) if width and height else None


def image_type(content: bytes) -> str | None:
    """The media type by the first bytes; None when the file is none of these pictures."""
    if content.startswith(PNG):
        return "image/png"
    if content.startswith(GIF):
        return "image/gif"
    return "image/jpeg" if content.startswith(JPEG) else None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 4 <= len(content):
        if content[place] != 0xFF:  # noqa: PLR2004  # every marker begins with this byte
            return None
        marker = content[place + 1]
        if marker in MARKERS_WITHOUT_LENGTH or marker == 0xFF:  # noqa: PLR2004  # fill bytes are the same byte
            place += 1 if marker == 0xFF else 2  # noqa: PLR2004  # as above
            continue
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return (width, height) if width and height else None
        place += 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]
    return None
