"""What the gate refuses.

- ``GateError``: a way round the gate was tried; a ``PermissionDenied``, so that the admin answers 403 with its sentence.
  - ``NoEmergency``: the user may not act in an emergency, said not why, or there is nothing to do.
  - ``NotSealed``: the version was not approved.
  - ``FourEyes``: the approver has contributed to the version, or passed another stage of it.
  - ``AddressReserved``: the page would stand where the site itself answers.
  - ``ContentChanged``: what is stored is not what was read and approved.
  - ``MayNotRollBack``: the user may not bring back an earlier publication, or this one can't come back.
  - ``MayNotWithdraw``: the user may not take the page back from the public.
"""

from django.core.exceptions import PermissionDenied


class GateError(PermissionDenied):
    """A way round the gate was tried."""


class NoEmergency(GateError):
    """Nothing is done past four eyes here."""


class NotSealed(GateError):
    """The version was not approved."""


class FourEyes(GateError):
    """The approver has worked on the version."""


class AddressReserved(GateError):
    """The page would stand where the site itself answers."""


class ContentChanged(GateError):
    """What is stored is not what was approved."""


class MayNotWithdraw(GateError):
    """The user may not take the page back, nor give up its schedule."""


class MayNotRollBack(GateError):
    """The earlier publication does not come back."""
