"""QR codes of addresses."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segno import QRCode


def qr(address: str) -> "QRCode | None":
    """The QR code of an address, None for one that is too long for any."""
    import segno  # late: most visitors take no paper

    try:
        return segno.make(address, micro=False)
    except segno.DataOverflowError:
        return None
