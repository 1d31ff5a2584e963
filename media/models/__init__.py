from .card import Card
from .paper import Paper
from .photo import Photo, PhotoRendition
from .usage import PublicationCrop, PublicationFile

__all__ = ["Card", "Paper", "Photo", "PhotoRendition", "PublicationCrop", "PublicationFile"]
