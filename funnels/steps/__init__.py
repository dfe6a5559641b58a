"""A step is a verb with what belongs to it; every verb has a file, and a line in this table.

`- end` alone is allowed too. Any step may have an `id`, so that others can
name it. An **outcome** says where the journey goes on: to a step of the same stage by its `id`, to a stage by its name,
to `stage.id`, to the `next` step, or to the `end`. It may be steps of its own instead, after which the journey goes on:

```yaml
- offer: webinar
  text: The webinar costs {{ price }}.
  deadline: 48 hours
  paid: core
  expired: {message: The offer is closed.}
- end
```
"""

import re
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from funnels.definition.explain import wrong
from funnels.definition.suggest import closest
from funnels.steps.ask import Ask
from funnels.steps.base import Step
from funnels.steps.call import Call
from funnels.steps.deliver import Deliver
from funnels.steps.end import End
from funnels.steps.gate import Gate
from funnels.steps.goal import Goal
from funnels.steps.goto import Goto
from funnels.steps.handoff import Handoff
from funnels.steps.if_ import If
from funnels.steps.message import Message
from funnels.steps.notify import Notify
from funnels.steps.offer import Offer
from funnels.steps.set_ import Set
from funnels.steps.split import Split
from funnels.steps.start import Start
from funnels.steps.tag import Tag
from funnels.steps.task import Task
from funnels.steps.untag import Untag
from funnels.steps.wait import Wait

VERBS: dict[str, type[Step]] = {
    "message": Message,
    "ask": Ask,
    "offer": Offer,
    "gate": Gate,
    "wait": Wait,
    "deliver": Deliver,
    "if": If,
    "split": Split,
    "set": Set,
    "tag": Tag,
    "untag": Untag,
    "goal": Goal,
    "notify": Notify,
    "task": Task,
    "handoff": Handoff,
    "call": Call,
    "start": Start,
    "goto": Goto,
    "end": End,
}


_GLUED = re.compile(r"(?P<verb>\w+):(?P<space>\s*)\S")


def verb_of(value: Any) -> str | None:
    """The verb of a step as written, or of a step already read; None where there is none."""
    if isinstance(value, Step):
        return value.verb
    return next((verb for verb in VERBS if verb in value), None) if isinstance(value, dict) else None


def _read(value: Any) -> Any:
    if value == "end":
        return {"end": "ended"}
    if isinstance(value, Step):
        return value
    if isinstance(value, str) and value in VERBS:
        raise wrong(f"`{value}` has nothing after it", f"write it as - {value}: …")
    if isinstance(value, str) and (glued := _GLUED.match(value)) and glued["verb"] in VERBS:
        space = "there is a no-break space" if glued["space"] else "there is no space"
        raise wrong(f"{space} after `{glued['verb']}:`", f"write an ordinary space there: - {glued['verb']}: …")
    if not isinstance(value, dict):
        raise wrong(
            "a step is a verb with what belongs to it",
            f"begin it with one of {', '.join(VERBS)}: - message: Hello!",
        )
    verbs = [verb for verb in VERBS if verb in value]
    if not verbs:
        guess = next((verb for key in value if (verb := closest(str(key), VERBS))), None)
        keys = ", ".join(f"`{key}`" for key in value)
        hint = f"did you mean `{guess}`?" if guess else f"begin the step with one of {', '.join(VERBS)}"
        raise wrong(f"this step has no verb, only {keys}", hint)
    if len(verbs) > 1:
        raise wrong(
            f"this step has {len(verbs)} verbs: {', '.join(verbs)}",
            "make a step of each, every one with its -",
        )
    return value


class _ByVerb:
    """Tells pydantic that a step is one of VERBS, so that a new verb is one line there."""

    def __get_pydantic_core_schema__(self, _source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        choices = {verb: handler.generate_schema(model) for verb, model in VERBS.items()}
        return core_schema.no_info_before_validator_function(
            _read, core_schema.tagged_union_schema(choices, discriminator=verb_of)
        )


AnyStep = Annotated[Step, _ByVerb()]
"""One step of any verb."""
