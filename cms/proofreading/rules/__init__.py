"""The rules, a class each. A new rule is written in a module of its own subject and listed here."""

from .article import BodyThere, DayThere, LedeThere, PlaceInBodyFilled
from .base import Rule
from .changes import ChangeDeclared
from .digest import DigestFinished
from .document import DocumentThere, OpinionsOfDraft
from .essay import EssayHasCaptions, EssayHasPhotos
from .front import FrontNamesEachOnce, FrontNamesWhatIsPublic, FrontShowsAnEssay
from .headline import HeadlineThere
from .info import InfoThere
from .photos import PhotoHasAlt, PhotoHasCredit, PhotoMayBeShown, PhotoThere
from .posts import PostsFit
from .slots import NoOpenSlot

RULES: tuple[type[Rule], ...] = (
    HeadlineThere,
    LedeThere,
    DayThere,
    BodyThere,
    PlaceInBodyFilled,
    NoOpenSlot,
    PhotoThere,
    PhotoHasCredit,
    PhotoHasAlt,
    PhotoMayBeShown,
    PostsFit,
    ChangeDeclared,
    DigestFinished,
    EssayHasPhotos,
    EssayHasCaptions,
    FrontNamesEachOnce,
    FrontNamesWhatIsPublic,
    FrontShowsAnEssay,
    DocumentThere,
    OpinionsOfDraft,
    InfoThere,
)

__all__ = ["RULES", "Rule"]
