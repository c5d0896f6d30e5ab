"""Below /admin/charges/."""

from django.urls import path

from charges.views import balances, corrections, export, pack, statements

app_name = "charges"

urlpatterns = [
    path("", balances.balances, name="balances"),
    path("leases/<int:pk>/", balances.account, name="account"),
    path("leases/<int:pk>/correct/", corrections.correct, name="correct"),
    path("leases/<int:pk>/pack/", pack.pack, name="pack"),
    path("postings/<int:pk>/take-back/", balances.take_back, name="take_back"),
    path("statements/", statements.statements, name="statements"),
    path("statements/<int:pk>/", statements.statement, name="statement"),
    path("payments/", statements.waiting, name="waiting"),
    path("payments/set-aside/", statements.set_asides, name="set_asides"),
    path("payments/<int:pk>/match/", statements.match, name="match"),
    path("payments/<int:pk>/set-aside/", statements.set_aside, name="set_aside"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/<int:pk>/approve/", corrections.approve, name="approve"),
    path("corrections/<int:pk>/decline/", corrections.decline, name="decline"),
    path("export/", export.export, name="export"),
]
