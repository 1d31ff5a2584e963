from ..rules.models import Rule
from .account import Account
from .agency import Agency, AgencyKey
from .barred import Barred
from .delivery import Attempt, Delivery
from .digest import DigestItem, DigestPage, DigestRun
from .dispatch import Dispatch
from .endpoint import WebhookEndpoint
from .figures import Figures
from .follow_up import FollowUp
from .lane import Lane
from .placement import Placement
from .push import PushKey, PushSubscription
from .renewal import Renewal
from .returned import Returned
from .subscriber import Subscriber, SubscriberToken
from .told_in_digest import ToldInDigest

__all__ = [
    "Account",
    "Agency",
    "AgencyKey",
    "Attempt",
    "Barred",
    "Delivery",
    "DigestItem",
    "DigestPage",
    "DigestRun",
    "Dispatch",
    "Figures",
    "FollowUp",
    "Lane",
    "Placement",
    "PushKey",
    "PushSubscription",
    "Renewal",
    "Returned",
    "Rule",
    "Subscriber",
    "SubscriberToken",
    "ToldInDigest",
    "WebhookEndpoint",
]
