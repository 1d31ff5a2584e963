"""Is it ours? What somebody pastes, held against everything that is or was public, word by word."""
