from .contribution import Contribution
from .proposal import Proposal
from .publication import Kind, Publication, SampleMark
from .shelf import FactUse, OldPath, Shelf

__all__ = ["Contribution", "FactUse", "Kind", "OldPath", "Proposal", "Publication", "SampleMark", "Shelf"]
