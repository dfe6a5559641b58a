"""What a payment service needs to make the receipt of a payment."""

from msgspec import Struct


class ReceiptData(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A receipt by 54-FZ: how it is taxed, in the words of `funnels.definition.receipts`, and where it is sent."""

    vat: str
    subject: str
    mode: str
    taxes: str = ""
    """Empty where the service knows the tax system."""
    email: str = ""
    phone: str = ""
    """E.164, with its plus."""

    @property
    def reaches(self) -> bool:
        """Whether it can be sent anywhere; the law wants it to be."""
        return bool(self.email or self.phone)
