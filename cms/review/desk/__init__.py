"""The desk page (Bàn biên tập): what waits, what is late, what goes live next, for each member of the newsroom."""
