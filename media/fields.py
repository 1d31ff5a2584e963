"""The field of a picture's file. Migrations name it, so it stays at this place."""

from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from . import pictures


class PictureFile(WagtailImageFieldFile):
    def get_image_dimensions(self) -> tuple[int, int]:
        """Width and height as the picture is seen: a camera held upright writes it lying, with a note to turn it."""
        close = self.closed
        self.open()
        try:
            return pictures.size_as_seen(self.file)
        finally:
            if close:
                self.close()
            else:
                self.seek(0)


class PictureField(WagtailImageField):
    attr_class = PictureFile
