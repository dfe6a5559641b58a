"""What a digest and an alert say."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DigestWords:
    """Sentences with named places; `p` is a percentage, `n` a number."""

    started: str
    stage: str
    nobody: str
    money: str
    back: str
    no_money: str
    before: str
    changed: str
    up: str
    down: str
    unchanged: str
    tests: str
    test: str
    more: str
    fell: str
    fell_why: str
    fails: str
    fails_why: str


WORDS = {
    "ru": DigestWords(
        started="Начали: <b>{n}</b> ({before})",
        stage="{number}. {name}: <b>{p}</b> — {n} из {whole}",
        nobody="{number}. {name}: никто не дошёл",
        money="💰 <b>{money}</b> · оплачено заказов: {n} ({before})",
        back="возвраты {money}",
        no_money="💰 Оплат не было ({before})",
        before="до того {before}",
        changed="<b>Изменилось, и это не случай</b>",
        up="▲ {name}: {before} → <b>{p}</b>",
        down="▼ {name}: {before} → <b>{p}</b>",
        unchanged="Конверсии изменились не больше, чем бывает случайно.",
        tests="<b>Тесты закончены</b>",
        test="{name}: {outcome}",
        more="Подробнее: /stats {funnel}",
        fell="⚠️ <b>{title}</b>\nЭтап «{name}» сломался: прошли {n} из {whole} — <b>{p}</b>, а обычно {before}.",
        fell_why="Срок — {days} дн. с входа на этап; он был у каждого. Смотрите /weak {funnel}",
        fails="⚠️ <b>{title}</b>\nСообщение «{name}» не доходит: за сутки не доставлено {n} из {whole} — <b>{p}</b>.",
        fails_why="Что отвечает Telegram: <code>{reason}</code>",
    ),
    "en": DigestWords(
        started="Started: <b>{n}</b> ({before})",
        stage="{number}. {name}: <b>{p}</b>, {n} of {whole}",
        nobody="{number}. {name}: nobody came",
        money="💰 <b>{money}</b> · paid orders: {n} ({before})",
        back="refunds {money}",
        no_money="💰 No payments ({before})",
        before="before: {before}",
        changed="<b>Changed, and not by chance</b>",
        up="▲ {name}: {before} → <b>{p}</b>",
        down="▼ {name}: {before} → <b>{p}</b>",
        unchanged="Conversions changed by no more than chance.",
        tests="<b>Tests that ended</b>",
        test="{name}: {outcome}",
        more="More: /stats {funnel}",
        fell="⚠️ <b>{title}</b>\nThe stage “{name}” broke: {n} of {whole} passed, <b>{p}</b>; usually {before} do.",
        fell_why="Counted are passes within {days} d of reaching it; everybody has had the time. See /weak {funnel}",
        fails="⚠️ <b>{title}</b>\nThe message “{name}” does not arrive: {n} of {whole} failed in a day, <b>{p}</b>.",
        fails_why="What Telegram answers: <code>{reason}</code>",
    ),
}
