"""Workbooks made for tests, with openpyxl and with what only other programs write."""

from __future__ import annotations

import io
import re
import zipfile
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path


def a_workbook(
    rows: Iterable[Sequence[object]], *, change: Callable[[Any], None] | None = None, title: str = "Courses"
) -> bytes:
    """Return a workbook with one sheet of rows; `change` may work on the openpyxl workbook before it is saved."""
    openpyxl: Any = import_module("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """Return a workbook with one part of its archive rewritten."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            after.writestr(name, change(text.decode()) if name == part else text)
    return stream.getvalue()


def calculated(content: bytes, results: dict[str, str]) -> bytes:
    """Store results of formulas, as spreadsheet programs do: cell → result; text results have the type of a text."""

    def store(xml: str) -> str:
        for cell, result in results.items():
            kind = "" if re.fullmatch(r"-?[0-9.]+", result) else ' t="str"'
            xml = re.sub(rf'<c r="{cell}"[^>]*><f>(.*?)</f><v\s*/?>(</v>)?</c>',
                         rf'<c r="{cell}"{kind}><f>\1</f><v>{result}</v></c>', xml)  # fmt: skip
        return xml

    return with_part(content, "xl/worksheets/sheet1.xml", store)


def many_rows(file: Path, rows: Iterable[Sequence[object]]) -> None:
    """Write a workbook of any length without holding it in memory."""
    openpyxl: Any = import_module("openpyxl")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Courses")
    for row in rows:
        sheet.append(list(row))
    book.save(file)
