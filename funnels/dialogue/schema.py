"""The JSON Schema of `dialogues.yaml`, made of its models as that of `funnel.yaml` is."""

import json

from pydantic.json_schema import models_json_schema

from funnels.definition.editor_schema import Titled, described
from funnels.dialogue.lines import Dialogue


def dialogues_schema() -> str:
    """The JSON Schema of `dialogues.yaml` for editors, as text."""
    _, schema = models_json_schema([(Dialogue, "validation")], schema_generator=Titled)
    definitions = described(schema)
    definitions["Line"] |= {"minProperties": 1, "maxProperties": 1}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "dialogues",
        "description": "The tests of a funnel: conversations that must go as they are written here.",
        "type": "array",
        "items": {"$ref": "#/$defs/Dialogue"},
        "$defs": definitions,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
