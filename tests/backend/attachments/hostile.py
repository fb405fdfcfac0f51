"""Sixty pictures that nobody means well with, made here: by name, with what must become of each.

`kept` names the media type of what is stored; otherwise the problem code. All carry SECRET somewhere if they can.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image, PngImagePlugin

SECRET = b"Mira-Moser-52.3759N-9.7320E"
SCRIPT = b"<script>alert(1)</script><svg onload=alert(2) xmlns='http://www.w3.org/2000/svg'/>"
NOT_A_PICTURE = "attachments.not_a_picture"
UNREADABLE = "attachments.picture_unreadable"
TOO_MANY = "attachments.picture_too_many_pixels"
GPS_IFD = 0x8825


@dataclass(frozen=True)
class Hostile:
    """One photo and what becomes of it: a media type that is kept, or a problem code."""

    name: str
    content: bytes
    becomes: str
    size: tuple[int, int] | None = None  # of what is kept


def plain(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    colour: Any = {
        "RGB": (200, 30, 30),
        "RGBA": (200, 30, 30, 90),
        "CMYK": (10, 200, 30, 0),
        "L": 90,
        "LA": (90, 40),
    }.get(mode, 1)
    return Image.new(mode, size, colour)


def saved(image: Image.Image, kind: str, **more: Any) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def exif(orientation: int | None = None) -> Image.Exif:
    said = Image.Exif()
    said[0x010E] = SECRET.decode()  # description
    said[0x013B] = SECRET.decode()  # artist
    if orientation is not None:
        said[0x0112] = orientation
    said.get_ifd(GPS_IFD).update({1: "N", 2: (52.0, 22.0, 33.0), 3: "E", 4: (9.0, 43.0, 55.0), 29: SECRET.decode()})
    return said


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of(width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG whose head says this size, whatever follows."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def after_signature(png: bytes, extra: bytes) -> bytes:
    """A chunk put behind the head."""
    return png[:33] + extra + png[33:]


def jpeg_segment(jpeg: bytes, marker: int, content: bytes) -> bytes:
    """A segment put behind the beginning."""
    return jpeg[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content + jpeg[2:]


def resized_head(jpeg: bytes, width: int, height: int) -> bytes:
    """The same JPEG whose frame says another size."""
    at = jpeg.index(b"\xff\xc0")
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def hostile_pictures() -> list[Hostile]:
    found = [*_with_metadata(), *_polyglots(), *_bombs(), *_broken(), *_odd_but_honest(), *_no_pictures()]
    assert len({one.name for one in found}) == len(found)
    return found


def _with_metadata() -> Iterator[Hostile]:
    jpeg = saved(plain(), "JPEG")
    png = saved(plain(), "PNG")
    yield Hostile("jpeg with gps", saved(plain(), "JPEG", exif=exif()), "image/jpeg")
    yield Hostile("png with gps", saved(plain(), "PNG", exif=exif()), "image/png")
    yield Hostile("webp with gps", saved(plain(), "WEBP", exif=exif()), "image/webp")
    yield Hostile("webp with xmp", saved(plain(), "WEBP", xmp=b"<x>" + SECRET + b"</x>"), "image/webp")
    yield Hostile("jpeg lying on its side", saved(plain(), "JPEG", exif=exif(6)), "image/jpeg", (48, 64))
    yield Hostile("jpeg upside down", saved(plain(), "JPEG", exif=exif(3)), "image/jpeg", (64, 48))
    yield Hostile("jpeg with an impossible orientation", saved(plain(), "JPEG", exif=exif(99)), "image/jpeg")
    thumbnail = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0" + saved(plain(size=(16, 16)), "JPEG") + SECRET
    yield Hostile("jpeg with an embedded thumbnail", jpeg_segment(jpeg, 0xE1, thumbnail), "image/jpeg", (64, 48))
    yield Hostile(
        "jpeg with damaged exif", jpeg_segment(jpeg, 0xE1, b"Exif\0\0MM\0*\xff\xff\xff\xff" + SECRET), "image/jpeg"
    )
    yield Hostile("jpeg with a comment", jpeg_segment(jpeg, 0xFE, SECRET + SCRIPT), "image/jpeg")
    yield Hostile("jpeg with xmp", jpeg_segment(jpeg, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET), "image/jpeg")
    yield Hostile(
        "jpeg with iptc", jpeg_segment(jpeg, 0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0" + SECRET), "image/jpeg"
    )
    yield Hostile("jpeg with a colour profile", saved(plain(), "JPEG", icc_profile=SECRET * 40), "image/jpeg")
    yield Hostile("png with a colour profile", saved(plain(), "PNG", icc_profile=SECRET * 40), "image/png")
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SECRET.decode())
    texts.add_text("Comment", SCRIPT.decode(), zip=True)
    texts.add_itxt("XML:com.adobe.xmp", SECRET.decode(), "en", "")
    yield Hostile("png with text chunks", saved(plain(), "PNG", pnginfo=texts), "image/png")
    yield Hostile("png with a private chunk", after_signature(png, chunk(b"prVt", SECRET + SCRIPT)), "image/png")
    yield Hostile("png with a time", after_signature(png, chunk(b"tIME", b"\x07\xea\x0b\x19\0\0\0")), "image/png")


def _polyglots() -> Iterator[Hostile]:
    jpeg, png, webp = (saved(plain(), kind) for kind in ("JPEG", "PNG", "WEBP"))
    yield Hostile("jpeg with a page behind", jpeg + b"<html>" + SCRIPT + SECRET, "image/jpeg")
    yield Hostile("jpeg with a zip behind", jpeg + b"PK\x03\x04" + SECRET * 10, "image/jpeg")
    yield Hostile(
        "jpeg with a script in a comment", jpeg_segment(jpeg, 0xFE, b"*/=1;alert(1)/*" + SECRET), "image/jpeg"
    )
    yield Hostile("png with a page behind", png + SCRIPT + SECRET, "image/png")
    yield Hostile("png with php in its text", after_signature(png, chunk(b"tEXt", b"a\0<?php " + SECRET)), "image/png")
    yield Hostile("webp with a page behind", webp + SCRIPT + SECRET, "image/webp")
    yield Hostile(
        "jpeg with another jpeg behind",
        jpeg + saved(plain(size=(640, 480)), "JPEG", exif=exif()),
        "image/jpeg",
        (64, 48),
    )
    yield Hostile("a pdf with a jpeg within", b"%PDF-1.7\n" + jpeg, NOT_A_PICTURE)
    yield Hostile("a page with a jpeg within", b"<!doctype html>" + jpeg, NOT_A_PICTURE)
    yield Hostile("a gif that is a script", b"GIF89a/*" + SCRIPT + b"*/=1;", NOT_A_PICTURE)


def _bombs() -> Iterator[Hostile]:
    nothing = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    yield Hostile("png of 2 thousand million pixels", png_of(50_000, 40_000, nothing), TOO_MANY)
    yield Hostile("png of the greatest size", png_of(2**31 - 1, 2**31 - 1, nothing), TOO_MANY)
    yield Hostile("png of 25 million pixels", png_of(5_000, 5_001, nothing), TOO_MANY)
    yield Hostile("png one pixel high", png_of(1_000_000, 1, nothing), TOO_MANY)
    yield Hostile("png one pixel wide", png_of(1, 20_000, nothing), TOO_MANY)
    bomb = zlib.compress(b"\0" * 60_000_000, 9)
    yield Hostile("png whose pixels are more than it says", png_of(10, 10, chunk(b"IDAT", bomb)), "image/png", (10, 10))
    zipped_text = chunk(b"zTXt", b"a\0\0" + bomb)
    yield Hostile(
        "png whose text unpacks to 60 megabytes", after_signature(saved(plain(), "PNG"), zipped_text), UNREADABLE
    )
    zipped_profile = chunk(b"iCCP", b"a\0\0" + bomb)
    yield Hostile(
        "png whose profile unpacks to 60 megabytes", after_signature(saved(plain(), "PNG"), zipped_profile), UNREADABLE
    )
    jpeg = saved(plain(), "JPEG")
    yield Hostile("jpeg of 4 thousand million pixels", resized_head(jpeg, 65_535, 65_535), TOO_MANY)
    yield Hostile(
        "jpeg whose head says more than there is", resized_head(jpeg, 4_000, 4_000), "image/jpeg", (4_000, 4_000)
    )
    lossless = b"VP8L" + struct.pack("<I", 5) + b"\x2f" + struct.pack("<I", (16_382 << 14) | 16_382)
    yield Hostile("webp of 268 million pixels", _riff(lossless + b"\0"), TOO_MANY)


def _riff(content: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(content) + 4) + b"WEBP" + content


def _broken() -> Iterator[Hostile]:
    jpeg, png, webp = (saved(plain(size=(400, 300)), kind) for kind in ("JPEG", "PNG", "WEBP"))
    yield Hostile("jpeg cut in the middle", saved(_noise(), "JPEG")[:20_000], UNREADABLE)
    yield Hostile("jpeg cut in its head", jpeg[:20], UNREADABLE)
    yield Hostile("only the beginning of a jpeg", b"\xff\xd8\xff", UNREADABLE)
    yield Hostile("png cut in the middle", saved(_noise(), "PNG")[:20_000], UNREADABLE)
    yield Hostile("png without pixels", png_of(64, 48), UNREADABLE)
    yield Hostile("png with damaged pixels", png[:60] + b"\xff" * 20 + png[80:], UNREADABLE)
    yield Hostile("png with a wrong checksum of its head", png[:29] + b"\0\0\0\0" + png[33:], UNREADABLE)
    yield Hostile("webp cut in the middle", saved(_noise(), "WEBP")[:2_000], UNREADABLE)
    yield Hostile("webp with a lying length", webp[:4] + b"\xff\xff\xff\x7f" + webp[8:30], UNREADABLE)
    yield Hostile("png of no pixels", png_of(0, 0, chunk(b"IDAT", zlib.compress(b""))), UNREADABLE)


def _noise() -> Image.Image:
    return Image.effect_noise((400, 300), 90).convert("RGB")


def _odd_but_honest() -> Iterator[Hostile]:
    yield Hostile("jpeg in printer's colours", saved(plain("CMYK"), "JPEG"), "image/jpeg")
    yield Hostile("jpeg in grey", saved(plain("L"), "JPEG"), "image/jpeg")
    yield Hostile("progressive jpeg", saved(_noise(), "JPEG", progressive=True), "image/jpeg")
    deep = Image.new("I;16", (64, 48), 40_000)
    yield Hostile("png with sixteen bits", saved(deep, "PNG"), "image/png")
    yield Hostile("png with a palette", saved(plain().convert("P"), "PNG", transparency=0), "image/png")
    yield Hostile("png in black and white", saved(plain("1"), "PNG"), "image/png")
    yield Hostile("png with grey and transparency", saved(plain("LA"), "PNG"), "image/png")
    yield Hostile("webp with transparency", saved(plain("RGBA"), "WEBP"), "image/webp")
    frames = {"save_all": True, "append_images": [plain(size=(64, 48)), plain("L").convert("RGB")]}
    yield Hostile("animated png", saved(plain(), "PNG", **frames), "image/png", (64, 48))
    yield Hostile("animated webp", saved(plain(), "WEBP", **frames), "image/webp", (64, 48))


def _no_pictures() -> Iterator[Hostile]:
    yield Hostile("svg named jpg", b"<?xml version='1.0'?>" + SCRIPT, NOT_A_PICTURE)
    yield Hostile("html named jpg", b"<html><body>" + SCRIPT, NOT_A_PICTURE)
    yield Hostile("animated gif", saved(plain(), "GIF", save_all=True, append_images=[plain()]), NOT_A_PICTURE)
    yield Hostile("tiff", saved(plain(), "TIFF"), NOT_A_PICTURE)
    yield Hostile("bmp", saved(plain(), "BMP"), NOT_A_PICTURE)
    yield Hostile("icon", saved(plain(), "ICO"), NOT_A_PICTURE)
    yield Hostile("postscript", saved(plain(), "EPS"), NOT_A_PICTURE)
    yield Hostile("a program", b"\x7fELF" + b"\0" * 500, NOT_A_PICTURE)
    yield Hostile("a riff that is no picture", _riff(b"").replace(b"WEBP", b"WAVE") + b"fmt ", NOT_A_PICTURE)
    yield Hostile("one byte", b"\0", NOT_A_PICTURE)
