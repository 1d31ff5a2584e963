"""The people of the newsroom: the user model with unit and pen name, and the roles."""
