"""The newsroom's own page types: front page, section, article, imprint."""

from .article import ArticlePage
from .article_parts import ArticleAuthor, ArticleChange, ArticleMention, ArticlePost, ArticleTopic
from .front import FrontPage, LeadArticle
from .imprint import ImprintPage
from .section import SectionPage
from .topic import Topic

__all__ = [
    "ArticleAuthor",
    "ArticleChange",
    "ArticleMention",
    "ArticlePage",
    "ArticlePost",
    "ArticleTopic",
    "FrontPage",
    "ImprintPage",
    "LeadArticle",
    "SectionPage",
    "Topic",
]
