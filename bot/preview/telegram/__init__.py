"""A stand-in for Telegram: the Bot API over HTTP, strict where the real one is, and persons whom one plays.

It knows nothing of the rest of the product, and the bot cannot tell it from Telegram.
"""

from .errors import ActionError
from .faults import Fault
from .limits import Limits
from .messages import Message
from .person import Person, Press
from .purse import Outcome
from .server import StandIn

__all__ = ["ActionError", "Fault", "Limits", "Message", "Outcome", "Person", "Press", "StandIn"]
