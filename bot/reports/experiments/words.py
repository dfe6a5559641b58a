"""What `/tests` says."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TestWords:
    """Sentences with named places; `p` is a percentage, `n` a number."""

    head: str
    interval: str
    none: str
    how: str
    at: str
    over: str
    nobody: str
    variant: str
    chance: str
    bought: str
    unsold: str
    waits: str
    unplanned: str
    winner: str
    risk: str
    unsure: str
    ended: str
    by_script: str
    by_before: str
    by_variants: str
    loss_means: str


WORDS = {
    "ru": TestWords(
        head="Тесты",
        interval="полоса: где доля на самом деле (95 %)",
        none="В этой воронке ещё ничего не сравнивали.",
        how="Два текста или две цены сравнивает шаг <code>split</code>.",
        at="этап «{stage}»",
        over="закончен: в сценарии его больше нет",
        nobody="Пока никто не дошёл до развилки.",
        variant="{name}: <b>{p}</b> — {n} из {whole}",
        chance="{low}–{high} · лучший с вероятностью {best} · потеря {loss}",
        bought="{name}: купили {n} из {whole} — <b>{p}</b> ({low}–{high}), лучший с вероятностью {best}",
        unsold="Никто из них пока ничего не купил.",
        waits="⏳ Рано судить: нужно по {needed}, у самого малого варианта {fewest}.",
        unplanned="⏳ Рано судить: пока никто не прошёл этап, и неизвестно, сколько людей нужно.",
        winner="🏁 Людей хватило. Лучше всех <b>{name}</b>: вероятность {best}.",
        risk="Если это ошибка, она стоит в среднем {loss} людей.",
        unsure="Разница мала: выбирайте любой, дальше ждать незачем.",
        ended="Людей не хватило: нужно было по {needed}. Победителя нет.",
        by_script="Сколько нужно людей, сказано в сценарии.",
        by_before="Нужно столько, чтобы отличить от случая рост на 20 % против прежней конверсии этапа.",
        by_variants="Нужно столько, чтобы отличить от случая рост на 20 % против всех вариантов вместе.",
        loss_means="Потеря — сколько людей из ста в среднем упускает тот, кто выберет этот вариант.",
    ),
    "en": TestWords(
        head="Tests",
        interval="band: where the true share is (95%)",
        none="Nothing has been compared in this funnel yet.",
        how="The step <code>split</code> compares two texts or two prices.",
        at="stage “{stage}”",
        over="over: it is no longer in the script",
        nobody="Nobody has come to the fork yet.",
        variant="{name}: <b>{p}</b>, {n} of {whole}",
        chance="{low}–{high} · best with probability {best} · loss {loss}",
        bought="{name}: bought {n} of {whole}, <b>{p}</b> ({low}–{high}), best with probability {best}",
        unsold="None of them has bought anything so far.",
        waits="⏳ Too early: each needs {needed}, the smallest variant has {fewest}.",
        unplanned="⏳ Too early: nobody has passed the stage so far, so it is not known how many people are needed.",
        winner="🏁 Enough people. The best is <b>{name}</b>: probability {best}.",
        risk="If that is wrong, it costs {loss} of the people in the mean.",
        unsure="The difference is small: choose either, waiting longer is no use.",
        ended="There were too few people: each needed {needed}. No winner.",
        by_script="How many people are needed is said in the script.",
        by_before="Needed are enough to tell a change by 20% of the stage's earlier conversion from chance.",
        by_variants="Needed are enough to tell a change by 20% of all variants together from chance.",
        loss_means="The loss is how many people of a hundred are missed in the mean by choosing that variant.",
    ),
}
