"""The newsroom's own page types: front page, section, article, document, imprint, information page."""

from .article import ArticlePage
from .article_parts import ArticleAuthor, ArticleChange, ArticleMention, ArticlePost, ArticleTopic
from .document import DocumentFile, DocumentPage
from .front import FrontPage, LeadArticle
from .imprint import ImprintPage
from .info import InfoPage
from .section import SectionPage
from .topic import Topic

__all__ = [
    "ArticleAuthor",
    "ArticleChange",
    "ArticleMention",
    "ArticlePage",
    "ArticlePost",
    "ArticleTopic",
    "DocumentFile",
    "DocumentPage",
    "FrontPage",
    "ImprintPage",
    "InfoPage",
    "LeadArticle",
    "SectionPage",
    "Topic",
]
