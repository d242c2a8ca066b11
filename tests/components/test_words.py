import datetime as dt

import pytest

from components.words import age_words, count_words, distance_words, list_words

DAY = dt.date(2019, 10, 5)


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (DAY, "the same day"),
        (dt.date(2019, 10, 4), "1 day before"),
        (dt.date(2019, 3, 7), "212 days before"),
        (dt.date(2017, 10, 6), "729 days before"),
        (dt.date(2017, 10, 5), "2 years before"),
        (dt.date(2017, 10, 4), "2 years before"),
        (dt.date(1994, 10, 21), "24 years before"),
        (dt.date(1994, 10, 5), "25 years before"),
    ],
)
def test_an_age_is_said_in_days_then_in_whole_years(then: dt.date, words: str) -> None:
    assert age_words(then, DAY) == words


def test_small_words() -> None:
    assert distance_words(DAY, DAY) == "on the day"
    assert distance_words(DAY, DAY + dt.timedelta(1)) == "1 day after"
    assert count_words(1234, "card") == "1,234 cards"
    assert list_words(["a"]) == "a"
    assert list_words(["a", "b", "c"]) == "a, b and c"
