"""The public pages, below the language: /en/forums/…"""

from django.urls import path

from events.models.states import Kind
from events.public import (
    agreements,
    cards,
    embed,
    forums,
    history,
    home,
    institutions,
    links,
    milestones,
    pages,
    people,
    reports,
    search,
    sectors,
    sources,
    timeline,
)

app_name = "public"

_SECTIONS = (
    ("forums", Kind.FORUM),
    ("reports", Kind.REPORT),
    ("agreements", Kind.AGREEMENT),
    ("institutions", Kind.INSTITUTION),
    ("people", Kind.PERSON),
    ("milestones", Kind.MILESTONE),
)

urlpatterns = [
    path("", home.home, name="home"),
    path("card.png", cards.home_card, name="home_card"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/<int:year>/", timeline.timeline, name="timeline_year"),
    path("timeline/<int:year>/<int:month>/", timeline.timeline, name="timeline_month"),
    path("embed/timeline/", embed.embed_timeline, name="embed_timeline"),
    path("forums/", forums.forum_list, name="forum_list"),
    path("forums/<slug:slug>/", forums.forum_detail, name="forum_detail"),
    path("forums/<slug:slug>/card.png", cards.record_card(Kind.FORUM), name="forum_card"),
    path("reports/", reports.report_list, name="report_list"),
    path("reports/<slug:slug>/", reports.report_detail, name="report_detail"),
    path("reports/<slug:slug>/card.png", cards.record_card(Kind.REPORT), name="report_card"),
    path("agreements/", agreements.agreement_list, name="agreement_list"),
    path("agreements/<slug:slug>/", agreements.agreement_detail, name="agreement_detail"),
    path("agreements/<slug:slug>/card.png", cards.record_card(Kind.AGREEMENT), name="agreement_card"),
    path("institutions/", institutions.institution_list, name="institution_list"),
    path("institutions/<slug:slug>/", institutions.institution_detail, name="institution_detail"),
    path("institutions/<slug:slug>/card.png", cards.record_card(Kind.INSTITUTION), name="institution_card"),
    path("institutions/<slug:slug>/links/", links.institution_reach, name="institution_reach"),
    path("institutions/<slug:slug>/links/<slug:other>/", links.institution_links, name="institution_links"),
    path("people/", people.person_list, name="person_list"),
    path("people/<slug:slug>/", people.person_detail, name="person_detail"),
    path("people/<slug:slug>/card.png", cards.record_card(Kind.PERSON), name="person_card"),
    path("milestones/", milestones.milestone_list, name="milestone_list"),
    path("milestones/<slug:slug>/", milestones.milestone_detail, name="milestone_detail"),
    path("milestones/<slug:slug>/card.png", cards.record_card(Kind.MILESTONE), name="milestone_card"),
    path("sectors/", sectors.sector_list, name="sector_list"),
    path("sectors/<slug:slug>/", sectors.sector_detail, name="sector_detail"),
    path("sources/", sources.source_list, name="source_list"),
    path("sources/<slug:slug>/", sources.source_detail, name="source_detail"),
    *(
        path(f"{section}/<slug:slug>/history/", history.record_history(kind), name=f"{kind.value}_history")
        for section, kind in _SECTIONS
    ),
    *(
        path(f"{section}/<slug:slug>/history/<int:number>/", history.record_version(kind), name=f"{kind.value}_version")
        for section, kind in _SECTIONS
    ),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggestions, name="search_suggestions"),
    path("changes/", history.changes_list, name="changes"),
    path("data/", pages.data, name="data"),
    path("about/", pages.about, name="about"),
]
