from django.urls import path

from accounts.views import (
    adding_factors,
    by_email,
    by_printed_code,
    first_password,
    helping,
    leaving,
    own_account,
    own_factors,
    printed_code,
    second_factor,
)

urlpatterns = [
    path("sign-in/", by_email.sign_in, name="sign_in"),
    path("sign-in/code/", by_email.sign_in_code, name="sign_in_code"),
    path("sign-in/printed-code/", by_printed_code.sign_in_printed, name="sign_in_printed"),
    path("sign-in/without-email/", by_printed_code.start_without_email, name="start_without_email"),
    path("sign-out/", leaving.sign_out, name="sign_out"),
    path("account/", own_account.account, name="account"),
    path("account/email/", own_account.change_email, name="change_email"),
    path("account/email/code/", own_account.change_email_code, name="change_email_code"),
    path("account/printed-code/", printed_code.printed_code, name="printed_code"),
    path("account/printed-code/kept/", printed_code.printed_code_kept, name="printed_code_kept"),
    path("account/sign-out-everywhere/", own_account.end_all_sessions, name="end_all_sessions"),
    path("second-factor/", second_factor.show, name="second_factor"),
    path("second-factor/app/", adding_factors.add_app, name="second_factor_app"),
    path("second-factor/passkey/", adding_factors.add_passkey, name="second_factor_passkey"),
    path("second-factor/password/", first_password.choose, name="first_password"),
    path("second-factor/own/", own_factors.own_factors, name="own_factors"),
    path(
        "second-factor/own/<uuid:factor>/remove/", own_factors.remove_factor, name="remove_factor"
    ),
    path("second-factor/own/codes/", own_factors.draw_codes, name="draw_recovery_codes"),
    path("second-factor/codes/", own_factors.codes, name="second_factor_codes"),
    path("helping/", helping.helping, name="helping"),
    path("helping/new/", helping.help_new, name="help_new"),
    path("helping/again/", helping.help_again, name="help_again"),
    path("helping/present/", helping.help_present, name="help_present"),
    path("helping/code/", helping.give_code, name="give_code"),
    path("helping/code/handed-over/", helping.code_handed_over, name="code_handed_over"),
    path("helping/finish/", helping.finish, name="finish_helping"),
    path("admin/logout/", leaving.staff_sign_out),  # before the admin's own, which knows no helping
]
