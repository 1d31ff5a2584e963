"""A story held against the house's rules: what stops it, what is doubtful, what is a matter of style."""
