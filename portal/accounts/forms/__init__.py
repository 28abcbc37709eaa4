"""What staff type: the sign-in, the own account, and the administration of accounts."""

from portal.accounts.forms.administration import AccountForm, ClosingForm, DecisionForm
from portal.accounts.forms.loans import LoanForm
from portal.accounts.forms.sign_in import (
    ChangePasswordForm,
    CodeForm,
    ConfirmedForm,
    ForgotForm,
    NewPasswordForm,
    PasskeyForm,
    SignInForm,
)

__all__ = [
    "AccountForm",
    "ChangePasswordForm",
    "ClosingForm",
    "CodeForm",
    "ConfirmedForm",
    "DecisionForm",
    "ForgotForm",
    "LoanForm",
    "NewPasswordForm",
    "PasskeyForm",
    "SignInForm",
]
