"""What an owner is told whose words mean nothing: what would, with the funnel's own examples."""

import html
from collections.abc import Mapping, Sequence

from bot.desk.about import ABOUT, Knob
from bot.desk.view import View
from bot.desk.words import DESK
from bot.reports.report import AskedError
from funnels.definition.script import Script


def unknown(view: View, word: str, scripts: Mapping[str, Script]) -> AskedError:
    """This word is none the report knows."""
    return AskedError({language: _unknown(view, word, scripts, language) for language in ("ru", "en")})


def no_stage(view: View, stages: Sequence[str]) -> AskedError:
    """The funnel has no such stage."""
    named, known = (
        html.escape(view.question.from_stage),
        ", ".join(f"<code>{html.escape(one)}</code>" for one in stages),
    )
    return AskedError({language: DESK[language].no_stage.format(stage=named, known=known) for language in DESK})


def bad_period(words: str) -> AskedError:
    """The dates are none, or not in order, or not yet there."""
    said = html.escape(words)
    return AskedError({language: DESK[language].bad_period.format(period=said) for language in DESK})


def _unknown(view: View, word: str, scripts: Mapping[str, Script], language: str) -> str:
    words, about = DESK[language], ABOUT[view.report]
    funnel = view.question.funnel or next(iter(scripts), "")
    stage = scripts[funnel].stages[-1].stage if funnel else ""
    knobs: tuple[tuple[Knob, str], ...] = (
        ("period", words.can_period),
        ("by", words.can_by),
        ("slices", words.can_slice),
        ("stages", words.can_stage.format(stage=html.escape(stage))),
        ("again", words.can_again),
        ("compare", words.can_compare),
    )
    lines = [
        words.unknown.format(word=html.escape(word)),
        "",
        words.can_funnel.format(funnels=", ".join(f"<code>{html.escape(name)}</code>" for name in scripts)),
        *(line for knob, line in knobs if knob in about.knobs),
        *([about.takes[language]] if about.takes else []),
        "",
        f"<code>/{view.report} {html.escape(funnel)} {words.example}</code>",
    ]
    return "\n".join(lines)
