from wagtail import hooks

from .viewsets import UnitViewSet


@hooks.register("register_admin_viewset")
def units() -> UnitViewSet:
    return UnitViewSet("units")
