"""A dialogue is written the way a marketer writes one, at the end of a file that otherwise stays as it is."""

import json
import re
from collections.abc import Mapping
from textwrap import indent
from typing import Any

MODELINE = "# yaml-language-server: $schema=../../dialogues.schema.json"
"""The first line of a file, by which editors know what may stand in it."""

_PLAIN = re.compile(r"(?:/?[^\W\d_]|\d+ [^\W\d_])[\w «»()!.…@/'-]*")
"""Texts that mean themselves without quotes, also inside [] and {}."""

_NO_TEXT = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that some reader of YAML takes for something else than text."""

_ENTRY = re.compile(r"^( *)- ", re.MULTILINE)


def as_yaml(dialogue: Mapping[str, Any]) -> str:
    """The entry of a `dialogues.yaml`: a line each for what is said and done."""
    lines = [f"- dialogue: {_spelled(dialogue['dialogue'])}"]
    if "variants" in dialogue:
        lines.append(f"  variants: {_spelled(dialogue['variants'])}")
    lines.append("  play:")
    lines += [f"    - {key}: {_spelled(value)}" for line in dialogue["play"] for key, value in line.items()]
    lines.append("  expect:")
    lines += [f"    {key}: {_spelled(value)}" for key, value in dialogue["expect"].items()]
    return "\n".join(lines) + "\n"


def appended(text: str, entry: str) -> str:
    """The text of a `dialogues.yaml` with one entry more, written as deep and with the line ends it has."""
    first = _ENTRY.search(text)
    entry = indent(entry, first[1] if first else "")
    if "\r\n" in text:
        entry = entry.replace("\n", "\r\n")
    end = "\r\n" if "\r\n" in text else "\n"
    if not text:
        return f"{MODELINE}\n\n{entry}"
    return f"{text}{'' if text.endswith(end) else end}{end}{entry}"


def _spelled(value: Any) -> str:
    match value:
        case str() if _PLAIN.fullmatch(value) and value == value.strip() and value.casefold() not in _NO_TEXT:
            return value
        case list() | tuple():
            return f"[{', '.join(map(_spelled, value))}]"
        case Mapping():
            return f"{{{', '.join(f'{_spelled(key)}: {_spelled(one)}' for key, one in value.items())}}}"
        case _:
            return json.dumps(value, ensure_ascii=False)
