"""The words of the frame around every page: header, banner, footer.

mkdocs' templates know no gettext, so the words are translated here and handed to them by key.
"""

from collections.abc import Callable, Mapping


def chrome_words(_: Callable[[str], str]) -> Mapping[str, str]:
    """Return the words of the frame by the key its templates use; `_` translates an English text."""
    return {
        "skip": _("Skip to the content"),
        "menu": _("Main menu"),
        "home": _("Home"),
        "browse": _("Browse"),
        "browse_all": _("All ways of browsing"),
        "providers": _("Providers"),
        "search": _("Search"),
        "advice": _("Advice"),
        "submit": _("Submit"),
        "find": _("Find and understand"),
        "micro_credentials": _("What is a micro-credential?"),
        "submit_offer": _("Submit an offer"),
        "aggregators": _("For aggregators"),
        "accessibility": _("Accessibility statement"),
        "privacy": _("Privacy"),
        "about": _("About"),
        "languages": _("Language of this page"),
        "scheme": _("Colours"),
        "scheme_auto": _("As on this device"),
        "scheme_light": _("Light"),
        "scheme_dark": _("Dark"),
        "sample_label": _("Sample data"),
        "sample_title": _("Sample data."),
        "sample_text": _("The providers and offers shown here are invented."),
        "closes": _("closes {when}"),
        "closed": _("closed in the meantime"),
        "toc": _("On this page"),
        "footnote_back": _("Back to the text of note {}"),
        "accreditation": _("Being listed here is neither accreditation nor a recommendation."),
        "run_by": _("Run by"),
        "open_data": _("Open data"),
        "data": _("Data and feeds"),
        "licence": _("Licence of the data"),
        "quality": _("Quality of the registry"),
        "decisions": _("Decisions on admission"),
        "about_registry": _("About this registry"),
        "made_with": _("Made with free software from records kept in git"),
    }
