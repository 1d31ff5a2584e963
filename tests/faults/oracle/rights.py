"""The machine's own table of who may do what: the code under test is not asked."""

from cms.staff.roles import Role

from ..house import APPROVAL, DESK, LEADER

MAY_PASS = {DESK: {Role.EDITOR}, APPROVAL: {Role.APPROVING_EDITOR}, LEADER: set[Role]()}
MAY_CLAIM = {**MAY_PASS, LEADER: {Role.EDITOR, Role.APPROVING_EDITOR}}
MAY_ASK_LEADERS = {Role.EDITOR, Role.APPROVING_EDITOR}
MAY_WRITE = {Role.REPORTER, Role.EDITOR, Role.APPROVING_EDITOR, Role.ADMINISTRATOR}
MAY_WITHDRAW = {Role.APPROVING_EDITOR, Role.ADMINISTRATOR}

# How acts are called of which the oracle knows more than who does them.
AT_ONCE = "at once: "
"""Past the review by intent."""
LEADER_DECIDES = "leader decides: "
"""By the leader's own link, with the code that was made for it last; the request's number follows."""
BY_WORD = (LEADER_DECIDES, "confirm a word", "carry on by a word")
"""What may pass a leader's stage."""
ACCEPT = "accept from paper"
