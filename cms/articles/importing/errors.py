class ImportFileError(Exception):
    """The file can't become a draft; the message is one sentence for the person who brought it."""
