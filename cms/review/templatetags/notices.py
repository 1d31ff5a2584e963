"""What templates of other rooms say of a member's notices."""

from django import template

from cms.review.notices.queries import unread_shown

register = template.Library()
register.filter("unread_notices", unread_shown)
