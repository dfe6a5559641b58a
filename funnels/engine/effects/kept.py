"""What is kept until it is sent: every such effect is a kind of `Kept`."""

from msgspec import Struct


class Kept(
    Struct, frozen=True, kw_only=True, tag=True, tag_field="effect", omit_defaults=True, forbid_unknown_fields=True
):
    """An order to the sender, kept as JSON that names the effect and says only what is not its default."""
