"""What a question may ask `for:`; every kind of answer has a line in this table.

An answer that does not fit is asked for again, in the words of `error:` or in the bot's own.
"""

from collections.abc import Mapping

from funnels.steps.answers import city, email, text
from funnels.steps.answers.kind import Kind

KINDS: Mapping[str, Kind] = {
    "text": Kind(read=text.read, error="ask_text_error"),
    "email": Kind(read=email.read, error="ask_email_error", kept=email.kept),
    "city": Kind(read=city.read, error="ask_city_error", kept=city.kept),
}
