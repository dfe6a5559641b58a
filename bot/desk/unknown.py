"""What an owner is told whose words mean nothing, or nothing to this report: what would, with the funnel's examples."""

import html
from collections.abc import Iterable, Mapping, Sequence

from bot.desk.about import ABOUT, About
from bot.desk.view import View
from bot.desk.words import DESK
from bot.reports.head import said_of
from bot.reports.report import AskedError
from bot.reports.slices import SLICE_NAMES
from funnels.analytics.question import SETTINGS, SLICES, Question, Setting
from funnels.definition.script import Script


def unknown(view: View, word: str, scripts: Mapping[str, Script], command: str) -> AskedError:
    """This word is none the report knows."""
    return AskedError({language: _unknown(view, word, scripts, command, language) for language in DESK})


def not_heeded(view: View, ignored: Iterable[Setting], allowed: str, command: str) -> AskedError:
    """The report would be the same whether or not this is asked of it; `allowed` is what can be asked."""
    return AskedError(
        {
            language: "\n".join(
                [
                    words.not_heeded.format(
                        command=html.escape(command),
                        ignored=html.escape(" · ".join(said_of(view.question, one, language) for one in ignored)),
                    ),
                    _heeds(ABOUT[view.report], language),
                    "",
                    f"<code>{html.escape(allowed, quote=False)}</code>",
                ]
            )
            for language, words in DESK.items()
        }
    )


def already_one(asked: Question) -> AskedError:
    """The journeys of one value are not told apart any further."""
    return AskedError(
        {
            language: words.already_one.format(
                only=html.escape(said_of(asked, "only", language)), split=html.escape(said_of(asked, "split", language))
            )
            for language, words in DESK.items()
        }
    )


def nothing_before(allowed: str) -> AskedError:
    """All of the time has no period before it; `allowed` is what can be asked."""
    return AskedError(
        {
            language: f"{words.nothing_before}\n\n<code>{html.escape(allowed, quote=False)}</code>"
            for language, words in DESK.items()
        }
    )


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


def _unknown(view: View, word: str, scripts: Mapping[str, Script], command: str, language: str) -> str:
    words, about = DESK[language], ABOUT[view.report]
    funnel = view.question.funnel or next(iter(scripts), "")
    stage = scripts[funnel].stages[-1].stage if funnel else ""
    places = {
        "ever": "" if about.days else words.can_ever,
        "slices": ", ".join(f"<code>{SLICE_NAMES[language][one]}</code>" for one in about.slices),
        "stage": html.escape(stage),
    }
    lines = [
        words.unknown.format(word=html.escape(word)),
        "",
        words.can_funnel.format(funnels=", ".join(f"<code>{html.escape(name)}</code>" for name in scripts)),
        *(words.can[one].format(**places) for one in SETTINGS if one in about.heeds),
        *([about.takes[language]] if about.takes else []),
        "",
        f"<code>{html.escape(' '.join([command, funnel, *_example(about, language)]))}</code>",
    ]
    return "\n".join(lines)


def _example(about: About, language: str) -> Iterable[str]:
    if "period" in about.heeds:
        yield "30"
    if "split" in about.heeds:
        yield SLICE_NAMES[language][about.slices[0]]


def _heeds(about: About, language: str) -> str:
    words = DESK[language]
    if not about.heeds:
        return words.heeds_nothing
    named = {one: words.heeded[one] for one in SETTINGS if one in about.heeds}
    if "split" in named and about.slices != SLICES:
        named["split"] += f" ({', '.join(SLICE_NAMES[language][one] for one in about.slices)})"
    return words.heeds.format(heeded=" · ".join(named.values()))
