"""Which characters a TrueType file draws, and how far each moves the pen: all that measuring a text needs.

The tables are read as the OpenType specification lays them out; of the character maps, the two forms
the bundled fonts have (segments of the basic plane, and groups of all planes).
"""

import struct
from collections.abc import Iterator
from pathlib import Path

_SEGMENTS, _GROUPS = 4, 12


def advances(file: Path) -> dict[str, float]:
    """Return the advance of every character the TrueType file can draw, in ems (1.0 is the font size)."""
    font = file.read_bytes()
    tables = {}
    for entry in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * entry)
        tables[tag] = offset
    (units,) = struct.unpack_from(">H", font, tables[b"head"] + 18)
    (long_metrics,) = struct.unpack_from(">H", font, tables[b"hhea"] + 34)
    return {
        chr(code): struct.unpack_from(">H", font, tables[b"hmtx"] + 4 * min(glyph, long_metrics - 1))[0] / units
        for code, glyph in _glyphs(font, tables[b"cmap"])
        if glyph
    }


def _glyphs(font: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    for entry in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">L", font, cmap + 8 + 8 * entry)[0]
        (form,) = struct.unpack_from(">H", font, start)
        if form == _SEGMENTS:
            yield from _glyphs_of_segments(font, start)
        elif form == _GROUPS:
            yield from _glyphs_of_groups(font, start)


def _glyphs_of_segments(font: bytes, start: int) -> Iterator[tuple[int, int]]:
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    lasts = struct.unpack_from(f">{count}H", font, start + 14)
    firsts, deltas, reaches = (
        struct.unpack_from(f">{count}H", font, start + 16 + 2 * count * column) for column in (1, 2, 3)
    )
    reaches_start = start + 16 + 6 * count
    for segment, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        for code in range(first, last + 1):
            glyph = code
            if reaches[segment]:
                place = reaches_start + 2 * segment + reaches[segment] + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", font, place)
            if glyph:
                yield code, (glyph + deltas[segment]) % 0x10000


def _glyphs_of_groups(font: bytes, start: int) -> Iterator[tuple[int, int]]:
    for group in range(struct.unpack_from(">L", font, start + 12)[0]):
        first, last, glyph = struct.unpack_from(">LLL", font, start + 16 + 12 * group)
        for code in range(first, last + 1):
            yield code, glyph + code - first
