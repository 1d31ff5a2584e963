from .delivery import Attempt, Delivery
from .dispatch import Dispatch
from .endpoint import WebhookEndpoint
from .subscriber import Subscriber, SubscriberToken

__all__ = ["Attempt", "Delivery", "Dispatch", "Subscriber", "SubscriberToken", "WebhookEndpoint"]
