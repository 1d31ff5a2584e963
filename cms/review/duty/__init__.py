"""Who is on duty at which stage (lịch trực), and who acts for whom while they are away (ủy quyền)."""
