"""The tabs of the editor's screens: a form that was not taken opens at the tab with what is wrong."""

from typing import Any

from wagtail.admin.panels import TabbedInterface


class Tabs(TabbedInterface):
    class BoundPanel(TabbedInterface.BoundPanel):
        @property
        def attrs(self) -> dict[str, str]:
            attrs = dict(self.panel.attrs)
            if self.form is not None and self.form.is_bound:
                tabs = self.visible_children_with_identifiers
                wrong = [identifier for child, identifier in tabs if _has_errors(child)]
                if wrong:
                    attrs["data-w-tabs-active-panel-id-value"] = f"tab-{wrong[0]}"
            return attrs


def _has_errors(panel: Any) -> bool:
    """Whether a field, a row or a set of rows in the bound panel was not taken."""
    field, rows = getattr(panel, "bound_field", None), getattr(panel, "formset", None)
    if field is not None and field.errors:
        return True
    if rows is not None:
        return bool(rows.total_error_count())
    return any(_has_errors(child) for child in getattr(panel, "children", ()))
