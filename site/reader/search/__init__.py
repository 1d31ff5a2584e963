"""Search over what is public: without diacritics, and better with them."""
