"""An article's whole life on one page, for the file: told from the trail, with the words that stand beside it."""
