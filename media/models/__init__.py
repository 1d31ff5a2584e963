from .paper import Paper
from .photo import Photo, PhotoRendition
from .usage import PublicationCrop, PublicationFile

__all__ = ["Paper", "Photo", "PhotoRendition", "PublicationCrop", "PublicationFile"]
