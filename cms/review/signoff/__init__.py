"""The leader's word: a leader outside the newsroom approves a version, asks for a change or comments, by a link without an account,
or in words that one member notes and another confirms."""
