from django.apps import AppConfig


class TextConfig(AppConfig):
    name = "cms.text"
    label = "text"
