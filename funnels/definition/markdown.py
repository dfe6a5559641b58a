"""Markdown becomes Telegram's HTML line by line: every line and every blank line stays where it was put.

`**bold**`, `*italic*`, `~~struck~~`, `||hidden until tapped||`, `` `code` ``, `[link](https://example.com)`,
`> quote`, `- list`, `# heading` (bold). Only the blocks Telegram has are blocks: headings, quotes, code fences and
bullets; anything else is text.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from funnels.definition.findings import TextError

_FENCE = re.compile(r"\s{0,3}(?P<mark>`{3,}|~{3,})\s*(?P<language>[\w+#-]*)\s*$")
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.*?)(?:\s+#+)?\s*$")
_QUOTE = re.compile(r"(?:>(?: |$))+")
_BULLET = re.compile(r"(?!\s*([-*])(?:\s*\1){2,}\s*$)(?P<indent>\s*)[-*]\s+(?=\S)")
_ONLY_TAGS: Final = re.compile(r"\s*(?:\U00012470[\U00100000-\U0010fffd]\U00012470\s*)+")
_HTML = re.compile(
    r"</?(?:a|b|i|u|s|br|em|p|div|span|pre|code|del|ins|strong|strike|blockquote|tg-\w+|h\d)"
    r"(?:\s+[\w-]+\s*=[^<>]*|\s*/?)>",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?|tg|mailto|tel):\S|[\U00012470\U00100000-\U0010fffd]", re.IGNORECASE)
_LINK_SLIP = re.compile(r"\]\((?=(?:https?|tg|mailto|tel):)", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"//[^\s<>()\[\]|]+(?<![*_~|.,!?:;`»\"'])")

_TAGS = {
    "strong_open": "<b>", "strong_close": "</b>", "em_open": "<i>", "em_close": "</i>",
    "s_open": "<s>", "s_close": "</s>", "spoiler_open": "<tg-spoiler>", "spoiler_close": "</tg-spoiler>",
    "link_close": "</a>", "hardbreak": "\n", "softbreak": "\n",
}  # fmt: skip


def markdown_to_html(source: str) -> str:
    """Telegram's HTML for the Markdown.

    Raises:
        TextError: the text has HTML of its own, a picture, a link to nowhere or torn, or a fence that is not closed.
    """
    return "".join(_blocks(source.split("\n"), 0)).removesuffix("\n")


def _blocks(lines: list[str], first: int) -> list[str]:
    """The lines as markup, each with its line break; `first` is the number of the first one in the text."""
    out, at = list[str](), 0
    while at < len(lines):
        line = lines[at]
        if fence := _FENCE.match(line):
            end = _end_of_fence(lines, at, fence["mark"], first)
            out.append(_code(lines[at + 1 : end], fence["language"]))
            at = end + 1
        elif _QUOTE.match(line):
            end = _run(lines, at, lambda one: bool(_QUOTE.match(one)))
            inner = _blocks([_QUOTE.sub("", one, count=1) for one in lines[at:end]], first + at)
            out.append(f"<blockquote>{''.join(inner).removesuffix(chr(10))}</blockquote>\n")
            at = end
        elif _ONLY_TAGS.fullmatch(line):
            out.append(line.strip())
            at += 1
        elif heading := _HEADING.match(line):
            out.append(f"<b>{_inline(heading['text'], first + at, bold=1)}</b>\n")
            at += 1
        elif bullet := _BULLET.match(line):
            out.append(f"{bullet['indent']}• {_inline(line[bullet.end() :], first + at)}\n")
            at += 1
        else:
            end = _run(lines, at, _is_text)
            out.append(_inline("\n".join(one.rstrip() for one in lines[at:end]), first + at) + "\n")
            at = end
    return out


def _is_text(line: str) -> bool:
    return not any(block.match(line) for block in (_FENCE, _QUOTE, _HEADING, _BULLET)) and not _ONLY_TAGS.fullmatch(
        line
    )


def _run(lines: list[str], at: int, belongs: Callable[[str], bool]) -> int:
    """The number of the first line after `at` that does not belong to the block begun there."""
    return next((number for number in range(at + 1, len(lines)) if not belongs(lines[number])), len(lines))


def _end_of_fence(lines: list[str], at: int, mark: str, first: int) -> int:
    for number in range(at + 1, len(lines)):
        if lines[number].strip().startswith(mark) and not lines[number].strip(" " + mark[0]):
            return number
    raise TextError(f"the code begun by {mark[:3]} is never closed", f"write {mark[:3]} on a line after it", first + at)


def _code(lines: list[str], language: str) -> str:
    code = escape("\n".join(lines), quote=False)
    return f'<pre><code class="language-{language}">{code}</code></pre>\n' if language else f"<pre>{code}</pre>\n"


def _inline(source: str, line: int, bold: int = 0) -> str:
    """The text of one paragraph; `bold` says that it stands in bold already."""
    out = list[str]()
    for token in _MARKDOWN.parseInline(source)[0].children or ():
        if token.type == "text":
            _refuse_html(token.content, source, line)
            _refuse_torn_link(token.content, source, line)
            out.append(escape(token.content, quote=False))
        elif token.type == "code_inline":
            out.append(f"<code>{escape(token.content, quote=False)}</code>")
        elif token.type in ("strong_open", "strong_close"):
            bold += token.nesting
            out.append(_TAGS[token.type] if bold == (token.nesting == 1) else "")
        elif token.type == "link_open":
            out.append(_link(token, source, line))
        elif token.type == "image":
            raise TextError("a picture cannot stand in a text", "give it to the step: `photo: media/picture.jpg`", line)
        else:
            out.append(_TAGS[token.type])
    return "".join(out)


def _refuse_html(text: str, source: str, line: int) -> None:
    if tag := _HTML.search(text):
        raise TextError(
            f"`{tag[0]}` is HTML, and a text is Markdown",
            "write **bold**, *italic*, ~~struck~~, ||hidden||, `code` or [words](https://address)",
            line + source[: max(0, source.find(tag[0]))].count("\n"),
        )


def _refuse_torn_link(text: str, source: str, line: int) -> None:
    """Brackets that made no link would be read as brackets: nobody means that with an address in them."""
    if slip := _LINK_SLIP.search(text):
        raise TextError(
            "this would be read as brackets, not as a link",
            "write [words](https://address): no blank in the address, and `)` after it",
            line + source[: max(0, source.find(slip[0]))].count("\n"),
        )


def _link(token: Token, source: str, line: int) -> str:
    address = str(token.attrs["href"])
    if not _ADDRESS.match(address):
        raise TextError(
            f"the link leads to `{address}`, which is not an address",
            f"write it in full, such as `https://{address or 'example.com'}`",
            line + source[: max(0, source.find(address))].count("\n"),
        )
    return f'<a href="{escape(address)}">'


def _bare_address(state: StateInline, silent: bool) -> bool:
    """What follows `https:` is no markup, whatever underscores it has."""
    if state.src[state.pos] != ":" or not re.search(r"(?:https?|tg)$", state.src[: state.pos][-6:]):
        return False
    address = _BARE_ADDRESS.match(state.src, state.pos + 1, state.posMax)
    if address is None:
        return False
    if not silent:
        state.append_pending(":" + address[0])
    state.pos = address.end()
    return True


def _spoiler(state: StateInline, silent: bool) -> bool:
    """`||words||`, which Telegram hides until they are touched."""
    start, end_of_text = state.pos + 2, state.posMax
    if not state.src.startswith("||", state.pos):
        return False
    end = state.src.find("||", start + 1, end_of_text)
    if end < 0 or state.src[start].isspace() or state.src[end - 1].isspace():
        return False
    if not silent:
        state.push("spoiler_open", "", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("spoiler_close", "", -1)
    state.pos, state.posMax = end + 2, end_of_text
    return True


class _Parser(MarkdownIt):
    """Addresses are kept as they are written: they may have Liquid tags in them, and `_link` judges them."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802  # markdown-it's name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802  # markdown-it's name
        return bool(url)


def _parser() -> MarkdownIt:
    parser = _Parser("zero", {"maxNesting": 20})
    parser.enable(["escape", "backticks", "strikethrough", "emphasis", "link", "image"])
    parser.inline.add_terminator_char("|")
    parser.inline.ruler.before("escape", "bare_address", _bare_address)
    parser.inline.ruler.before("escape", "spoiler", _spoiler)
    return parser


_MARKDOWN = _parser()
