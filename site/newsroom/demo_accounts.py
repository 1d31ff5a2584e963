"""The accounts of a demo newsroom: one a role, with passwords made on this machine and kept in ``var/demo-accounts.txt``."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.db import transaction

from cms.staff.models import Unit, User
from cms.staff.roles import Role, needs_second_factor
from newsroom.settings.env import VAR_DIR


@dataclass(frozen=True)
class _Account:
    username: str
    family: str
    given: str
    pen_name: str
    unit: str
    role: Role


_ACCOUNTS = (
    _Account("phongvien", "Lò Thị", "Mai Hạ", "Mai Hạ", "Tổ Phóng viên", Role.REPORTER),
    _Account("bientap", "Đàm Quốc", "Vĩnh", "Quốc Vĩnh", "Tổ Biên tập", Role.EDITOR),
    _Account("duyetbai", "Khuất Thu", "Nguyệt", "Thu Nguyệt", "Ban Biên tập", Role.APPROVING_EDITOR),
    _Account("anh", "Tòng Văn", "Sáng", "Văn Sáng", "Tổ Ảnh", Role.PHOTO_EDITOR),
    _Account("kenh", "Mạc Gia", "Hân", "Gia Hân", "Tổ Kênh số", Role.CHANNEL_MANAGER),
    _Account("dieuphoi", "Phùng Nhật", "Lệ", "Nhật Lệ", "Tổ Thư ký", Role.COORDINATOR),
    _Account("quantri", "Thào A", "Lềnh", "", "Tổ Kỹ thuật", Role.ADMINISTRATOR),
    _Account("khancap", "Vi Hoàng", "Ngân", "Hoàng Ngân", "Ban Biên tập", Role.EMERGENCY),
)


def accounts_file() -> Path:
    """Where the demo accounts' passwords are kept; readable by its owner only."""
    return VAR_DIR / "demo-accounts.txt"


@transaction.atomic
def make_demo_accounts() -> dict[Role, User]:
    """Makes one member of the newsroom a role and writes names and passwords to ``accounts_file``; the members by role.

    Accounts that are there keep their person and get a new password, since nobody knows the old one any more.
    """
    made: dict[Role, User] = {}
    lines = [
        "Tài khoản mẫu, mỗi vai trò một tài khoản | demo accounts, one a role  (…/quan-tri/)",
        "",
    ]
    for account in _ACCOUNTS:
        password = secrets.token_urlsafe(9)
        user = _make(account, password)
        made[account.role] = user
        second = f"   2FA: .venv/bin/python manage.py second_factor_code {account.username}" if _protect(user) else ""
        lines.append(f"{account.username:<10} {password}   {account.role.value}{second}")
    _write(accounts_file(), "\n".join(lines) + "\n")
    return made


def _make(account: _Account, password: str) -> User:
    unit, _ = Unit.objects.get_or_create(name=account.unit)
    user, _ = User.objects.get_or_create(username=account.username)
    user.last_name, user.first_name = account.family, account.given
    user.pen_name, user.unit = account.pen_name, unit
    user.email = f"{account.username}@toasoan.example"
    user.set_password(password)
    user.save()
    user.groups.set([Group.objects.get(name=account.role.value)])
    return user


def _protect(user: User) -> bool:
    """Sets up the second factor of a user who needs one; whether this one does."""
    if not needs_second_factor(user):
        return False
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    return True


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
