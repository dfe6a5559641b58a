"""What `/weak` says."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class WeakWords:
    """Sentences with named places; `p` is a percentage, `n` a number, `name` a stage or message."""

    head: str
    started: str
    weak: str
    by_target: str
    by_before: str
    lost: str
    lost_money: str
    none_weak: str
    no_baseline: str
    narrowest: str
    is_lower: str
    is_alike: str
    too_few: str
    look: str
    look_newest: str
    stuck: str
    slow: str
    blocked: str
    all_stages: str
    line: str
    line_before: str
    line_few: str
    young: str
    by_week: str
    target: str
    usual: str


WORDS = {
    "ru": WeakWords(
        head="Слабый этап",
        started="начали {span}",
        weak="🔻 {name}: <b>{p}</b> — прошли {n} из {whole} ({low}–{high})",
        by_target="Цель из сценария — {p}.",
        by_before="За восемь недель до того было {p}.",
        lost="Не случай: потеряно людей — <b>{n}</b>",
        lost_money="Не случай: потеряно людей — {n}, денег — около <b>{money}</b>",
        none_weak="✅ Слабых этапов нет: ни один не ниже обычного больше, чем бывает случайно.",
        no_baseline="Сравнить не с чем: раньше людей было слишком мало. Можно задать этапу <code>target:</code>.",
        narrowest="Самое узкое место — {name}: <b>{p}</b> ({n} из {whole}).",
        is_lower="Оно уже остальных, и это не случай.",
        is_alike="Но от следующего оно отличается не больше, чем бывает случайно.",
        too_few="⏳ Судить рано: ни до одного этапа ещё не дошли 30 человек, у которых было время его пройти.",
        look="<b>Куда смотреть</b>",
        look_newest="<b>Куда смотреть</b> (по последним {n} чел.)",
        stuck="🚪 «{name}» — дальше не пошли {n} из {whole} ({p})",
        slow="🐢 «{name}» — отвечают через {length}",
        blocked="🚫 «{name}» — ушли за сутки {n} ({p})",
        all_stages="Все этапы",
        line="{sign} {name}: {p} ({n} из {whole}), {low}–{high}",
        line_before="{line}; должно быть {baseline}",
        line_few="⏳ {name}: {whole} — меньше 30, вывода нет",
        young="{name}: ещё {n} вошли недавно и не судятся",
        by_week="конверсия по неделям старта · полоса: 95 %",
        target="цель",
        usual="обычно",
    ),
    "en": WeakWords(
        head="Weak stage",
        started="started {span}",
        weak="🔻 {name}: <b>{p}</b>, {n} of {whole} passed ({low}–{high})",
        by_target="The script's target is {p}.",
        by_before="In the eight weeks before it was {p}.",
        lost="Not chance: people lost: <b>{n}</b>",
        lost_money="Not chance: people lost: {n}, money: about <b>{money}</b>",
        none_weak="✅ No stage is weak: none is below its usual by more than chance.",
        no_baseline="Nothing to compare with: too few people came before. A stage can be given a <code>target:</code>.",
        narrowest="The narrowest place is {name}: <b>{p}</b> ({n} of {whole}).",
        is_lower="It is narrower than the others by more than chance.",
        is_alike="But it differs from the next by no more than chance.",
        too_few="⏳ Too early: no stage has been reached by 30 people who have had the time to pass it.",
        look="<b>Where to look</b>",
        look_newest="<b>Where to look</b> (by the newest {n} people)",
        stuck="🚪 “{name}”: {n} of {whole} went no further ({p})",
        slow="🐢 “{name}”: answers take {length}",
        blocked="🚫 “{name}”: {n} left within a day ({p})",
        all_stages="All stages",
        line="{sign} {name}: {p} ({n} of {whole}), {low}–{high}",
        line_before="{line}; should be {baseline}",
        line_few="⏳ {name}: {whole}, fewer than 30, no verdict",
        young="{name}: {n} more reached it lately and are not judged",
        by_week="conversion by week of the start · band: 95%",
        target="target",
        usual="usual",
    ),
}
