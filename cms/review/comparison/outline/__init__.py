"""A story laid out for comparison. Whatever readers may see of it stands in one line, list or grid."""

from .story import outline_of
from .values import Grid, Item, Line, Listing, Rich, Style

__all__ = ["Grid", "Item", "Line", "Listing", "Rich", "Style", "outline_of"]
