"""The few words that the renderer adds itself, in the language of the story; English where there is no entry."""

from collections.abc import Mapping

_ENGLISH: Mapping[str, str] = {
    "notes": "Notes",
    "footnote": "Footnote {}",
    "back": "Back to the text",
    "gallery": "Gallery of {} pictures",
    "table": "Table",
    "video": "Video on {}",
    "page": "Page on {}",
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
}

_OTHERS: Mapping[str, Mapping[str, str]] = {
    "de": {
        "notes": "Anmerkungen",
        "footnote": "Anmerkung {}",
        "back": "Zurück zum Text",
        "gallery": "Galerie mit {} Bildern",
        "table": "Tabelle",
        "video": "Video auf {}",
        "page": "Seite auf {}",
        "note": "Hinweis",
        "tip": "Tipp",
        "important": "Wichtig",
        "warning": "Warnung",
        "caution": "Vorsicht",
    },
    "fr": {
        "notes": "Notes",
        "footnote": "Note {}",
        "back": "Retour au texte",
        "gallery": "Galerie de {} images",
        "table": "Tableau",
        "video": "Vidéo sur {}",
        "page": "Page sur {}",
        "note": "Note",
        "tip": "Conseil",
        "important": "Important",
        "warning": "Avertissement",
        "caution": "Attention",
    },
}


def words_for(language: str) -> Mapping[str, str]:
    """The wording for a language tag such as `de-AT`."""
    return _OTHERS.get(language.partition("-")[0].lower(), _ENGLISH)
