"""What is for sale: the choice, the price, what is left of it, promo codes."""

from typing import Literal

OfferWord = Literal[
    "offer_is_over",
    "already_bought",
    "choose_another",
    "chosen_already",
    "price_has_risen",
    "sold_out",
    "promo_accepted",
    "promo_unknown",
    "promo_is_over",
    "promo_is_used_up",
    "promo_no_longer",
]

OFFERS: dict[OfferWord, dict[str, str]] = {
    "offer_is_over": {"ru": "Это предложение уже закрыто.", "en": "This offer is closed already."},
    "already_bought": {
        "ru": "Это у вас уже есть, платить не нужно.",
        "en": "You have this already, no need to pay.",
    },
    "choose_another": {"ru": "‹ {title}: выбрать другое", "en": "‹ {title}: choose another"},
    "chosen_already": {
        "ru": "Здесь выбирают одно, и вы уже купили: {title}.",
        "en": "One is chosen here, and you have bought: {title}.",
    },
    "price_has_risen": {
        "ru": "Срок предложения вышел, цена теперь {price}.",
        "en": "The offer is over; the price is {price} now.",
    },
    "sold_out": {
        "ru": "Всё уже раскупили: больше нет ни одного.",
        "en": "Sold out: there is none left.",
    },
    "promo_accepted": {
        "ru": "Промокод {code} принят. Цена для вас: {price}.",
        "en": "The promo code {code} is accepted. Your price: {price}.",
    },
    "promo_unknown": {
        "ru": "Промокода {code} нет: проверьте, нет ли опечатки. Без него тоже можно купить.",
        "en": "There is no promo code {code}: is there a slip in it? You can buy without one as well.",
    },
    "promo_is_over": {
        "ru": "Срок промокода {code} уже вышел. Без него тоже можно купить.",
        "en": "The promo code {code} is over. You can buy without it as well.",
    },
    "promo_is_used_up": {
        "ru": "Промокодом {code} уже воспользовались столько раз, сколько было можно. Без него тоже можно купить.",
        "en": "The promo code {code} has been used as often as it could be. You can buy without it as well.",
    },
    "promo_no_longer": {
        "ru": "Промокод больше не действует: нажмите кнопку оплаты ещё раз, будет новая цена.",
        "en": "The promo code holds no longer: press the pay button again for the price there is now.",
    },
}
