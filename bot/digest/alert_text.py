"""An alert in words."""

from bot.digest.alerts import Alert
from bot.digest.words import WORDS
from bot.reports.figures import count
from bot.reports.marked import name_html, percent_html
from funnels.analytics.messages import messages_of
from funnels.analytics.ratio import ratio
from funnels.definition.script import Script

_REASON = 200


def alert_text(script: Script, alert: Alert, language: str) -> str:
    """Telegram HTML: what is wrong, and where to look."""
    words = WORDS[language]
    met, whole = alert.now
    lines = (words.fell, words.fell_why) if alert.stage else (words.fails, words.fails_why)
    return "\n".join(lines).format(
        title=name_html(script.title or script.funnel),
        name=_name(script, alert),
        n=count(met, language),
        whole=count(whole, language),
        p=percent_html(ratio(met, whole), language),
        before=percent_html(ratio(*alert.before), language),
        days=alert.days,
        funnel=script.funnel,
        reason=name_html(alert.reason, _REASON),
    )


def _name(script: Script, alert: Alert) -> str:
    if alert.stage:
        return name_html(script.stage(alert.stage).title or alert.stage)
    labels = {message.key: message.label for message in messages_of(script)}
    return name_html(labels.get(alert.step) or alert.step)
