"""Below /apply/<draft>/papers/."""

from django.urls import path

from drafts.views import paper, paper_files, papers

urlpatterns = [
    path("", papers.draft_papers, name="draft_papers"),
    path("add/", papers.add_draft_paper, name="add_draft_paper"),
    path("<int:paper>/", paper.draft_paper, name="draft_paper"),
    path("<int:paper>/later/", papers.draft_paper_later, name="draft_paper_later"),
    path("<int:paper>/state/", paper.draft_paper_state, name="draft_paper_state"),
    path("<int:paper>/uploads/", paper_files.draft_uploads, name="draft_uploads"),
    path("<int:paper>/uploads/<uuid:copy>/", paper_files.draft_upload, name="draft_upload"),
    path(
        "<int:paper>/copies/<uuid:copy>/remove/",
        paper_files.remove_draft_copy,
        name="remove_draft_copy",
    ),
    path(
        "<int:paper>/copies/<uuid:copy>/pages/<int:number>/",
        paper_files.draft_copy_page,
        name="draft_copy_page",
    ),
]
