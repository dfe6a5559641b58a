"""What `/steps` says."""

from collections.abc import Mapping
from dataclasses import dataclass

from funnels.analytics.step_verdict import Fault


@dataclass(frozen=True, kw_only=True)
class StepWords:
    """Sentences with named places; `p` is a percentage, `n` a number."""

    head: str
    none: str
    no_worst: str
    worst: Mapping[Fault, str]
    not_sent: str
    delivered: str
    failed: str
    clicked: str
    answered: str
    sold: str
    left: str


WORDS = {
    "ru": StepWords(
        head="Шаги",
        none="За эти дни ничего не отправлено.",
        no_worst="Ни одно сообщение не хуже остальных больше, чем бывает случайно.",
        worst={
            "failed": "⚠️ Хуже всех доходит «{name}»: не доставлено <b>{p}</b>",
            "left_within_day": "⚠️ Чаще всего уходят после «{name}»: <b>{p}</b>",
            "ignored": "⚠️ Реже всего нажимают или отвечают в «{name}»: <b>{p}</b>",
            "abandoned": "⚠️ Чаще всего бросают оплату в «{name}»: <b>{p}</b>",
        },
        not_sent="не отправлялось",
        delivered="доставлено <b>{n}</b> из {whole}",
        failed="не доставлено {n}",
        clicked="нажали {n} — <b>{p}</b>",
        answered="ответили {n}",
        sold="хотели оплатить {asked} → оплатили <b>{paid}</b> · бросили {abandoned}",
        left="ушли за 24 ч {n} ({p})",
    ),
    "en": StepWords(
        head="Steps",
        none="Nothing was sent in these days.",
        no_worst="No message is worse than the others by more than chance.",
        worst={
            "failed": "⚠️ Arrives worst: “{name}”, <b>{p}</b> failed",
            "left_within_day": "⚠️ Most leave after “{name}”: <b>{p}</b>",
            "ignored": "⚠️ Pressed or answered least: “{name}”, <b>{p}</b>",
            "abandoned": "⚠️ Payment is abandoned most at “{name}”: <b>{p}</b>",
        },
        not_sent="not sent",
        delivered="delivered <b>{n}</b> of {whole}",
        failed="failed {n}",
        clicked="clicked {n}, <b>{p}</b>",
        answered="answered {n}",
        sold="asked to pay {asked} → paid <b>{paid}</b> · abandoned {abandoned}",
        left="left within 24 h {n} ({p})",
    ),
}
