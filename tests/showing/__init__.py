"""The public site of the demo newsroom, looked at from outside: its gallery, and the audit of what browsers get."""
