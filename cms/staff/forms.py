from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import NameEmailForm
from wagtail.users.forms import UserCreationForm, UserEditForm

STAFF_FIELDS = {"unit", "pen_name"}


def _named_as_in_vietnamese(form: UserCreationForm | UserEditForm | NameEmailForm) -> None:
    """The family name comes first, and both fields say what belongs in them."""
    form.fields["last_name"].label = _("Family name and middle name")
    form.fields["first_name"].label = _("Given name")
    form.order_fields(["username", "email", "last_name", "first_name", "pen_name", "unit"])


class StaffCreationForm(UserCreationForm):
    """A new member of the newsroom, with unit and pen name."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _named_as_in_vietnamese(self)

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | STAFF_FIELDS


class StaffEditForm(UserEditForm):
    """A member of the newsroom, with unit and pen name."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _named_as_in_vietnamese(self)

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | STAFF_FIELDS


class OwnNameForm(NameEmailForm):
    """One's own name and address, in one's account."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _named_as_in_vietnamese(self)
