"""Reports to import: the project's own sample, and a real one where it is at hand."""

import io
import os
from pathlib import Path
from typing import Any

from docx import Document
from PIL import Image

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
REAL = Path(
    os.environ.get("NEWSROOM_REPORT") or Path(__file__).resolve().parents[3] / "shared/input/session-report.vi.txt"
)
REPORTS = [path for path in (SAMPLES / "phien-hop.txt", REAL) if path.is_file()]


def picture(color: str = "#336699", size: tuple[int, int] = (1200, 800)) -> bytes:
    """A JPEG of one colour."""
    stream = io.BytesIO()
    Image.new("RGB", size, color).save(stream, "JPEG")
    return stream.getvalue()


def docx(*parts: str | bytes | tuple[str, str]) -> bytes:
    """A Word document: a string is a paragraph, bytes are a picture, a pair is a paragraph and its style."""
    document: Any = Document()
    for part in parts:
        if isinstance(part, bytes):
            document.add_picture(io.BytesIO(part))
        elif isinstance(part, tuple):
            document.add_paragraph(part[0], style=part[1])
        else:
            document.add_paragraph(part)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
