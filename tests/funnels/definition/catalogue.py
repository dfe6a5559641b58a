"""Mistakes and the answers to them are kept as text, so that they read as a marketer would meet them."""

from pathlib import Path


def catalogue(name: str) -> list[tuple[str, str]]:
    """The entries of a catalogue beside this file: a source, and what is said about it."""
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    _, _, body = text.partition("\n\n")
    entries = body.removesuffix("\n=====\n").split("\n=====\n")
    return [(source, answer) for source, _, answer in (entry.partition("\n==>\n") for entry in entries)]
