"""Vietnamese: NFC at the door, folding for search and slugs, order, dates."""
