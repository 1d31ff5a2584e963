"""Cards: the picture by which an article, a session or a person is shown where it is shared. Made of a sealed story alone."""
