"""A paper as a PDF, set by typst.

The template is ours and is all that is compiled; a paper reaches it as data, so no text of the record is ever
markup, and it opens no file.
"""

import json
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from components.paper import Paper
from components.qr import qr

Size = Literal["a4", "us-letter"]

_TEMPLATES = Path(__file__).parent / "templates"
_ONE_AT_A_TIME = Lock()
"""A class that asks for the same paper at once has it set once."""


def pdf(paper: Paper, size: Size) -> bytes:
    """The paper as a PDF; the last few are kept."""
    with _ONE_AT_A_TIME:
        return _set(paper, size)


@lru_cache(maxsize=32)
def _set(paper: Paper, size: Size) -> bytes:
    import typst  # late: most visitors take no paper

    data = {**_plain(paper), **_qr(paper.address), "size": size}
    return typst.compile(
        _template(),
        root=str(_TEMPLATES),
        sys_inputs={"paper": json.dumps(data)},
        ignore_system_fonts=True,  # the same letters on every machine
    )


@cache
def _template() -> bytes:
    return (_TEMPLATES / "paper.typ").read_bytes()


def _plain(value: Any) -> Any:
    """A paper as JSON has it; each block says what it `is`."""
    if is_dataclass(value):
        parts = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **parts}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _qr(address: str) -> dict[str, Any]:
    code = qr(address)
    if code is None:
        return {"qr": None, "modules": 0}
    drawn = BytesIO()
    code.save(drawn, kind="svg", border=0, xmldecl=False)
    return {"qr": drawn.getvalue().decode(), "modules": code.symbol_size(border=0)[0]}
