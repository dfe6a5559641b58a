"""`for: phone`: a number, typed as people write it or shared; whoever leaves one is a lead.

It is kept as E.164: a plus and digits only. A number without its country's code is of the country in `region:`, or
else of that of the funnel's time zone.
"""

import re
from typing import TYPE_CHECKING

from babel.core import get_global

from funnels.steps.answers.contact import Contact

if TYPE_CHECKING:
    from funnels.definition.script import Script
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask

_ABROAD = re.compile(r"^00")
"""What most of the world dials before a country's code; in Russia it is 810, so it would be misread."""

_WRITTEN = re.compile(r"[+(]?\d[\d\s().\u2010-\u2015/-]{5,40}")
"""A number among other words, with what people put between its digits; house numbers are shorter."""


class Phone(Contact):
    """A number that could exist: by its length and first digits it is one of its country's."""

    error = "ask_phone_error"
    options = ("region", "share")

    def read(self, ask: "Ask", answer: "Answered", turn: "Turn") -> str | None:
        """The number as E.164."""
        return answer.phone or number_in(answer.text, ask.region or country_of(turn.script))


def country_of(script: "Script") -> str | None:
    """The country (ISO 3166) of the funnel's time zone; of UTC there is none, and Russian is written mostly in one."""
    country: str | None = get_global("zone_territories").get(script.timezone)
    known = country if country != "001" else None
    return known or ("RU" if script.language.startswith("ru") else None)


def number_in(text: str, country: str | None) -> str | None:
    """The one number in a text as E.164, of that country where it has no code; None if there is none, or several."""
    # Imported here: it takes 60 ms, and most funnels ask for no number.
    import phonenumbers as phones  # noqa: PLC0415

    written = _WRITTEN.findall(text)
    if len(written) != 1:
        return None
    try:
        number = phones.parse(_ABROAD.sub("+", written[0]), country)
    except phones.NumberParseException:
        return None
    return phones.format_number(number, phones.PhoneNumberFormat.E164) if phones.is_valid_number(number) else None
