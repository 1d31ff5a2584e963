"""Review: the stages of a version, four eyes, and the approval that seals it."""
