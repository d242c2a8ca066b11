"""A paper as a PDF, set by typst.

The template is ours and is all that is compiled; a paper reaches it as data, so no text of the record is ever
markup, and it opens no file.
"""

import json
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from components.paper import Paper, Size
from components.qr import qr

if TYPE_CHECKING:
    from typst import Fonts

_REMEMBERED = 10
"""For how many papers typst keeps what it worked out: 200 MB for long ones, which as many empty ones make it drop."""
_ONE_AT_A_TIME = Lock()
"""So that what typst needs for a long one is needed once."""


def pdf(paper: Paper, size: Size) -> bytes:
    """The paper as a PDF."""
    import typst  # late: most visitors take no paper

    data = {**_plain(paper), **_qr(paper.address), "size": size}
    with _ONE_AT_A_TIME:
        made = typst.compile(_template(), sys_inputs={"paper": json.dumps(data)}, font_paths=_fonts())
        for _ in range(_REMEMBERED):
            typst.compile(b"", font_paths=_fonts())
    return made


@cache
def _fonts() -> "Fonts":
    """Only those that come with typst: the same letters on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False)


@cache
def _template() -> bytes:
    return Path(__file__).with_name("templates").joinpath("paper.typ").read_bytes()


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
