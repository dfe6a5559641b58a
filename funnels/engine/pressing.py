"""What a press of a button does: to pay, to cancel a subscription, to see the menu, or to answer the step."""

from funnels.engine import renewing, selling
from funnels.engine.buttons import ButtonRef, menu_number
from funnels.engine.cancelling import is_cancel_code
from funnels.engine.inputs import Clicked, Pressed
from funnels.engine.sale import is_pay_code
from funnels.engine.turn import Turn


def pressed(turn: Turn, input_: Pressed) -> str | None:
    """The person pressed a button; one of a step that is behind them is answered with a word that says so."""
    turn.pressed = True
    ref = ButtonRef.parse(input_.data)
    if ref is not None and is_pay_code(ref.code):
        selling.pressed(turn, ref)
    elif ref is not None and is_cancel_code(ref.code):
        renewing.pressed(turn, ref)
    elif ref is not None and (number := menu_number(turn.script, ref)) is not None:
        turn.clicked(ref)
        turn.show_menu(number)
    elif ref is not None and _is_current(turn, ref):
        return turn.press(ref)
    else:
        turn.toast("step_is_over")
    return None


def _is_current(turn: Turn, ref: ButtonRef) -> bool:
    """Whether the button is one of the step the journey stands at; any client can send any data."""
    journey = turn.journey
    return not journey.ended and (ref.revision, ref.place) == (journey.revision, turn.place.index)


def clicked(turn: Turn, input_: Clicked) -> str | None:
    """The person opened a link behind a button: it is counted, and the journey stays where it is."""
    ref = ButtonRef.parse(input_.data)
    if ref is not None and 0 <= ref.place < len(turn.script.everywhere):
        turn.clicked(ref)
    return None
