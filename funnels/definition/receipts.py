"""What a receipt by the law (54-FZ) says of a product, in the words of the law's forms."""

from typing import Literal

from pydantic import Field

from funnels.definition.templates import Name
from funnels.steps.base import ScriptModel

Vat = Literal["none", "0%", "5%", "7%", "10%", "20%", "22%", "5/105", "7/107", "10/110", "20/120", "22/122"]
Subject = Literal[
    "commodity", "excise", "job", "service", "payment", "intellectual_activity", "agent_commission",
    "property_right", "composite", "another",
]  # fmt: skip
PaymentMode = Literal[
    "full_payment", "full_prepayment", "partial_prepayment", "advance", "partial_payment", "credit", "credit_payment"
]
TaxSystem = Literal["osn", "usn_income", "usn_income_outcome", "esn", "patent"]


class Receipt(ScriptModel):
    """The receipt that 54-FZ wants of a payment in roubles; it is made by the payment service, of what stands here.

    It is one line: the product's title and the price that is paid, also with a promo code. It goes to the person's
    e-mail, or else to their phone. Whoever left neither is asked for it when they want to pay, and gets the page to pay
    on next.

    ```yaml
    products:
      course:
        title: Course
        price: 4900 RUB
        pay: [yookassa]
        receipt: {vat: none, subject: service}
        deliver: {text: "Here is [the course](https://example.com/course)."}
    ```
    """

    vat: Vat = Field(description="The rate of VAT; `none` without it (most of the simplified tax system).")
    subject: Subject = Field(default="service", description="What is sold: goods are commodity.")
    mode: PaymentMode = Field(
        default="full_payment", description="How it is paid; full_prepayment, if it is handed over later."
    )
    taxes: TaxSystem | None = Field(
        default=None, description="Your tax system, where the cash register has several or the service wants it."
    )
    to: Literal["any", "email"] = Field(
        default="any", description="Where it may go: `email`, where the service reaches no phones (Чеки от ЮKassa)."
    )
    email: Name = Field(default="email", description="The attribute with the person's e-mail.")
    phone: Name = Field(default="phone", description="The attribute with their phone number.")
