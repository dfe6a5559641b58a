"""Every figure is named once, in both languages, and what it means is a sentence in both or in neither."""

import pkgutil
from collections import Counter
from collections.abc import Mapping
from importlib import import_module

import pytest

from bot.reports import glossary
from bot.reports.glossary import FIGURES
from bot.reports.glossary.figure import Figure


def test_a_key_has_one_meaning_in_all_topics() -> None:
    keys: Counter[str] = Counter()
    for found in pkgutil.iter_modules(glossary.__path__, f"{glossary.__name__}."):
        for name, value in vars(import_module(found.name)).items():
            if name.isupper() and isinstance(value, Mapping):
                keys.update(value.keys())
    assert {key for key, times in keys.items() if times > 1} == set()
    assert set(keys) == set(FIGURES)


@pytest.mark.parametrize("key", FIGURES)
def test_a_figure_speaks_both_languages(key: str) -> None:
    figure: Figure = FIGURES[key]
    assert all(figure.head[language] for language in ("ru", "en"))
    assert len({bool(figure.means[language]) for language in ("ru", "en")}) == 1
    assert all(means == "" or means.endswith(".") for means in figure.means.values())
    assert key.isidentifier()
