"""Which of many intervals hold a day, in time that grows with the answer and not with their number."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence


class Intervals:
    """A segment tree over half-open intervals of days; `None` as an end means for ever."""

    def __init__(self, intervals: Sequence[tuple[dt.date, dt.date | None]]) -> None:
        self._bounds = sorted({day for interval in intervals for day in interval if day is not None})
        self._leaves = len(self._bounds) + 1
        self._nodes: list[list[int]] = [[] for _ in range(2 * self._leaves)]
        for number, (start, end) in enumerate(intervals):
            low = bisect_left(self._bounds, start) + 1
            high = self._leaves if end is None else bisect_left(self._bounds, end) + 1
            self._insert(number, low + self._leaves, high + self._leaves)

    def _insert(self, number: int, low: int, high: int) -> None:
        while low < high:
            if low & 1:
                self._nodes[low].append(number)
                low += 1
            if high & 1:
                high -= 1
                self._nodes[high].append(number)
            low, high = low >> 1, high >> 1

    def holding(self, day: dt.date) -> list[int]:
        """The numbers of the intervals that hold this day, in ascending order."""
        node = bisect_right(self._bounds, day) + self._leaves
        found: list[int] = []
        while node:
            found += self._nodes[node]
            node >>= 1
        found.sort()
        return found
