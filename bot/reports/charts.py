"""A drawn picture becomes PNG bytes with the bundled fonts alone: it looks the same on every machine."""

import resvg_py

from bot.reports.typeface import EMOJI_FAMILY, EMOJI_FILE, LETTER_FILES, LETTERS_FAMILY

_LETTERS = [str(file) for file in LETTER_FILES.values()]


def to_png(svg: str) -> bytes:
    """Return the picture as PNG, at the size the SVG names.

    It takes a tenth of a second or two, without the interpreter lock: where others wait, call it in a thread.

    Raises:
        ValueError: if the text is not an SVG picture.
    """
    files = [*_LETTERS, str(EMOJI_FILE)] if EMOJI_FAMILY in svg else _LETTERS
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=files, font_family=LETTERS_FAMILY)
