"""A file is read past its YAML mistakes, so that all of them are told at once.

YAML itself gives up at the first. Most mistakes are of one value, so the value is put aside and the file read again; a
mistake that stays where it was, such as a wrong indent, ends that, for what follows could be a mere consequence.
"""

import re
from collections.abc import Sequence

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from funnels.definition.composing import Composer
from funnels.definition.findings import Finding, ScriptError
from funnels.definition.yaml_mistakes import explain_yaml

MOST = 12
"""Mistakes told at once; each costs a reading of the file."""

MOST_READ = 1_000_000
"""Characters read again and again; a very long file is read no further than its first mistake."""

_ENTRY = re.compile(r"(?P<indent>\s*(?:- +)*)(?P<key>[^\s:#'\"{\[][^:#]{0,80}?: +)?(?P<value>\S.*)")


def compose(lines: Sequence[str], name: str) -> Composer:
    """What the lines say; `errors` of the composer are all that could be found, one a line."""
    text = list(lines)
    mistakes: dict[int, Finding] = {}
    while True:
        composer = Composer(name, text)
        try:
            composer.read(YAML(typ="safe", pure=True).parse("\n".join(text)))
        except YAMLError as error:
            found = explain_yaml(error, text)
            composer.errors.append(Finding(name, found.line, found.column, found.problem, found.remedy))
        except ScriptError:
            pass  # it is the last of the composer's errors
        else:
            break
        line = composer.errors[-1].line
        seen = line in mistakes
        mistakes.setdefault(line, next(one for one in composer.errors if one.line == line))
        enough = len(mistakes) == MOST or len(mistakes) * sum(map(len, text)) > MOST_READ
        if seen or enough or not _put_aside(text, line):
            break
    composer.errors[:] = sorted({one.line: one for one in (*reversed(composer.errors), *mistakes.values())}.values())
    return composer


def _put_aside(text: list[str], number: int) -> bool:
    """Put a harmless text in the place of the line's value, with what belongs to it below; False: there is no value."""
    entry = _ENTRY.fullmatch(text[number - 1]) if 1 <= number <= len(text) else None
    if entry is None or not (entry["key"] or "-" in entry["indent"]):
        return False
    key = entry["key"] or ""
    depth = len(entry["indent"]) if key else len(text[number - 1]) - len(text[number - 1].lstrip())
    text[number - 1] = f'{entry["indent"]}{key}"…"'
    below = number
    while below < len(text) and (not text[below].strip() or len(text[below]) - len(text[below].lstrip()) > depth):
        text[below] = ""
        below += 1
    return True
