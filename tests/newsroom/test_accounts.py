"""Signing in: the one door, the second factor, the limit on failed attempts."""

import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.staff.models import User
from cms.staff.roles import Role
from newsroom.worker import run_one_task
from tests.factories.newsroom import sign_in

PASSWORD = "mot-mat-khau-kha-dai-48"
ADMIN = "/quan-tri/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_attempts_counted() -> None:
    cache.clear()


def _member(role: Role | None, name: str = "thanh-vien", **fields: Any) -> User:
    user = User.objects.create_user(name, f"{name}@toasoan.example", PASSWORD, **fields)
    if role:
        group = Group.objects.get(name=role.value)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        user.groups.add(group)
    return user


def _with_factor(user: User) -> User:
    TOTP.activate(user, generate_totp_secret())
    return user


def _code(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def _sign_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": user.username, "password": password})


def test_a_reporter_signs_in_with_a_password(client: Client) -> None:
    response = _sign_in(client, _member(Role.REPORTER))
    assert response.status_code == 302
    assert response["Location"] == ADMIN
    assert client.get(ADMIN).status_code == 200


def test_the_sign_in_page_is_in_vietnamese_and_offers_no_sign_up(client: Client) -> None:
    page = client.get(reverse("account_login"), headers={"accept-language": "vi"}).content.decode()
    assert "signup" not in page
    assert '<html lang="vi">' in page
    assert client.get("/tai-khoan/signup/").status_code == 404
    assert client.get("/tai-khoan/email/").status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", [Role.APPROVING_EDITOR, Role.ADMINISTRATOR])
def test_who_approves_must_set_up_a_second_factor_first(client: Client, role: Role) -> None:
    user = _member(role)
    _sign_in(client, user)
    for page in (ADMIN, "/quan-tri/pages/", "/quan-tri/account/", "/quan-tri/api/main/pages/"):
        response = client.get(page)
        assert response.status_code == 302, page
        assert response["Location"].startswith(reverse("mfa_activate_totp")), page
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200  # the password was typed a moment ago: it is not asked for again
    assert "data:" in page["Content-Security-Policy"]
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": _code(secret)})
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).exists()
    assert client.get(ADMIN).status_code == 200


@pytest.mark.parametrize("superuser", [False, True])
def test_the_second_factor_is_asked_for_at_sign_in(client: Client, superuser: bool) -> None:
    user = _member(None if superuser else Role.APPROVING_EDITOR, is_superuser=superuser)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    assert _sign_in(client, user)["Location"] == reverse("mfa_authenticate")
    assert client.get(ADMIN)["Location"].startswith(reverse("account_login"))
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    code = _code(secret)
    assert client.post(reverse("mfa_authenticate"), {"code": code})["Location"] == ADMIN
    assert client.get(ADMIN).status_code == 200

    other = Client()
    _sign_in(other, user)
    assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200, "a code works once"


def test_a_session_without_the_factor_opens_nothing_of_the_admin(client: Client) -> None:
    user = _member(Role.ADMINISTRATOR)
    TOTP.activate(user, generate_totp_secret())
    client.force_login(user)
    assert client.get(ADMIN)["Location"].startswith(reverse("mfa_reauthenticate"))
    assert client.post("/quan-tri/users/new/", {})["Location"].startswith(reverse("mfa_reauthenticate"))
    assert client.post("/quan-tri/logout/").status_code == 302


def test_a_session_without_the_factor_fetches_no_private_file(client: Client) -> None:
    name = default_storage.save("documents/nhap.txt", ContentFile(b"not yet approved"))
    reporter, approver = _member(Role.REPORTER, "phong-vien"), _member(Role.APPROVING_EDITOR, "lanh-dao")
    address = reverse("private_file", args=[name])
    client.force_login(reporter)
    assert client.get(address).status_code == 200
    client.force_login(approver)
    assert client.get(address).status_code == 404
    sign_in(client, _with_factor(approver))
    assert client.get(address).status_code == 200


def test_a_factor_that_was_taken_away_no_longer_counts(client: Client) -> None:
    user = _member(Role.APPROVING_EDITOR)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    _sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": _code(secret)})
    assert client.get(ADMIN).status_code == 200
    Authenticator.objects.filter(user=user).delete()
    assert client.get(ADMIN)["Location"].startswith(reverse("mfa_activate_totp"))


def test_who_needs_a_factor_cannot_switch_it_off(client: Client) -> None:
    user = _member(Role.APPROVING_EDITOR)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    _sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": _code(secret)})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def test_wagtails_own_log_in_is_no_way_round(client: Client) -> None:
    user = _member(Role.ADMINISTRATOR)
    response = client.post("/quan-tri/login/?next=/quan-tri/pages/", {"username": user.username, "password": PASSWORD})
    assert response["Location"] == "/tai-khoan/login/?next=%2Fquan-tri%2Fpages%2F"
    assert "_auth_user_id" not in client.session
    assert client.get("/quan-tri/password_reset/").status_code == 404


def test_failed_attempts_are_limited_by_name_and_by_address(client: Client) -> None:
    user = _member(Role.REPORTER)
    for _ in range(5):
        assert _sign_in(client, user, "sai").status_code == 200
    # Another client, the right password: the name is closed for five minutes, whoever asks.
    assert _sign_in(Client(REMOTE_ADDR="192.0.2.7"), user).status_code == 200
    assert "_auth_user_id" not in client.session

    other = Client(REMOTE_ADDR="192.0.2.8")
    for number in range(10):
        other.post(reverse("account_login"), {"login": f"ai-do-{number}", "password": "sai"})
    second = _member(Role.REPORTER, "nguoi-khac")
    assert _sign_in(other, second).status_code == 200
    assert _sign_in(Client(REMOTE_ADDR="192.0.2.9"), second).status_code == 302


def test_a_name_that_exists_and_one_that_does_not_get_the_same_answer(client: Client) -> None:
    user = _member(Role.REPORTER)
    known = _sign_in(client, user, "sai").context["form"].non_field_errors()
    unknown = client.post(reverse("account_login"), {"login": "khong-co", "password": "sai"}).context["form"]
    assert known == unknown.non_field_errors()


def test_a_name_that_does_not_exist_costs_a_password_check(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time that an answer takes tells nothing: the costly hash is computed once, for a known name and for an unknown."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashes: list[str] = []
    original = Argon2PasswordHasher.encode
    monkeypatch.setattr(
        Argon2PasswordHasher,
        "encode",
        lambda self, password, salt: hashes.append(password) or original(self, password, salt),
    )
    verify = Argon2PasswordHasher.verify
    monkeypatch.setattr(
        Argon2PasswordHasher,
        "verify",
        lambda self, password, encoded: hashes.append(password) or verify(self, password, encoded),
    )
    user = _member(Role.REPORTER)
    hashes.clear()
    _sign_in(client, user, "sai")
    assert hashes == ["sai"]
    hashes.clear()
    client.post(reverse("account_login"), {"login": "khong-co", "password": "sai"})
    assert hashes == ["sai"]


def test_attempts_are_counted_where_all_processes_see_them(settings: Any) -> None:
    assert "locmem" not in settings.CACHES["default"]["BACKEND"]
    cache.set("dem", 1)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM newsroom_cache")
        assert cursor.fetchone()[0] >= 1


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_password_is_reset_by_mail(client: Client, mailoutbox: list[Any]) -> None:
    user = _member(Role.REPORTER)
    _ask_for_a_new_password(client, user.email.upper())
    _ask_for_a_new_password(client, "nguoi.la@toasoan.example")
    assert run_one_task()
    assert run_one_task()
    assert [mail.to for mail in mailoutbox] == [[user.email]]
    assert user.username in mailoutbox[0].body
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    page = client.get(urlsplit(link).path, follow=True)
    new = "mat-khau-moi-rat-dai-59"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert _sign_in(Client(), user, new).status_code == 302
    assert "password1" not in Client().get(urlsplit(link).path, follow=True).content.decode(), "a link works once"


@pytest.mark.django_db(transaction=True)
def test_asking_for_a_new_password_tells_nothing_of_who_has_an_account(client: Client, mailoutbox: list[Any]) -> None:
    """One answer and one work for each: nothing is looked up and no mail is sent while somebody waits."""
    user = _member(Role.REPORTER)
    _ask_for_a_new_password(client, "truoc.do@toasoan.example")
    told = []
    for email in (user.email, "nguoi.la@toasoan.example"):
        with CaptureQueriesContext(connection) as asked:
            answer = _ask_for_a_new_password(client, email)
        shown = client.get(answer["Location"]).content.decode()
        told.append(
            (answer.status_code, answer["Location"], [query["sql"].split()[:3] for query in asked], email in shown)
        )
    assert told[0] == told[1]
    assert not mailoutbox
    assert not any("staff_user" in str(part) for part in told[0][2])


@pytest.mark.django_db(transaction=True)
def test_the_mail_speaks_the_language_of_its_reader(client: Client, mailoutbox: list[Any]) -> None:
    user = _member(Role.REPORTER)
    UserProfile.objects.create(user=user, preferred_language="en")
    _ask_for_a_new_password(client, user.email)
    run_one_task()
    assert mailoutbox[0].subject == "A new password for the newsroom"
    UserProfile.objects.update(preferred_language="")
    _ask_for_a_new_password(client, user.email)
    run_one_task()
    assert mailoutbox[1].subject == "Mật khẩu mới của tòa soạn"


def _ask_for_a_new_password(client: Client, email: str) -> Any:
    return client.post(reverse("account_reset_password"), {"email": email})
