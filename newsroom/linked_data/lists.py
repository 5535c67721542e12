"""The graph of a page that is no story: fronts, lists, the archive, authors, standing pages."""

from collections.abc import Mapping

from newsroom.linked_data.nodes import Crumbs, Node, breadcrumbs, graph, item_list, present, reference


def list_graph(
    *,
    kind: str,
    url: str,
    name: str,
    description: str,
    items: tuple[str, ...],
    crumbs: Crumbs,
    organisation: Node,
    website: Node,
    person: Mapping[str, object] | None = None,
    language: str = "",
) -> Node:
    """`kind` is a type of page, such as `CollectionPage`, `ProfilePage` or `AboutPage`; `items` are the URLs it lists,
    in order; `person` holds what is known of the author of a ProfilePage, in schema.org's terms; `organisation` and
    `website` are what the functions of these names return."""
    me = reference(organisation)
    listed = item_list(url, items)
    page = {
        "@type": kind,
        "@id": url,
        "url": url,
        "name": name,
        "description": description,
        "inLanguage": language,
        "isPartOf": reference(website),
        "publisher": me,
        "mainEntity": _person(person, url, me) if person else me if kind in ("AboutPage", "ContactPage") else listed,
    }
    return graph(present(page), listed if person else {}, breadcrumbs(crumbs), website, organisation)


def _person(person: Mapping[str, object], url: str, works_for: Node) -> Node:
    page = person.get("url", url)
    return present({"@type": "Person", "@id": f"{page}#person", "url": page, "worksFor": works_for, **person})
