"""What a photo is by its content, and the same picture written anew with nothing in it but its pixels.

Pure, and also a program: pictures.py starts it as a child process with bounded memory and time, because decoders read
what strangers send. Standard library and Pillow only; it imports nothing of ours, so that it starts quickly.

Program: bytes on stdin; on stdout one line, the media type or the code of a refusal, then the picture's bytes.
"""

import io
import sys
import warnings
from contextlib import suppress
from typing import Final

from PIL import Image, ImageFile, ImageOps

NOT_A_PICTURE: Final = "attachments.not_a_picture"
UNREADABLE: Final = "attachments.picture_unreadable"
TOO_MANY_PIXELS: Final = "attachments.picture_too_many_pixels"

MOST_PIXELS = 24_000_000  # 6000 × 4000; phones send 1600 × 1200
LONGEST_EDGE = 16_000  # pixels; WebP ends at 16 383
MOST_MEMORY_BYTES = 768 * 1024 * 1024  # 24 million pixels in four channels twice, and the interpreter
MOST_SECONDS = 20  # of processor time
QUALITY = 85

# By how the bytes begin, whatever a name or a header says: Pillow's decoder, and the media type of what we write.
KINDS = (
    (b"\xff\xd8\xff", "JPEG", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "PNG", "image/png"),
    (b"RIFF", "WEBP", "image/webp"),
)


class Refused(Exception):
    """The photo is not taken, and never will be; the text is its problem code."""


def reencoded(content: bytes) -> tuple[str, bytes]:
    """Media type and bytes, upright and without metadata; of an animation the first frame. Raises Refused."""
    decoder, media_type = _kind_of(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damaged metadata, which goes away
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[decoder]) as opened:
                width, height = opened.size  # from the head: nothing is decoded yet
                if width * height > MOST_PIXELS or max(width, height) > LONGEST_EDGE:
                    raise Refused(TOO_MANY_PIXELS)
                opened.load()
                return media_type, _written(_plain(_upright(opened)), decoder)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise Refused(TOO_MANY_PIXELS) from None
    except Refused:
        raise
    except Exception:  # decoders fail in every way there is
        raise Refused(UNREADABLE) from None


def _kind_of(content: bytes) -> tuple[str, str]:
    for beginning, decoder, media_type in KINDS:
        if content.startswith(beginning) and (decoder != "WEBP" or content[8:12] == b"WEBP"):
            return decoder, media_type
    raise Refused(NOT_A_PICTURE)


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF says, for that goes away; as it is where the EXIF is damaged."""
    with suppress(Exception):
        return ImageOps.exif_transpose(image) or image
    return image


def _plain(image: Image.Image) -> Image.Image:
    """Grey or colour in eight bits, with transparency where there is any; a new image that carries nothing else."""
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        grey = image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
        return _pixels_of(grey)
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        return _pixels_of(image.convert("RGBA"))
    return _pixels_of(image.convert("L" if image.mode in ("1", "L") else "RGB"))


def _pixels_of(image: Image.Image) -> Image.Image:
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _written(image: Image.Image, decoder: str) -> bytes:
    written = io.BytesIO()
    if decoder == "JPEG":
        image.convert("L" if image.mode == "L" else "RGB").save(written, "JPEG", quality=QUALITY, optimize=True)
    elif decoder == "PNG":
        image.save(written, "PNG")
    else:
        image.convert("RGBA" if image.mode == "RGBA" else "RGB").save(written, "WEBP", quality=QUALITY, method=4)
    return written.getvalue()


def _bound_this_process() -> None:
    with suppress(ImportError, ValueError, OSError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes to its pipe, and to no file
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """One picture. A refusal is an answer; whoever ends without an answer has met a bound."""
    _bound_this_process()
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        said, picture = reencoded(sys.stdin.buffer.read())
    except Refused as refusal:
        said, picture = str(refusal), b""
    sys.stdout.buffer.write(said.encode() + b"\n" + picture)


if __name__ == "__main__":
    main()
