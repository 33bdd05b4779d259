"""The feeds, below the language: /en/feeds/…"""

from django.urls import path

from events.feeds.changes import ChangesFeed

app_name = "feeds"

urlpatterns = [path("atom.xml", ChangesFeed(), name="atom")]
