"""Settings, a small module a concern, all read from the environment (or a file ``.env``) with safe defaults.

There is one set of settings for a laptop, the tests and a server; what differs is the environment. ``docs/settings.md`` lists
every variable.
"""

from .accounts import *
from .apps import *
from .channels import *
from .database import *
from .files import *
from .languages import *
from .logs import *
from .mail import *
from .notices import *
from .opinions import *
from .review import *
from .security import *
from .tasks import *
from .wagtail import *
