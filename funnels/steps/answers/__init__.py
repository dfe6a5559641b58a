"""What a question may ask `for:`; every kind of answer has a line in this table.

An answer that does not fit is asked for again, in the words of `error:` or in the bot's own.
"""

from collections.abc import Mapping
from typing import Literal

from funnels.steps.answers.choice import Chosen
from funnels.steps.answers.city import City
from funnels.steps.answers.consent import Consent
from funnels.steps.answers.contact import Contact
from funnels.steps.answers.date import Date
from funnels.steps.answers.email import Email
from funnels.steps.answers.kind import Kind
from funnels.steps.answers.location import Location
from funnels.steps.answers.name import Name
from funnels.steps.answers.number import Number
from funnels.steps.answers.phone import Phone
from funnels.steps.answers.sent import File, Photo
from funnels.steps.answers.text import Text

AnswerKind = Literal[
    "text", "email", "phone", "contact", "name", "number", "date",
    "choice", "photo", "file", "location", "city", "consent",
]  # fmt: skip

KINDS: Mapping[AnswerKind, Kind] = {
    "text": Text(),
    "email": Email(),
    "phone": Phone(),
    "contact": Contact(),
    "name": Name(),
    "number": Number(),
    "date": Date(),
    "choice": Chosen(),
    "photo": Photo(),
    "file": File(),
    "location": Location(),
    "city": City(),
    "consent": Consent(),
}
