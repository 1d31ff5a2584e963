"""``make gallery``: every kind of page at three widths, light and dark, a sheet a kind, in docs/."""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from .kinds import Kind, page_kinds
from .looking import address, launch_options, open_kind, say, wait_for_pictures

WIDTHS = (360, 768, 1280)
HEIGHT = 1100
SCHEMES = ("light", "dark")
SCALE = 0.5
GAP = 16
GROUND = (128, 128, 128)
QUALITIES = (70, 60, 50, 40, 30)
LARGEST = 120_000
"""Bytes of a sheet; the whole is to stay in git for long."""
DOCS = Path(__file__).resolve().parents[2] / "docs"
FOLDER = DOCS / "img" / "gallery"


def main(only: list[str]) -> int:
    site = address()
    kinds = [kind for kind in page_kinds() if not only or kind.slug in only]
    wait_for_pictures()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        pages = [_window(browser, site, width) for width in WIDTHS]
        for kind in kinds:
            size = _write(FOLDER / f"{kind.slug}.webp", _sheet(pages, site, kind))
            say(f"  {kind.slug}: {size // 1000} kB")
        browser.close()
    if not only:
        _tell(kinds)
    return 0


def _window(browser: Browser, site: str, width: int) -> Page:
    """A window of a width, with the typeface in its cache: the first page of a visit may be shown without."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(site)
    page.wait_for_load_state("networkidle")
    return page


def _sheet(pages: list[Page], site: str, kind: Kind) -> Image.Image:
    """The tops of a page side by side, light above dark."""
    width = sum(WIDTHS) + GAP * (len(WIDTHS) + 1)
    sheet = Image.new("RGB", (width, (HEIGHT + GAP) * len(SCHEMES) + GAP), GROUND)
    left = GAP
    for page, each in zip(pages, WIDTHS, strict=True):
        for row, picture in enumerate(_pictures(page, site, kind)):
            sheet.paste(picture, (left, GAP + row * (HEIGHT + GAP)))
        left += each + GAP
    return sheet.resize((round(sheet.width * SCALE), round(sheet.height * SCALE)), Image.Resampling.LANCZOS)


def _pictures(page: Page, site: str, kind: Kind) -> Iterator[Image.Image]:
    """The top of a page in each scheme."""
    open_kind(page, site, kind)
    page.wait_for_load_state("networkidle")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        yield Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _write(file: Path, sheet: Image.Image) -> int:
    """Stores the sheet as well as its limit allows; its size."""
    for quality in QUALITIES:
        stored = io.BytesIO()
        sheet.save(stored, "WEBP", quality=quality, method=6)
        if stored.tell() <= LARGEST:
            break
    file.write_bytes(stored.getvalue())
    return stored.tell()


def _tell(kinds: list[Kind]) -> None:
    """docs/gallery.md, and no sheet of a kind that there is no more."""
    for file in FOLDER.glob("*.webp"):
        if file.stem not in {kind.slug for kind in kinds}:
            file.unlink()
    lines = [
        "# Gallery",
        "",
        "The top of every kind of page at 360, 768 and 1280 px, light above dark, with the demo's content. Made by",
        "`make gallery`, which starts a newsroom of its own; `make gallery ARGS='article session'` makes these sheets alone anew.",
    ]
    for kind in kinds:
        lines += ["", f"## {kind.name}", "", f"![{kind.name}](img/gallery/{kind.slug}.webp)"]
    (DOCS / "gallery.md").write_text("\n".join([*lines, ""]), encoding="utf-8")
