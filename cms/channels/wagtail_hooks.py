from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from cms.review.of_page import button_to

from .models import Account, Agency, Delivery, Rule, Subscriber, WebhookEndpoint
from .permissions import user_can_preview_cards, user_can_preview_posts
from .policies import ManagersOnly
from .rules import views as rules
from .views import admin, agencies, board, browsers, cards, digests, figures, lists, personal, places, preview, wording

register_permission_policy(Delivery, ManagersOnly(Delivery, frozenset({"view"})))
register_permission_policy(Subscriber, ManagersOnly(Subscriber, frozenset({"view", "delete"})))
register_permission_policy(
    WebhookEndpoint, ManagersOnly(WebhookEndpoint, frozenset({"view", "add", "change", "delete"}))
)
register_permission_policy(Account, ManagersOnly(Account, frozenset({"view", "add", "change", "delete"})))
register_permission_policy(Agency, ManagersOnly(Agency, frozenset({"view", "add", "change", "delete"})))

register_permission_policy(Rule, ManagersOnly(Rule, frozenset({"view", "add", "change", "delete"})))


@hooks.register("register_admin_viewset")
def channels_group() -> Any:
    from .viewsets.menu import ChannelsGroup

    return ChannelsGroup()


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("channels/preview/<int:page_id>/", preview.PreviewView.as_view(), name="channels_preview"),
        path("channels/cards/<int:page_id>/", cards.CardsView.as_view(), name="channels_cards"),
        path("channels/cards/<int:page_id>/<str:shape>.jpg", cards.card, name="channels_card"),
        path("channels/said/<int:page_id>/", wording.said, name="channels_said"),
        path("channels/wording/<int:page_id>/", wording.wording, name="channels_wording"),
        path("channels/ledger/<int:pk>/settle/", admin.settle_delivery, name="channels_settle"),
        path("channels/board/", board.BoardView.as_view(), name="channels_board"),
        path("channels/figures/", figures.FiguresView.as_view(), name="channels_figures"),
        path("channels/board/<str:queue>/<str:act>/", board.hold, name="channels_hold"),
        path("channels/accounts/<int:pk>/credentials/", board.CredentialsView.as_view(), name="channels_credentials"),
        path("channels/accounts/<int:pk>/test/", board.post_test, name="channels_test"),
        path("channels/tasks/", places.TasksView.as_view(), name="channels_tasks"),
        path("channels/tasks/<int:pk>/done/", places.task_done, name="channels_task_done"),
        path("channels/places/<int:page_id>/", places.PlacesView.as_view(), name="channels_places"),
        path("channels/place/<int:pk>/link/", places.change_link, name="channels_place_link"),
        path("channels/place/<int:pk>/gone/", places.take_for_gone, name="channels_place_gone"),
        path("channels/push/", browsers.BrowsersView.as_view(), name="channels_push"),
        path("channels/agencies/<int:pk>/keys/", agencies.KeysView.as_view(), name="channels_agency_keys"),
        path("channels/agencies/keys/<int:pk>/revoke/", agencies.RevokeView.as_view(), name="channels_agency_revoke"),
        path("channels/import/", lists.ImportView.as_view(), name="channels_import"),
        path("channels/subscribers/<int:pk>/export/", personal.export, name="channels_subscriber_export"),
        path("channels/digests/", digests.DigestsView.as_view(), name="channels_digests"),
        path("channels/digests/<str:rhythm>/", digests.draw_up_now, name="channels_digest_draw_up"),
        path("channels/rules/<int:pk>/print/", rules.printed, name="channels_rule_print"),
        path("channels/dispatches/<int:pk>/release/", rules.release, name="channels_release"),
        path("channels/dispatches/<int:pk>/now/", rules.send_now, name="channels_send_now"),
        path("channels/endpoints/<int:pk>/secret/", admin.endpoint_secret, name="channels_endpoint_secret"),
    ]


@hooks.register("insert_editor_js")
def posts_beside_their_words() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}"><script src="{}" type="module"></script><script src="{}" type="module"></script>',
        static("channels/preview.css"),
        static("channels/said.js"),
        static("channels/wordings.js"),
    )


hooks.register(
    "register_page_header_buttons",
    button_to(
        "channels_preview",
        gettext_lazy("What goes out to the channels"),
        "globe",
        45,
        user_can_preview_posts,
    ),
)
hooks.register(
    "register_page_header_buttons",
    button_to("channels_places", gettext_lazy("Where it stands"), "link", 46, user_can_preview_posts),
)
hooks.register(
    "register_page_header_buttons",
    button_to("channels_cards", gettext_lazy("Cards for sharing"), "image", 47, user_can_preview_cards),
)
