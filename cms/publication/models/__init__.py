from .contribution import Contribution
from .publication import Kind, Publication, SampleMark
from .shelf import FactUse, OldPath, Shelf

__all__ = ["Contribution", "FactUse", "Kind", "OldPath", "Publication", "SampleMark", "Shelf"]
