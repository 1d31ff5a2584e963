"""Illustrations for the demo newsroom, drawn by code: no photo of anybody, no file of anybody.

`draw` gives the same picture for the same scene and seed. No picture holds words: a font with all Vietnamese marks is not on
every machine.
"""

from collections.abc import Callable

from . import city, coast, interiors, tables
from .canvas import Canvas

SCENES: dict[str, Callable[[Canvas], None]] = {
    "hall": interiors.hall,
    "stage": interiors.stage,
    "crowd": interiors.crowd,
    "ballot": interiors.ballot,
    "exhibition": interiors.exhibition,
    "meeting": tables.meeting,
    "documents": tables.documents,
    "tablet": tables.tablet,
    "press": tables.press,
    "chart": tables.chart,
    "skyline": city.skyline,
    "night": city.night,
    "bus": city.bus,
    "flowers": city.flowers,
    "housing": city.housing,
    "volunteers": city.volunteers,
    "bridge": coast.bridge,
    "port": coast.port,
    "island": coast.island,
    "fields": coast.fields,
}


def draw(scene: str, seed: int) -> bytes:
    """The scene as a JPEG of 1,800 by 1,200 pixels; raises ``KeyError`` for an unknown one."""
    canvas = Canvas(seed)
    SCENES[scene](canvas)
    return canvas.jpeg()
