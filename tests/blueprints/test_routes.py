"""A saved list of routes, so that no URL vanishes or appears unnoticed."""

from flask import Flask

ROUTES = {
    "/": "headlines.front",
    "/<path:path>": "articles.show",
    "/archive/": "headlines.archive",
    "/archive/<int(fixed_digits=4, min=1):year>/": "headlines.archive",
    "/archive/<int(fixed_digits=4, min=1):year>/<int(fixed_digits=2, min=1):month>/": "headlines.archive",
    "/archive/<int(fixed_digits=4, min=1):year>/<int(fixed_digits=2, min=1):month>/<int(fixed_digits=2, min=1):day>/":
        "headlines.archive",
    "/authors/": "headlines.authors",
    "/authors/<key>/": "headlines.author",
    "/atom.xml": "feeds.paper",
    "/authors/<key>/<any('feed.xml', 'atom.xml', 'feed.json'):name>": "feeds.author",
    "/corrections/": "headlines.corrections",
    "/corrections/<any('feed.xml', 'atom.xml', 'feed.json'):name>": "feeds.corrections",
    "/feed.json": "feeds.paper",
    "/feed.xml": "feeds.paper",
    "/feeds/": "feeds.index",
    "/healthz": "health.alive",
    "/latest/": "headlines.latest",
    "/news-sitemap.xml": "discovery.news_sitemap",
    "/opensearch.xml": "search.description",
    "/readyz": "health.ready",
    "/cards/<digest>/<path:name>": "media.story_card",
    "/cards/<name>": "media.paper_card",
    "/renditions/<size>/<path:name>": "media.rendition",
    "/search": "search.results",
    "/series/": "headlines.all_series",
    "/series/<key>/": "headlines.series",
    "/sitemap-<name>.xml": "discovery.sitemap_child",
    "/sitemap.xml": "discovery.sitemap",
    "/series/<key>/<any('feed.xml', 'atom.xml', 'feed.json'):name>": "feeds.series",
    "/speculation.json": "assets.speculation",
    "/static/<version>/<path:name>": "assets.static",
    "/topics/": "headlines.topics",
    "/topics/<key>/": "headlines.topic",
    "/.well-known/security.txt": "discovery.security",
    "/.well-known/trust.txt": "discovery.trust",
    "/ads.txt": "discovery.ads",
    "/apple-touch-icon.png": "discovery.touch_icon",
    "/favicon.ico": "discovery.favicon",
    "/humans.txt": "discovery.humans",
    "/manifest.webmanifest": "discovery.manifest",
    "/robots.txt": "discovery.robots",
    "/trust.txt": "discovery.trust",
    "/topics/<key>/<any('feed.xml', 'atom.xml', 'feed.json'):name>": "feeds.topic",
}  # fmt: skip


def test_routes(app: Flask) -> None:
    assert {rule.rule: rule.endpoint for rule in app.url_map.iter_rules()} == ROUTES


def test_fixed_routes_are_reserved(app: Flask) -> None:
    reserved = {"archive", "authors", "cards", "healthz", "latest", "readyz", "renditions", "series", "static"}
    reserved |= {"topics", "speculation.json", "sitemap.xml", "news-sitemap.xml"}
    reserved |= {".well-known", "ads.txt", "humans.txt", "robots.txt", "trust.txt"}
    reserved |= {"apple-touch-icon.png", "favicon.ico", "manifest.webmanifest"}
    reserved |= {"speculation.json", "feed.xml", "atom.xml", "feed.json", "feeds", "corrections"}
    reserved |= {"opensearch.xml", "search"}
    assert app.extensions["paper"].reserved == reserved
