"""What is handed over: after a payment, or by `deliver`."""

from typing import TYPE_CHECKING

from pydantic import Field, model_validator

from funnels.definition.explain import wrong
from funnels.definition.templates import Template
from funnels.steps.base import ScriptModel
from funnels.steps.files import MediaPath

if TYPE_CHECKING:
    from typing import Self


class Delivery(ScriptModel):
    """What is handed over, as soon as the payment is there or by `deliver`: a text, a file, or both."""

    text: Template | None = Field(default=None, description="A message: Markdown with Liquid tags.")
    file: MediaPath | None = Field(default=None, description="A file from the funnel's folder.")

    @model_validator(mode="after")
    def _something(self) -> "Self":
        if self.text is None and self.file is None:
            raise wrong("nothing is delivered", "add text: or file:")
        return self
