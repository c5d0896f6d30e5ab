from django.urls import path

from desk.views import batches, receipt, sheet, start

app_name = "desk"

urlpatterns = [
    path("", start.desk, name="desk"),
    path("new/", start.new, name="new"),
    path("packages/", batches.batch, name="packages"),
    path("packages/<uuid:batch>/report.csv", batches.report, name="report"),
    path("receipts/<str:number>/", receipt.receipt, name="receipt"),
    path("<uuid:sheet>/", sheet.show, name="sheet"),
    path("<uuid:sheet>/saved/", sheet.saved, name="saved"),
    path("<uuid:sheet>/drop/", start.drop, name="drop"),
]
