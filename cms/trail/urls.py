"""The trail's pages in the admin: ``nhat-ky/``."""

from django.urls import path

from . import views

app_name = "trail"

urlpatterns = [
    path("", views.TrailView.as_view(), name="index"),
    path("ket-qua/", views.TrailView.as_view(results_only=True), name="results"),
    path("<int:number>/", views.entry, name="entry"),
    path("<int:number>/xoa-loi/", views.erase_words, name="erase_words"),
    path("xuat.<slug:form>", views.exported, name="export"),
]
