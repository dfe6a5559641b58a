"""The way to a value in the JSON answer of another system."""

from typing import Annotated

from pydantic import Field

AnswerPath = Annotated[str, Field(pattern=r"^[^.]+(\.[^.]+)*$")]
"""Names, and numbers in lists, with dots between them: `lead.id`, `keys.0`."""
