"""How viewers share a server."""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event

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
        meanwhile = second.wait(0.2 if long else PATIENCE)
        ended.set()
        assert second.wait(PATIENCE)
    return meanwhile


def test_a_board_does_not_wait_for_a_long_page() -> None:
    assert drawn_meanwhile(long=False)


def test_long_pages_are_drawn_one_after_the_other() -> None:
    assert not drawn_meanwhile(long=True)


def test_turns_are_shorter_than_python_has_them() -> None:
    assert sys.getswitchinterval() < 0.001
