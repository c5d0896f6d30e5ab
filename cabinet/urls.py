"""Below /my/."""

from django.urls import URLPattern, URLResolver, include, path

from cabinet.receipt import receipt
from cabinet.views import (
    accesses,
    answers,
    correction,
    data,
    decision,
    invitation,
    my,
    my_lease,
    my_lease_papers,
    paper_files,
    papers,
    status,
    withdraw,
)

corrections: list[URLPattern] = [
    path("", correction.correction, name="correction"),
    path("<int:item>/", correction.correction_item, name="correction_item"),
    path("<int:item>/reply/", correction.correction_reply, name="correction_reply"),
]
additions: list[URLPattern] = [
    path("", papers.my_papers, name="my_papers"),
    path("add/", papers.add_my_paper, name="add_my_paper"),
    path("<int:addition>/", papers.my_paper, name="my_paper"),
    path("<int:addition>/state/", papers.my_paper_state, name="my_paper_state"),
    path("<int:addition>/send/", papers.send_my_paper, name="send_my_paper"),
    path("<int:addition>/uploads/", paper_files.my_uploads, name="my_uploads"),
    path("<int:addition>/uploads/<uuid:copy>/", paper_files.my_upload, name="my_upload"),
    path(
        "<int:addition>/copies/<uuid:copy>/remove/",
        paper_files.remove_my_copy,
        name="remove_my_copy",
    ),
    path(
        "<int:addition>/copies/<uuid:copy>/pages/<int:page>/",
        paper_files.my_copy_page,
        name="my_copy_page",
    ),
]
lease: list[URLPattern] = [
    path("", my_lease.my_lease, name="my_lease"),
    path("account/", my_lease.my_account, name="my_account"),
    path("pdf/", my_lease_papers.my_lease_pdf, name="my_lease_pdf"),
    path("reading-copy/", my_lease_papers.my_reading_copy, name="my_reading_copy"),
    path("rent/<str:language>/", my_lease_papers.my_statement, name="my_statement"),
    path("acts/<int:paper>/", my_lease_papers.my_act, name="my_act"),
    path("signed/<int:scan>/", my_lease_papers.my_signed_copy, name="my_signed_copy"),
    path("pack/", my_lease_papers.my_pack, name="my_pack"),
]
one: list[URLPattern | URLResolver] = [
    path("", status.status, name="status"),
    path("receipt/", receipt, name="receipt"),
    path("answers/", answers.answers, name="answers"),
    path("answers/<int:version>/", answers.answers, name="answers_version"),
    path("correction/", include(corrections)),
    path("papers/", include(additions)),
    path("decisions/<int:decision>/<str:language>/", decision.decision, name="decision"),
    path("leases/<int:lease>/", include(lease)),
    path("withdraw/", withdraw.withdraw, name="withdraw"),
    path("invitation/", invitation.invitation, name="invitation"),
    path("accesses/", accesses.accesses, name="accesses"),
    path("data/", data.my_data, name="my_data"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("my/", my.my, name="my"),
    path("my/<str:number>/", include(one)),
]
