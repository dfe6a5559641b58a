"""A YAML mistake is told in the words of its line: what was read there, and the line as it should be.

YAML's own messages speak of tokens and collections; a marketer sees a text that begins with `@`, or has a
second colon.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError, YAMLError

_ENTRY = re.compile(r"\s*(?:- +)*(?P<key>[^\s:#'\"{\[][^:#]{0,80}?):\s+(?P<value>\S.*?)\s*$")
_ITEM = re.compile(r"\s*(?:- +)+(?P<value>\S.*?)\s*$")
_IN_BRACES = re.compile(r"(?<!\{)[{,]\s*(?P<key>\w+):\s+(?P<value>[^\s\"'\[{].*?)\s*(?=,\s*\w+:\s|\}\s*$|\}\s*[\],]|$)")
"""A value without quotes among `{key: value, key: value}`; the braces of a variable in it are its own."""

_INDENTED = re.compile(r"\s*(?:- +)*\w+")
_ALIGN = "begin it exactly under the first letter of the lines it belongs with"


_BEGUN_EARLIER = ("end of stream", "could not find expected ':'")
"""What YAML notices only when it has gone on: the mistake is where it began."""


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """Where YAML could not go on (counting from 1), and what to say about it."""

    line: int
    column: int
    problem: str
    remedy: str


def quoted(line: str) -> str:
    """The remedy for a value YAML reads as something else: the same line with the value in quotes."""
    entry = _ENTRY.match(line) or _ITEM.match(line)
    if entry is None:
        return 'put the text in quotes: "…"'
    value, key = entry["value"], entry.groupdict().get("key")
    if value[0] == value[-1] and value[0] in "'\"" and len(value) > 1:
        value = value[1:-1]
    mark = "'" if '"' in value or "\\" in value else '"'
    if mark == "'":
        value = value.replace("'", "''")
    shown = f"{mark}{value}{mark}" if len(value) <= 60 else f"{mark}{value[:40]}…{mark}"  # noqa: PLR2004  # fits a line
    return f"put the text in quotes: `{key}: {shown}`" if key else f"put the text in quotes: `- {shown}`"


def value_of(line: str) -> str:
    """The value that stands on the line after its key or dash."""
    entry = _ENTRY.match(line) or _ITEM.match(line)
    return entry["value"] if entry else line.strip()


def in_braces(line: str, column: int) -> tuple[str, str] | None:
    """What is wrong with a text without quotes in `{key: text}` at the column (from 0), and the text in quotes."""
    begun = [found for found in _IN_BRACES.finditer(line) if found.start("value") < column]
    if not begun:
        return None
    key, value = begun[-1]["key"], begun[-1]["value"]
    torn = line[begun[-1].start("value") : column].rstrip()
    problem = "a comma ends the text, and what follows it is read as a key"
    if not torn.endswith(","):
        problem = f"a text with `{'{{' if '{{' in value else ': '}` in it needs quotes between {{ and }}"
    return problem, quoted(f"{key}: {value}")


def special_start(value: str) -> str | None:
    """Why YAML does not read a value with this beginning as text, if it has such a beginning."""
    for start, problem in _STARTS:
        if value.startswith(start):
            return problem
    return None


_STARTS = (
    ("{{", "a value that begins with `{{` is read as a YAML mapping, not as text"),
    ("{%", "a value that begins with `{%` is read as a YAML mapping, not as text"),
    ("[", "a value that begins with `[` is read as a YAML list, not as text"),
    ("{", "a value that begins with `{` is read as a YAML mapping, not as text"),
    ("*", "a value that begins with `*` is read as a YAML reference, not as bold or italic text"),
    ("&", "a value that begins with `&` is read as a YAML anchor, not as text"),
    ("!", "a value that begins with `!` is read as a YAML tag, not as text"),
    ("@", "a value cannot begin with `@` unless it is in quotes"),
    ("`", "a value cannot begin with a backtick unless it is in quotes"),
    ("%", "a value cannot begin with `%` unless it is in quotes"),
    ("- ", "a list or a dash cannot begin on the line of its key"),
    ("? ", "a value cannot begin with `? ` unless it is in quotes"),
    (",", "a value cannot begin with `,` unless it is in quotes"),
    ("}", "a value cannot begin with `}` unless it is in quotes"),
    ("]", "a value cannot begin with `]` unless it is in quotes"),
)


def explain_yaml(error: YAMLError, lines: Sequence[str]) -> Mistake:
    """Say what stands in the way of reading the lines."""
    if not isinstance(error, MarkedYAMLError):
        return Mistake(line=1, column=1, problem="the file is not YAML", remedy="compare it with a script that works")
    mark = error.problem_mark or error.context_mark
    number, column = (mark.line, mark.column) if mark else (0, 0)
    if error.context_mark and any(words in str(error.problem) for words in _BEGUN_EARLIER):
        number, column = error.context_mark.line, error.context_mark.column
    number = min(number, len(lines) - 1)
    problem, remedy = _explain(str(error.problem), str(error.context), lines[number], column)
    return Mistake(line=number + 1, column=column + 1, problem=problem, remedy=remedy)


def _explain(problem: str, context: str, line: str, column: int) -> tuple[str, str]:  # noqa: C901, PLR0911  # one return a case
    value = value_of(line)
    start = special_start(value)
    if r"'\t'" in problem:
        return "the line is indented with a tab", "use spaces, two for each level"
    if "mapping values are not allowed" in problem and _INDENTED.fullmatch(line[:column]):
        return "the line is indented as if it went on with the text above it", _ALIGN
    if "flow mapping" in context and (torn := in_braces(line, column)):
        return torn
    if start:
        return start, _remedy_for(value, context, line)
    if "quoted scalar" in context and ("end of stream" in problem or "document separator" in problem):
        mark = line[column : column + 1]
        return f"the quote {mark} is opened here and never closed", f"write {mark} where the text ends"
    if "unknown escape character" in problem:
        return (
            "in double quotes a backslash has a meaning of its own",
            "write two of them, or use single quotes",
        )
    if "block scalar" in context:
        sign = value[:1]
        return (
            f"after `{sign}` the text must begin on the next line",
            f"move it there, indented; {quoted(line)} if it is one line",
        )
    if "mapping values are not allowed" in problem:
        return _second_colon(line, value)
    if "could not find expected ':'" in problem:
        return _no_colon(line)
    if value[:1] in "'\"" and "<scalar>" in problem:
        return "there is more text after the closing quote", quoted(line)
    if "expected <block end>" in problem or "sequence entries" in problem:
        return "the line is indented unlike the lines around it", _ALIGN
    if "flow" in context:
        return (
            "a bracket is opened and not closed, or a comma is missing",
            "close it, or write one entry a line",
        )
    return "the line cannot be read", f"look for a missing quote, colon or space, or {quoted(line)}"


def _remedy_for(value: str, context: str, line: str) -> str:
    if value.startswith("- "):
        return f"write the list on the lines below, or {quoted(line)}"
    if "flow" in context and not value.startswith(("{{", "{%")):
        return f"close it with `{']' if value[0] == '[' else '}'}`, or {quoted(line)}"
    return f"{quoted(line)}{_or_below(line) if value.startswith(('{{', '{%')) else ''}"


def _or_below(line: str) -> str:
    """The form in which a text needs no quotes, whatever is in it."""
    entry = _ENTRY.match(line)
    return f", or write it on the lines below `{entry['key']}: |`" if entry else ""


def _second_colon(line: str, value: str) -> tuple[str, str]:
    if re.search(r":(?:\s|$)", value) and _ENTRY.match(line) and value != line.strip():
        return "there is a second `: ` on the line, and YAML takes it for a key", f"{quoted(line)}{_or_below(line)}"
    return "the line is indented as if it went on with the text above it", _ALIGN


def _no_colon(line: str) -> tuple[str, str]:
    if "\u00a0" in line:
        return "there is a no-break space on the line", "replace it with an ordinary space"
    if re.match(r"\s*(?:- +)*\w+:\S", line):
        key, _, rest = line.strip().lstrip("- ").partition(":")
        return f"there is no space after `{key}:`", f"write `{key}: {rest}`"
    return (
        "the line has no `key: value`",
        "add the key, or indent the line if it goes on with the text above (after `|`)",
    )
