"""What is wrong with the record, in one panel at the top."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from components.words import count_words
from negotiation import Problem


def show(problems: Sequence[Problem], root: Path) -> None:
    """The problems with their places, paths relative to `root`; nothing if there are none."""
    if not problems:
        return
    files = len({problem.file for problem in problems})
    title = (
        f"{count_words(len(problems), 'problem')} in {count_words(files, 'file')} of the record; what is sound is shown"
    )
    with st.expander(title, icon=":material/warning:", expanded=True):
        st.code("\n".join(_line(problem, root) for problem in problems), language=None, wrap_lines=True, height=260)


def _line(problem: Problem, root: Path) -> str:
    file = problem.file.relative_to(root) if problem.file.is_relative_to(root) else problem.file
    return str(replace(problem, file=file))
