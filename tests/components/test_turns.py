"""How viewers share a server."""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from components import turns

PATIENCE = 10


def drawn_meanwhile(long: bool) -> bool:
    """Whether a second page is drawn while a long one still is."""
    begun, ended, second = Event(), Event(), Event()

    def first() -> None:
        with turns.taken(long=True):
            begun.set()
            ended.wait(PATIENCE)

    def other() -> None:
        with turns.taken(long=long):
            second.set()

    with ThreadPoolExecutor(2) as threads:
        threads.submit(first)
        assert begun.wait(PATIENCE)
        threads.submit(other)
        meanwhile = second.wait(0.3 if long else PATIENCE)
        ended.set()
        assert second.wait(PATIENCE)
    return meanwhile


def test_a_board_does_not_wait_for_a_long_page() -> None:
    assert drawn_meanwhile(long=False)


def test_long_pages_are_drawn_one_after_the_other() -> None:
    assert not drawn_meanwhile(long=True)


def test_a_page_that_hangs_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.01)

    assert drawn_meanwhile(long=True)


def test_an_error_on_a_page_lets_the_next_one_in() -> None:
    with pytest.raises(ValueError, match="broken"), turns.taken(long=True):
        raise ValueError("broken")
    with turns.taken(long=True):
        pass


def test_turns_are_shorter_than_python_has_them() -> None:
    assert sys.getswitchinterval() < 0.001
