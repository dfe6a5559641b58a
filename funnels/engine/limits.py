"""What Telegram takes, in UTF-16 units of visible text (core.telegram.org/bots/api)."""

from datetime import timedelta

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
TOAST_LIMIT = 200
INVOICE_TITLE_LIMIT = 32
INVOICE_DESCRIPTION_LIMIT = 255

COPY_LIMIT = 256
"""What a button can copy (core.telegram.org/bots/api#copytextbutton)."""

BUTTONS_LIMIT = 100
"""Buttons under one message."""

LABEL_LIMIT = 64
"""Telegram sets no limit to a button's text; more than this is cut off on a phone."""

PAYLOAD_LIMIT = 64
"""Characters of a start payload: Latin letters, digits, `_` and `-`."""

CODE_LIMIT = 32
"""Characters of a promo code: it may stand in a start payload, beside the source."""

SUBSCRIPTION_PERIOD = timedelta(days=30)
"""What one payment of a subscription pays; there is no other (core.telegram.org/bots/api#createinvoicelink)."""

GRACE = timedelta(days=1)
"""How long the end of access waits for the next payment of a subscription, also when that has failed."""

SUBSCRIPTION_LIMIT = 10_000
"""Stars of one payment of a subscription (as above)."""
