from tests.factories.people import approver, author, editor, section

__all__ = ["approver", "author", "editor", "section"]
