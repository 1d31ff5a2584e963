"""The rules of each channel, in writing: what goes there, who sends it, when and how often, and how the account is signed.

`models` keeps them with the time for which they hold, `actions` writes them, `calendar` reckons with their hours, `eligible` says
whether a story goes to the channel, `asked` by a submission, `sending` by the transaction that publishes, `holding` by the outbox.
`says` puts the rule of today into a sentence, `paper` prints it as a regulation, `waiting` tells what it holds back, `releasing`
lets that go.
"""
