"""What `/hypotheses` says."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class HypothesisWords:
    """Sentences with named places; `p` is a percentage, `n` a number."""

    head: str
    none: str
    how: str
    due: str
    overdue: str
    version: str
    experiment: str
    unlinked: str
    outcome: str
    before: str
    after: str
    interval: str
    side: str
    few: str
    beyond: str
    within: str
    no_people: str
    no_experiment: str
    arm: str
    closed: str
    done: str
    dropped: str
    added: str
    is_done: str
    is_dropped: str
    no_such: str
    no_stage: str
    which_funnel: str
    no_idea: str
    long_idea: str
    bad_due: str
    past_due: str
    bad_version: str
    both: str
    bad_number: str


WORDS = {
    "ru": HypothesisWords(
        head="Гипотезы",
        none="Пока ни одной.",
        how=(
            "Добавить: <code>/hypotheses add {stage} что попробуем owner=@anna due={day} version=4</code> "
            "(или experiment=имя). Закрыть: <code>/hypotheses done 3</code>, <code>/hypotheses drop 3</code>."
        ),
        due="до {day}",
        overdue="❗️ срок был {day}",
        version="версия {n}",
        experiment="тест {name}",
        unlinked="не связана ни с версией, ни с тестом: итог не посчитать",
        before="было",
        after="стало",
        interval="полоса: где доля на самом деле (95 %)",
        outcome="было {before} → стало {after}",
        side="<b>{p}</b> ({n} из {whole})",
        few="рано судить: нужно по {n} человек с каждой стороны",
        beyond="разница {low}…{high}, и это не случай",
        within="разница не больше, чем бывает случайно ({low}…{high})",
        no_people="никого",
        no_experiment="в этом тесте ещё никто не участвовал",
        arm="{name} {p} ({n} из {whole})",
        closed="Закрытые",
        done="✅",
        dropped="✖️",
        added="Записано под номером {n}: {stage}, «{idea}».",
        is_done="Гипотеза {n} сделана: «{idea}». Итог — в /hypotheses.",
        is_dropped="Гипотеза {n} отброшена: «{idea}».",
        no_such="Открытой гипотезы с номером {n} нет.",
        no_stage="Этапа «{stage}» нет. Есть: {known}.",
        which_funnel="Этап «{stage}» есть в нескольких воронках. Напишите {known}.",
        no_idea="После этапа напишите, что попробуем.",
        long_idea="Слишком длинно: {n} знаков, а можно {most}.",
        bad_due="«{word}» — не дата. Пишите due={day}.",
        past_due="Этот день уже прошёл: {day}.",
        bad_version="«{word}» — не номер версии. Пишите version=4.",
        both="Напишите одно: версию или тест.",
        bad_number="Напишите номер гипотезы: <code>/hypotheses {verb} 3</code>.",
    ),
    "en": HypothesisWords(
        head="Hypotheses",
        none="None so far.",
        how=(
            "Add one: <code>/hypotheses add {stage} what to try owner=@anna due={day} version=4</code> "
            "(or experiment=name). Close one: <code>/hypotheses done 3</code>, <code>/hypotheses drop 3</code>."
        ),
        due="due {day}",
        overdue="❗️ was due {day}",
        version="version {n}",
        experiment="test {name}",
        unlinked="linked to no version and no test: there is no outcome to count",
        before="before",
        after="after",
        interval="band: where the true share is (95%)",
        outcome="before {before} → after {after}",
        side="<b>{p}</b> ({n} of {whole})",
        few="too early: {n} people are needed on either side",
        beyond="the difference is {low}…{high}, and that is not chance",
        within="the difference is no more than chance ({low}…{high})",
        no_people="nobody",
        no_experiment="nobody has taken part in this test yet",
        arm="{name} {p} ({n} of {whole})",
        closed="Closed",
        done="✅",
        dropped="✖️",
        added="Kept as number {n}: {stage}, “{idea}”.",
        is_done="Hypothesis {n} is done: “{idea}”. /hypotheses has the outcome.",
        is_dropped="Hypothesis {n} is dropped: “{idea}”.",
        no_such="There is no open hypothesis number {n}.",
        no_stage="There is no stage “{stage}”. There are: {known}.",
        which_funnel="Several funnels have a stage “{stage}”. Write {known}.",
        no_idea="Behind the stage write what to try.",
        long_idea="Too long: {n} characters, there may be {most}.",
        bad_due="“{word}” is no date. Write due={day}.",
        past_due="That day is over: {day}.",
        bad_version="“{word}” is no number of a version. Write version=4.",
        both="Write one of them: a version or an experiment.",
        bad_number="Write the number of the hypothesis: <code>/hypotheses {verb} 3</code>.",
    ),
}
