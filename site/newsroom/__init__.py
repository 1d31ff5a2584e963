"""The Django project: the one place where the rooms of the newsroom are wired together."""
