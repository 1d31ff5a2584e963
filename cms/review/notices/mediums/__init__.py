"""By what a notice goes out beside the admin: one module a medium, registered when the room is made ready."""
