from wagtail.users.apps import WagtailUsersAppConfig


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's users app with the newsroom's own pages for a user."""

    user_viewset = "cms.staff.viewsets.StaffViewSet"
