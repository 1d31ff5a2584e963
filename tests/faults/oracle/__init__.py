"""What the machine knows by itself: who wrote which word, who passed what, what may be read. Nothing here asks the gate, the rules
of review or the story: only rows as they are stored, and what readers get. A file a subject; ``whole.py`` has their order.
"""

from .breach import Broken as Broken
from .breach import require as require
from .whole import Oracle as Oracle
