"""What readers think of a draft document: a form beside the public page, and an inbox in the admin.

Nothing of it is ever shown to the public: no page, list, feed or search reads these rows (docs/decisions/0053-opinions.md).
"""
