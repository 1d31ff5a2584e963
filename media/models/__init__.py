from .paper import Paper
from .photo import Photo, PhotoRendition
from .usage import PublicationFile

__all__ = ["Paper", "Photo", "PhotoRendition", "PublicationFile"]
