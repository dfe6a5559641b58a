"""What an order keeps of its receipts: JSON that says only what is not its default."""

from msgspec.json import Decoder, Encoder

from funnels.engine.effects.receipt import ReceiptData

_WRITER = Encoder()
_READER: Decoder[ReceiptData] = Decoder(ReceiptData)


def receipt_to_json(receipt: ReceiptData | None) -> str:
    """The receipt as JSON text; empty for none."""
    return _WRITER.encode(receipt).decode() if receipt else ""


def receipt_from_json(text: str) -> ReceiptData:
    """The reverse, for what is not empty."""
    return _READER.decode(text)
