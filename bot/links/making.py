"""A link for a source, `t.me/the_bot?start=book__vk-march`: it is read as the bot will read it when somebody comes."""

import re
from dataclasses import dataclass

from bot.links.naming import in_latin
from bot.links.words import Word
from funnels.definition.script import Script
from funnels.engine.catalogue import SOURCE_MARK, Catalogue, is_payload
from funnels.engine.limits import PAYLOAD_LIMIT
from funnels.engine.receive import without_promo
from storage.links import Link

_STRANGE = re.compile(r"[^A-Za-z0-9_-]")


class LinkError(ValueError):
    """No link can be made: why, and what it is about."""

    def __init__(self, word: Word, **values: object) -> None:
        super().__init__(word)
        self.word = word
        self.values = values


@dataclass(frozen=True, kw_only=True)
class Made:
    """A link, and the start payload that is it."""

    link: Link
    script: Script
    payload: str

    @property
    def in_other_letters(self) -> bool:
        """The source is not written as the person wrote it."""
        return self.link.written.partition(SOURCE_MARK)[0] != self.link.source


def make(catalogue: Catalogue, words: str) -> Made:
    """The link of `NAME [FUNNEL]`.

    Raises:
        LinkError: it says what is wrong with the words.
    """
    written, script = _read(catalogue, words)
    name = in_latin(written)
    if strange := sorted(set(_STRANGE.findall(name))):
        raise LinkError("strange_signs", name=written, signs=" ".join(strange))
    word = next(iter(script.file.start.links), "")
    if not word and script is not catalogue.default:
        raise LinkError("no_link_word", funnel=script.funnel)
    payload = f"{word}{SOURCE_MARK}{name}" if word else name
    if not is_payload(payload):
        raise LinkError("too_long", name=name, over=len(payload) - PAYLOAD_LIMIT, most=PAYLOAD_LIMIT)
    found, found_word, source = catalogue.find(payload)
    source, _ = without_promo(found, source)
    if found is not script or found_word != word or not source:
        raise LinkError("means_another", name=name)
    link = Link(source=source, funnel=script.funnel, word=word, written=written)
    return Made(link=link, script=script, payload=payload)


def payload_of(link: Link) -> str:
    """The start payload of a link that was made, without a promo code."""
    return f"{link.word}{SOURCE_MARK}{link.source}" if link.word else link.source


def _read(catalogue: Catalogue, words: str) -> tuple[str, Script]:
    """The name, and the funnel that is named, or is meant: the only one, or the one of a bare /start."""
    name, *others = words.split()
    if not others:
        script = catalogue.default or (next(iter(catalogue.live.values())) if len(catalogue.live) == 1 else None)
        if script is None:
            raise LinkError("which_funnel", name=name)
        return name, script
    funnel = " ".join(others)
    if funnel not in catalogue.live:
        raise LinkError("unknown_funnel", name=name, funnel=funnel)
    return name, catalogue.live[funnel]
