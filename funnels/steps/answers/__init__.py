"""What a question may ask `for:`: one file a kind of answer, one line each in this table."""

from collections.abc import Mapping

from funnels.steps.answers import city, email, text
from funnels.steps.answers.kind import Kind

KINDS: Mapping[str, Kind] = {
    "text": Kind(read=text.read, error="ask_text_error"),
    "email": Kind(read=email.read, error="ask_email_error", kept=email.kept),
    "city": Kind(read=city.read, error="ask_city_error", kept=city.kept),
}
