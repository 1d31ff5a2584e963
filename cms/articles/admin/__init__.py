"""The screens of this room beside Wagtail's own: bring a report in, begin from a session."""
