"""How wide and high a picture is, read from the first bytes of a PNG, JPEG or WebP file."""

from __future__ import annotations

import struct

Size = tuple[int, int]
"""Width and height in pixels."""

_NO_FRAME = {0xC4, 0xC8, 0xCC}
"""Markers of JPEG that lie among those of frames and say nothing of the size (ITU-T T.81, table B.1)."""


def picture_size(content: bytes) -> Size | None:
    """Return width and height; None for what is no PNG, JPEG or WebP picture, or is cut off before it says so."""
    for read in (_png, _jpeg, _webp):
        try:
            size = read(content)
        except (struct.error, IndexError):
            return None
        if size is not None:
            return size
    return None


def _png(content: bytes) -> Size | None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg(content: bytes) -> Size | None:
    if not content.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        # A marker may be preceded by any number of bytes 0xFF.
        at += 1 if marker == 0xFF else 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return None


def _webp(content: bytes) -> Size | None:
    """Return the size of a WebP file, whose three kinds say it in three ways (RFC 9649, sections 2.5 to 2.7)."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    kind = content[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", content[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", content[26:30])
    return width & 0x3FFF, height & 0x3FFF
