from components.qr import qr

LINK = "https://example.org/record?negotiation=harbour-talks&date=2031-04-02"


def test_every_address_has_a_code_of_its_own() -> None:
    code, other = qr(LINK), qr(LINK + "1")

    assert code is not None
    assert other is not None
    assert code.matrix != other.matrix


def test_an_address_too_long_for_any_code_has_none() -> None:
    assert qr(LINK + "&search=" + "%F0%9F%91%8D" * 400) is None
