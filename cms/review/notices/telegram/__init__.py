"""The newsroom's bot for its own staff: what it is asked, and how a member's account is linked."""
