"""The allow-list. nh3 is the last to touch the HTML of a story: nothing edits the string afterwards.

`normalise` runs before our own work on the HTML, so that this meets well-formed tags, quoted attributes and escaped
text alone; `sanitise` runs after it, and is the one that counts.
"""

import re
from collections.abc import Mapping

import nh3
from pygments.token import STANDARD_TYPES

_TAGS = set(
    (
        "a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption"
        " figure footer h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary"
        " sup table tbody td tfoot th thead time tr u ul var wbr"
    ).split()
)
_WITH_CONTENT = {"script", "style", "svg", "math", "template", "textarea", "title", "select", "noscript", "object"}

_ATTRIBUTES: Mapping[str, set[str]] = {
    "*": {"lang", "title", "id"},
    "a": {"href", "aria-label"},
    "aside": {"aria-labelledby"},
    "bdo": {"dir"},
    "bdi": {"dir"},
    "p": {"dir"},
    "blockquote": {"cite", "dir"},
    "q": {"cite"},
    "del": {"datetime", "cite"},
    "ins": {"datetime", "cite"},
    "details": {"open"},
    "div": {"aria-label", "aria-labelledby", "dir"},
    "img": {"src", "alt", "width", "height"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "section": {"aria-labelledby"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "time": {"datetime"},
}
# What `figures` puts in between `normalise` and `sanitise`: no text of a writer's can hold it.
_OWN_TAGS = {"picture", "source"}
_OWN_ATTRIBUTES: Mapping[str, set[str]] = {
    **_ATTRIBUTES,
    "img": _ATTRIBUTES["img"] | {"srcset", "sizes"},
    "source": {"srcset", "sizes"},
}
_VALUES: Mapping[str, Mapping[str, set[str]]] = {
    "a": {
        "rel": {"noopener", "noopener nofollow", "noopener sponsored", "noopener nofollow sponsored"},
        "role": {"doc-noteref", "doc-backlink"},
    },
    "aside": {"role": {"note"}},
    "div": {"role": {"region", "group"}, "tabindex": {"0"}},
    "img": {"loading": {"lazy"}, "decoding": {"async"}},
    "ol": {"type": {"1", "a", "A", "i", "I"}},
    "pre": {"tabindex": {"0"}},
    "section": {"role": {"doc-endnotes"}},
    "source": {"type": {"image/avif", "image/webp"}},
    "th": {"scope": {"col", "row", "colgroup", "rowgroup"}},
}
_PLACES = {"left", "right", "wide", "out"}
_CLASSES: Mapping[str, set[str]] = {
    "aside": {"pull", "fact", "callout", "note", "tip", "important", "warning", "caution"} | _PLACES,
    "div": {"table", "gallery"},
    "figure": set(_PLACES),
    "p": {"embed", "title", "small"},
    "pre": {"code"},
    "section": {"foots"},
    "span": {"credit", "small", *(name for name in STANDARD_TYPES.values() if name)},
    "td": {"num", "mid"},
    "th": {"num", "mid"},
    "blockquote": {"small"},
    "table": {"small"},
    "img": {"small"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}

_EARLY_ATTRIBUTES: Mapping[str, set[str]] = {
    **{tag: names - {"aria-label"} if tag == "a" else names for tag, names in _ATTRIBUTES.items()},
    "*": {"lang", "title", "id", "align"},
    "a": {"href", "rel", "name"},
    "img": {"data-picture"},
    "h1": {"id"},
    "ol": {"start", "reversed", "type"},
    "section": {"aria-labelledby", "role"},
    "aside": {"aria-labelledby", "role"},
    "th": {"colspan", "rowspan", "scope"},
}

_EARLY_CLASSES: Mapping[str, set[str]] = {
    **_CLASSES,
    "a": {"footnote-ref", "footnote-backref"},
    "h2": {"box", "notes"},
    "section": {"foots", "gallery"},
}
_NO_CLASS = re.compile(r'(<[a-z][a-z0-9]*(?: [a-z-]+="[^"<>]*")*?) class=""')

_normaliser = nh3.Cleaner(
    tags=_TAGS | {"h1"},
    clean_content_tags=_WITH_CONTENT,
    attributes=_EARLY_ATTRIBUTES,
    allowed_classes=_EARLY_CLASSES,
    link_rel=None,
    url_schemes=_SCHEMES,
)
_sanitiser = nh3.Cleaner(
    tags=_TAGS | _OWN_TAGS,
    clean_content_tags=_WITH_CONTENT,
    attributes=_OWN_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    allowed_classes=_CLASSES,
    link_rel=None,
    url_schemes=_SCHEMES,
)
_anonymous = nh3.Cleaner(
    tags=_TAGS - {"img", "section", "h2"},
    clean_content_tags=_WITH_CONTENT,
    attributes={**_ATTRIBUTES, "*": {"lang", "title"}},
    tag_attribute_values=_VALUES,
    allowed_classes={tag: names for tag, names in _CLASSES.items() if tag not in ("img", "section")},
    link_rel=None,
    url_schemes=_SCHEMES,
)
_liner = nh3.Cleaner(
    tags=set("a abbr b bdi br cite code del em i ins kbd mark q s small span strong sub sup time".split()),
    clean_content_tags=_WITH_CONTENT,
    attributes={"a": {"href"}, "time": {"datetime"}, "abbr": {"title"}, "*": {"lang"}},
    tag_attribute_values={"a": {"rel": _VALUES["a"]["rel"]}},
    allowed_classes={},
    link_rel=None,
    url_schemes=_SCHEMES,
)


def normalise(html: str) -> str:
    """Well-formed HTML of allowed tags: what `figures` and `walk` read."""
    html = _normaliser.clean(html)
    return _NO_CLASS.sub(r"\1", html) if ' class=""' in html else html


def sanitise(html: str) -> str:
    """The HTML of a story as a page may hold it. Last of all steps."""
    return _sanitiser.clean(html)


def sanitise_short(html: str) -> str:
    """The same without ids, pictures and main headings, for what stands beside a story."""
    return _anonymous.clean(html)


def sanitise_line(html: str) -> str:
    """The same for a line of text: nothing but words, emphasis and links."""
    return _liner.clean(html)
