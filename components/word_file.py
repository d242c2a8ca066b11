"""A paper as a Word file, to be changed before class: the same blocks as the PDF, with Word's own styles."""

import datetime as dt
import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from components.paper import (
    Blanks,
    Block,
    Columns,
    Entry,
    Heading,
    Line,
    Mark,
    Notice,
    Paper,
    Points,
    Size,
    Span,
    Text,
)
from components.qr import qr
from negotiation.cite import AUTHOR, edition

if TYPE_CHECKING:  # most visitors take no paper
    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

    Place = Document | _Cell

_MARGIN = 18
_SIZES: dict[Size, tuple[float, float]] = {"a4": (210, 297), "us-letter": (215.9, 279.4)}
_BORDERS: dict[Mark, str] = {"own": "single", "told": "dashed", "loose": "dotted"}
_FONT = "Cambria"
_QUIET = "404040"
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""


def word(paper: Paper, size: Size) -> bytes:
    """The paper as a .docx."""
    import docx

    document = docx.Document()
    width = _set_up(document, paper, size)
    _top(document, paper, width)
    for block in paper.blocks:
        _draw(document, block, width)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: "Document", paper: Paper, size: Size) -> float:
    """Page, styles, properties and foot; the width of the text in mm."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    width, height = _SIZES[size]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    inside = width - 2 * _MARGIN
    for name, points, before in (
        ("Normal", 10, 0),
        ("Title", 20, 0),
        ("Heading 1", 14, 14),
        ("Heading 2", 10.5, 8),
        ("Heading 3", 9.5, 6),
        ("List Bullet", 10, 0),
    ):
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(points), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # else the template's fonts win
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(3)
    for border in document.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break
    properties = document.core_properties
    properties.title, properties.author = _writable(f"{paper.title}, {paper.over}"), AUTHOR
    properties.comments, properties.language = paper.name, "en"
    properties.created = properties.modified = dt.datetime.combine(edition().released, dt.time())
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(inside), WD_TAB_ALIGNMENT.RIGHT)
    _run(foot, Span(paper.foot, "quiet"))
    _run(foot, Span("\tPage ", "quiet"))
    _field(foot, "PAGE")
    _run(foot, Span(" of ", "quiet"))
    _field(foot, "NUMPAGES")
    return inside


def _top(document: "Document", paper: Paper, width: float) -> None:
    """Title and address, with the QR code beside them."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    code = qr(paper.address)
    across = max(26, code.symbol_size(border=0)[0] * 0.5) if code else 0
    _write(document, (Span(f"{paper.name} · {paper.over}", "quiet"),))
    _write(document, (Span(paper.title),), "Title")
    left, right = _row(_table(document, (width - across - 6, across + 6)))
    for line in paper.under:
        _write(left, line)
    _write(left, (Span(paper.address, "quiet", paper.address),))
    _begun(left)
    if code:
        drawn = BytesIO()
        code.save(drawn, kind="png", scale=8, border=0)
        drawn.seek(0)
        right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        picture = right.paragraphs[0].add_run().add_picture(drawn, width=Mm(across))
        picture._inline.docPr.set("descr", "QR code of the address of this view")


def _draw(place: "Place", block: Block, width: float) -> None:
    match block:
        case Heading(level, text, says):
            heading = _write(place, (Span(text),), f"Heading {level}")
            if says:
                _run(heading, Span(f"  {says}", "quiet"))
        case Text(line):
            _write(place, line)
        case Points(items, marks):
            for n, line in enumerate(items, start=1):
                _point(place, line, marks.replace("1", str(n)))
        case Entry(mark, lines):
            for n, line in enumerate(lines, start=1):
                _statement(place, line, mark, n == len(lines))
        case Blanks(items):
            _blanks(place, items, width)
        case Notice(text):
            _border(_write(place, (Span(text),)), ("top", "left", "bottom", "right"), "single")
        case Columns():
            _columns(place, block, width)


def _point(place: "Place", line: Line, mark: str) -> None:
    from docx.shared import Mm

    if mark == "•":
        _write(place, line, "List Bullet")
        return
    item = _write(place, (Span(f"{mark}\t"), *line))
    item.paragraph_format.left_indent, item.paragraph_format.first_line_indent = Mm(10), Mm(-10)
    item.paragraph_format.tab_stops.add_tab_stop(Mm(10))


def _statement(place: "Place", line: Line, mark: Mark, last: bool) -> None:
    from docx.shared import Mm, Pt

    written = _write(place, line)
    written.paragraph_format.left_indent = Mm(3)
    written.paragraph_format.space_after = Pt(6 if last else 0)
    written.paragraph_format.keep_together = True
    written.paragraph_format.keep_with_next = not last
    _border(written, ("left",), _BORDERS[mark])


def _columns(place: "Place", block: Columns, width: float) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import RGBColor

    shares = [width * share / sum(block.widths) for share in block.widths]
    table = _table(place, shares)
    heads = _row(table)
    for cell, head in zip(heads, block.heads, strict=True):
        written = _write(cell, (Span(head.text, "strong"),))
        if head.colour:
            written.runs[0].font.color.rgb = RGBColor.from_string(head.colour.removeprefix("#"))
        _border(written, ("bottom",), "single")
        _begun(cell)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # again on every page
    for row in block.rows:
        for cell, blocks, share in zip(_row(table, new=True), row, shares, strict=True):
            for each in blocks:
                _draw(cell, each, share)
            _begun(cell)


def _blanks(place: "Place", items: Sequence[tuple[str, str]], width: float) -> None:
    from docx.shared import Mm

    table = _table(place, (width / 2, width / 2), "Table Grid")
    for n, (label, says) in enumerate(items):
        cell = (_row(table, new=n > 1) if n % 2 == 0 else table.rows[-1].cells)[n % 2]
        _write(cell, (Span(label, "strong"), Span(f"  {says}", "quiet")))
        _begun(cell)
        table.rows[-1].height = Mm(35)


def _table(place: "Place", widths: Sequence[float], style: str = "Normal Table") -> "Table":
    """A table of one row."""
    from docx.shared import Mm

    table: Table = place.add_table(1, len(widths))
    table.style = style
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
    return table


def _row(table: "Table", new: bool = False) -> "tuple[_Cell, ...]":
    row: _Row = table.add_row() if new else table.rows[0]  # type: ignore[no-untyped-call]
    return row.cells


def _begun(cell: "_Cell") -> None:
    """Take away the empty paragraph that a cell begins with, where more was written."""
    first = cell.paragraphs[0]
    if len(cell.paragraphs) > 1 and not first.runs:
        first._p.getparent().remove(first._p)


def _write(place: "Place", line: Line, style: str | None = None) -> "Paragraph":
    paragraph = place.add_paragraph(style=style)
    for span in line:
        _run(paragraph, span)
    return paragraph


def _run(paragraph: "Paragraph", span: Span) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(_writable(span.text))
    if span.tone == "quiet":
        run.font.size, run.font.color.rgb, run.font.bold = Pt(8.5), RGBColor.from_string(_QUIET), False
    run.font.italic = True if span.tone == "quote" else None
    if span.tone == "strong":
        run.font.bold = True
    if span.href:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(span.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run._r.addprevious(link)
        link.append(run._r)
        run.font.underline = True


def _field(paragraph: "Paragraph", name: str) -> None:
    """A number that Word works out."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    _run(paragraph, Span("1", "quiet"))
    run = paragraph.runs[-1]._r
    run.addprevious(field)
    field.append(run)


def _border(paragraph: "Paragraph", sides: Sequence[str], style: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:pBdr")
    for side in sides:
        border = OxmlElement(f"w:{side}")
        for key, value in (("val", style), ("sz", "12"), ("space", "4"), ("color", "000000")):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)
