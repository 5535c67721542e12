"""Who publishes, and the paper as a site."""

from collections.abc import Mapping

from newsroom.linked_data.nodes import Node, absolute, present, reference
from newsroom.pages.views import Figure
from newsroom.site import Site

_SEARCH = "search_term_string"


def organisation(site: Site, base_url: str, logo: Figure | None, policies: Mapping[str, str]) -> Node:
    """The publisher. Other nodes refer to it by its `@id`. `policies` are those of the site whose pages are there."""
    about = site.organisation
    return present(
        {
            "@type": "NewsMediaOrganization",
            "@id": f"{base_url}/#org",
            "name": about.name or site.title,
            "url": f"{base_url}/",
            "description": site.description,
            "logo": _logo(base_url, logo) if logo else None,
            "email": about.email,
            "address": about.address,
            "foundingDate": about.founded,
            "sameAs": about.same_as,
            **{key: absolute(base_url, value) for key, value in policies.items()},
        }
    )


def website(site: Site, publisher: Node) -> Node:
    """The paper itself, under the name that stands in its masthead, and how it is searched."""
    home = str(publisher["url"])
    return present(
        {
            "@type": "WebSite",
            "@id": f"{home}#site",
            "name": site.title,
            "alternateName": site.tagline,
            "url": home,
            "inLanguage": site.language,
            "publisher": reference(publisher),
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": f"{home}search?q={{{_SEARCH}}}"},
                "query-input": f"required name={_SEARCH}",
            },
        }
    )


def _logo(base_url: str, logo: Figure) -> Node:
    size = {"width": logo.width or None, "height": logo.height or None}
    return present({"@type": "ImageObject", "url": absolute(base_url, logo.url), **size})
