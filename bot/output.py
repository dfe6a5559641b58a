"""Where a command's result goes: a file, or standard output."""

import sys
from pathlib import Path

from bot.errors import StartError


def write_result(content: bytes, file: Path | None, *, is_picture: bool) -> None:
    """Write it to the file, or to standard output where none is named.

    Raises:
        StartError: the file cannot be written, or a picture would go to a terminal.
    """
    if file is not None:
        try:
            file.write_bytes(content)
        except OSError as error:
            raise StartError(f"Cannot write {file}: {error.strerror}.") from error
    elif is_picture and sys.stdout.isatty():
        raise StartError("A picture does not fit into a terminal: add --output picture.png.")
    else:
        sys.stdout.buffer.write(content)


def tell(line: str) -> None:
    """A line on standard output."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
