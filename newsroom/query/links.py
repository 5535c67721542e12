"""Where the links of stories, pages and settings lead."""

from collections.abc import Mapping
from urllib.parse import unquote

from newsroom.copydesk.slugs import story_names
from newsroom.old_addresses import story_at
from newsroom.places import DOCUMENT_SUFFIXES, candidates, quote, spellings
from newsroom.prose import LinkKind, Resolve, Target
from newsroom.query.pictures import Pictures


class Links(Pictures):
    @property
    def policies(self) -> Mapping[str, str]:
        """The paper's pages of standards, by schema.org's names: those that are there."""
        return self._once("policies", self._policies)

    def _policies(self) -> Mapping[str, str]:
        named = self.site.organisation.policies
        found = {key: self.answering(address) for key, address in named.items()}
        return {key: address for key, address in found.items() if address}

    def answering(self, address: str) -> str:
        """Where `address` leads: it itself, or the page under another spelling or its new place; empty where nothing
        public is. Other sites are taken at their word."""
        if not address.startswith("/"):
            return address
        path = unquote(address.partition("#")[0].partition("?")[0])
        if path == "/" or path.strip("/").partition("/")[0] in self.press.reserved:
            return address
        target = self._linked_page(path)
        place = self.reader.place(unquote(target.url)) if target else None
        if target is None or (place and place.kind == "page" and not self._is_page_public(place.target)):
            return ""
        return address if path == unquote(target.url) else target.url

    def resolver(self, owner: str) -> Resolve:
        """Answers for the links of the file `owner`; a story that is not public now is no target."""

        def resolve(kind: LinkKind, reference: str) -> Target | None:
            if kind == "picture":
                return self.find_picture(reference, owner)
            if kind in ("wiki", "story"):
                return self._named(reference)
            return self._linked(reference, owner)

        return resolve

    def _named(self, reference: str) -> Target | None:
        for each in story_names(reference):
            if (entry := self.reader.named(each, self.now)):
                return Target(quote(entry.url), entry.card["headline"])
        return None

    def _linked(self, reference: str, owner: str) -> Target | None:
        path = reference.partition("#")[0].partition("?")[0]
        if path.lower().endswith((".md", ".markdown")):
            return self._linked_file(path, owner)
        if path.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg")):
            return self.find_picture(path, owner)
        if not path.startswith("/") and path.lower().endswith(DOCUMENT_SUFFIXES):
            return Target("")  # what lies beside a story and is no picture is not served: its words stay
        return self._linked_page(path) if path.startswith("/") else None

    def _linked_file(self, path: str, owner: str) -> Target | None:
        """A link to another file of the folder; one to a story that is not public keeps its words alone."""
        for each in candidates(path, owner):
            if each.startswith("**/"):
                return self._named(each[3:]) or Target("")
            if url := self.reader.url_of(each, self.now) or self.reader.page_url(each):
                return Target(quote(url))
        return Target("")

    def _linked_page(self, path: str) -> Target | None:
        for each in spellings(path):
            place = self.reader.place(each)
            if place is None:
                continue
            if place.kind == "story":
                url = self.reader.url_of(place.target, self.now)
                return Target(quote(url)) if url else None
            if place.kind == "alias":
                url = place.target if place.target.startswith("/") else self.reader.url_of(place.target, self.now)
                return Target(quote(url)) if url else None
            return Target(quote(each))
        old = self.old_address(path)
        return Target(old) if old else None

    def old_address(self, path: str) -> str | None:
        """The present URL of the public story that `path` was the address of by an earlier permalink."""
        entry = story_at(self.reader, self.now, self.site.old_permalinks, path)
        return quote(entry.url) if entry else None
