"""Which documents a step takes, told from their first bytes as well as from their names. Pure.

A file is what its content says, and its name must say the same: a web page that calls itself report.pdf is refused.
Word and OpenDocument files are ZIP archives that say inside what they are; nothing of them is opened or run here.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

LONGEST_NAME = 120
MOST_PARTS = 5_000  # of a Word or OpenDocument file
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
OLD_WORD = "application/msword"
#: What may be uploaded: the ends of its name, and what a browser is told it is.
TYPES = {
    "application/pdf": ("pdf",),
    WORD: ("docx",),
    OLD_WORD: ("doc",),
    OPEN_TEXT: ("odt",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
}
WHAT = "PDF, Word, OpenDocument text, JPEG or PNG"
PDF, JPEG, PNG = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STARTS = {PDF: "application/pdf", JPEG: "image/jpeg", PNG: "image/png"}
#: A directory entry of a compound file is named in UTF-16; that of Word's text is this one.
WORD_STREAM = "WordDocument".encode("utf-16-le")


class NotTaken(ValueError):
    """A file is not taken; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that may be kept: its bytes, what it is, and a name without tricks."""

    name: str
    content: bytes
    content_type: str


def check(name: str, content: bytes, most_megabytes: int) -> Checked:
    """Return the document; raise ``NotTaken`` when it is too large, empty, or not what a step takes."""
    if len(content) > most_megabytes * 1024 * 1024:
        raise NotTaken(f"The file is larger than {most_megabytes} MB. Make it smaller, or send it in parts.")
    if not content:
        raise NotTaken("The file is empty. Choose another.")
    plain = neutral(name)
    found = sniffed(content)
    if found is None:
        raise NotTaken(f"This file cannot be taken. Choose a document that is {WHAT}.")
    if ending(plain) not in TYPES[found]:
        raise NotTaken(
            f"The name of the file ends in “.{ending(plain)}”, but it is a .{TYPES[found][0]} inside. Save it again, "
            "or correct its name."
        )
    return Checked(plain, content, found)


def ending(name: str) -> str:
    """Return what a name ends in, in lower case and without the dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def neutral(name: str) -> str:
    """Return a name that is safe in a header and in any folder: no path, no control or reserved character."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[^\w .,()&'’+-]", "_", last).strip(" .")
    stem, end = plain.removesuffix(PurePosixPath(plain).suffix), PurePosixPath(plain).suffix[:10]
    return f"{stem[: LONGEST_NAME - len(end)].strip(' .') or 'document'}{end}"


def sniffed(content: bytes) -> str | None:
    """Return what the content is, among what is taken."""
    for start, kind in STARTS.items():
        if content.startswith(start):
            return kind
    if content.startswith(COMPOUND):
        return OLD_WORD if WORD_STREAM in content else None
    return _in_archive(content) if content.startswith(ZIP) else None


def _in_archive(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()[:MOST_PARTS]
            if "word/document.xml" in names and "[Content_Types].xml" in names:
                # Macros live in this part; a .docx that has one was renamed from .docm.
                return None if any(one.endswith("vbaProject.bin") for one in archive.namelist()) else WORD
            return OPEN_TEXT if _says_open_text(archive, names) else None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return None


def _says_open_text(archive: zipfile.ZipFile, names: list[str]) -> bool:
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > len(OPEN_TEXT) + 10:
        return False
    return archive.read("mimetype").strip() == OPEN_TEXT.encode()
