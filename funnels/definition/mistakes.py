"""Liquid's complaints in the words of a marketer: what stands there, and what was probably meant."""

import re

from liquid.exceptions import LiquidError

from funnels.definition.findings import TextError

_HINTS: tuple[tuple[str, str], ...] = (
    (r"[“”„«»‘’]", 'put words in straight quotes: "friend", not “friend” or «friend»'),
    (r"\{[{%]|[}%]\}", "write the condition without braces, such as `email` or `age >= 18`"),
    (r"(?<![=!<>])=(?!=)", 'write `==` to compare: `city == "Moscow"`'),
    (r"&&|\|\|", "write `and` and `or` as words"),
    (r"\s(?:и|или|не)\s|^не\s", "write `and`, `or` and `not` in English"),
    (r"\bdefault\s+[\"']", 'write a colon after the filter: `{{ first_name | default: "friend" }}`'),
    (r"\|\s*$", 'write a filter after `|`, such as `default: "friend"`'),
    (r"^\w+(?:\s+\w+)+\s*(?:\||$)", "a name is one word, with `_` for a space: `first_name`"),
    (r"!\s*\w", "write `not`: `not email`"),
)
_ARITHMETIC = (r"\w\s*[-+*/]\s*\w", "count with a filter: `{{ score | plus: 1 }}`, or minus, times, divided_by")

_WORD = re.compile(r"\"[^\"]*\"|'[^']*'|[()]|[^\s()\"']+")
"""A word of a condition, with what stands in quotes as one."""

_GENERAL = {
    "condition": 'write it such as `orders contains "course" and email`',
    "output": 'write it such as `{{ first_name }}` or `{{ first_name | default: "friend" }}`',
    "if": 'write it such as `{% if email %}` or `{% if city == "Moscow" %}`',
    "for": "write it such as `{% for order in orders %}`",
    "assign": 'write it such as `{% assign name = first_name | default: "friend" %}`',
    "case": 'write it such as `{% case city %}` and `{% when "Moscow" %}`',
}


def explain_liquid(error: Exception, written: str, kind: str, line: int = 0) -> TextError:
    """The finding for what Liquid refused; `kind` is `condition` or the name of the tag it stands in."""
    hints = _HINTS if kind != "output" else tuple(hint for hint in _HINTS if not hint[0].startswith(r"\{"))
    if kind == "output":
        hints = (*hints, _ARITHMETIC)
    remedy = next((hint for pattern, hint in hints if re.search(pattern, written)), None)
    reason = f": {error.args[0]}" if isinstance(error, LiquidError) and error.args and not remedy else ""
    shown = written if len(written) <= 60 else written[:59] + "…"  # noqa: PLR2004  # as much as fits a line
    return TextError(
        f"`{shown}` cannot be understood{reason}",
        remedy or _GENERAL.get(kind, _GENERAL["if"]),
        line,
    )


def refuse_mixed_words(condition: str, line: int = 0) -> None:
    """Refuse `a and b or c`: Liquid reads it from the right, people from the left.

    Raises:
        TextError: `and` and `or` stand side by side with no parentheses to say which goes first.
    """
    words: list[set[str]] = [set()]
    for word in _WORD.findall(condition):
        if word == "(":
            words.append(set())
        elif word == ")":
            words = words[:-1] or [set()]
        elif word in ("and", "or"):
            words[-1].add(word)
            if len(words[-1]) > 1:
                raise TextError(
                    "`and` and `or` are mixed, and it is not clear which goes first",
                    "put one of them in parentheses: `a and (b or c)`",
                    line,
                )
