"""Subscriptions: that one is paid again and again, how it goes on and how it ends."""

from typing import Literal

SubscriptionWord = Literal[
    "subscribe",
    "subscribed",
    "cancel_subscription",
    "cancelling",
    "not_subscribed",
    "cannot_cancel",
    "renewed",
    "renews_by_itself",
    "renews_soon",
    "renewal_failed",
    "subscription_cancelled",
    "subscription_over",
    "subscription_restored",
    "pay_subscription",
    "stopped_subscribed",
]

SUBSCRIPTIONS: dict[SubscriptionWord, dict[str, str]] = {
    "subscribe": {
        "ru": "«{title}»: {price} каждые 30 дней, пока вы не отмените подписку. Звёзды спишет Telegram, отменить можно "
        "в любой день.",
        "en": "“{title}”: {price} every 30 days until you cancel. Telegram takes the Stars, you can cancel any day.",
    },
    "subscribed": {
        "ru": "Подписка оформлена: {price} каждые 30 дней, следующее списание {next}. Отменить её можно в любой день "
        "этой кнопкой или в Telegram: Настройки → Мои звёзды.",
        "en": "You are subscribed: {price} every 30 days, the next payment is on {next}. You can cancel any day, "
        "by this button or in Telegram: Settings → My Stars.",
    },
    "cancel_subscription": {"ru": "Отменить подписку", "en": "Cancel the subscription"},
    "cancelling": {"ru": "Отменяю…", "en": "Cancelling…"},
    "not_subscribed": {
        "ru": "Эта подписка уже закончилась, списаний не будет.",
        "en": "This subscription is over, nothing more is charged.",
    },
    "cannot_cancel": {
        "ru": "Отсюда отменить не получилось. Отмените, пожалуйста, в Telegram: Настройки → Мои звёзды → подписка.",
        "en": "I could not cancel it from here. Please cancel it in Telegram: Settings → My Stars → the subscription.",
    },
    "renewed": {
        "ru": "Подписка «{title}» продлена до {until}. Спасибо, что вы с нами!",
        "en": "Your subscription “{title}” is paid until {until}. Thank you for staying with us!",
    },
    "renews_by_itself": {
        "ru": "Подписка уже действует и продлевается сама, платить не нужно.",
        "en": "You are subscribed and it renews by itself, no need to pay.",
    },
    "renews_soon": {
        "ru": "Подписка «{title}» продлится сама {next}: Telegram спишет {price}. Если не нужно, отмените её кнопкой.",
        "en": "Your subscription “{title}” renews by itself on {next}: Telegram takes {price}. "
        "If you do not want it, cancel it by the button.",
    },
    "renewal_failed": {
        "ru": "Подписка «{title}» не продлилась: похоже, на балансе не хватило звёзд. Ничего не пропало, доступ открыт "
        "до {until}. Пополните звёзды, и Telegram сможет продлить её, или оплатите заново кнопкой.",
        "en": "Your subscription “{title}” was not renewed: it seems there were not enough Stars. Nothing is lost, you "
        "have access until {until}. Top up your Stars and Telegram can renew it, or pay anew by the button.",
    },
    "subscription_cancelled": {
        "ru": "Подписка «{title}» отменена, больше списаний не будет. Доступ остаётся до {until}.",
        "en": "Your subscription “{title}” is cancelled, nothing more will be charged. You have access until {until}.",
    },
    "subscription_over": {
        "ru": "Подписка «{title}» отменена, больше списаний не будет.",
        "en": "Your subscription “{title}” is cancelled, nothing more will be charged.",
    },
    "subscription_restored": {
        "ru": "Подписка «{title}» снова продлевается сама, следующее списание {until}.",
        "en": "Your subscription “{title}” renews by itself again, the next payment is on {until}.",
    },
    "pay_subscription": {"ru": "Подписаться: {price} в месяц", "en": "Subscribe: {price} a month"},
    "stopped_subscribed": {
        "ru": "Подписка «{title}» при этом остаётся и продлевается сама. Не нужна — отмените её кнопкой.",
        "en": "Your subscription “{title}” stays all the same and renews by itself. Cancel it by the button "
        "if you do not want it.",
    },
}
