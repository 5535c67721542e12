"""Pictures: which file a reference means, whether it may be shown, and in what sizes."""


from markupsafe import Markup

from newsroom import copydesk
from newsroom.article import Picture
from newsroom.images.focus import CENTRE, or_usual
from newsroom.images.renditions import PREFIX, offer, ratios, rendition
from newsroom.pages.views import Figure
from newsroom.places import candidates, quote
from newsroom.prose import Target
from newsroom.query.documents import Documents

NO_CAPTION = Markup("")


class Pictures(Documents):
    def figure(self, picture: Picture, owner: str, caption: Markup = NO_CAPTION) -> Figure | None:
        """The picture that the file `owner` names, if it is there."""
        target = self.find_picture(picture.src, owner)
        if target is None:
            return None
        across, down = focus = or_usual(picture.focus, target.width, target.height)
        return Figure(
            target.url, target.width, target.height, picture.alt, caption, picture.credit,
            f"x{across} y{down}" if focus != CENTRE else "", target.src, target.srcset, target.sources,
            picture.digital_source,
        )  # fmt: skip

    def shapes(self, picture: Picture, owner: str) -> tuple[tuple[str, int, int], ...]:
        """(path, width, height) of the picture in 16:9, 4:3 and 1:1; of it as it is where it cannot be cut."""
        path = self.picture_path(picture.src, owner)
        row = self.reader.picture(path) if path else None
        if row is None:
            return ()
        found = []
        for url in ratios(quote(f"/{row.path}"), row, picture.focus):
            cut = rendition(url.split("/")[2], "jpg", row) if url.startswith(f"/{PREFIX}/") else None
            found.append((url, cut.width, cut.height) if cut else (url, row.width, row.height))
        return tuple(found)

    def picture_path(self, reference: str, owner: str) -> str | None:
        """The file of the content folder that `reference` means."""
        for path in candidates(reference, owner):
            if not path.startswith("**/"):
                row = self.reader.picture(path)
            elif (row := self.reader.picture_called(path[3:])) and self._is_withheld(row.path, owner):
                row = None
            if row:
                return row.path
        return None

    def _is_withheld(self, path: str, owner: str) -> bool:
        """Whether the picture lies beside a file that names it and is not public: no other may show it by its name."""
        named = self.reader.namers(path.rpartition("/")[2])
        others = {each for each, reference in named if each != owner and path in candidates(reference, each)}
        return bool(others) and not any(map(self._is_owner_public, others))

    def find_picture(self, reference: str, owner: str) -> Target | None:
        return self._once(("picture", reference, owner), lambda: self._find_picture(reference, owner))

    def _find_picture(self, reference: str, owner: str) -> Target | None:
        path = self.picture_path(reference, owner)
        row = self.reader.picture(path) if path else None
        if row is None:
            return None
        url = quote(f"/{row.path}")
        found = offer(url, row)
        if found is None:
            return Target(url, "", row.width, row.height)
        return Target(url, "", row.width, row.height, found.src, found.srcset, found.sources)

    def is_picture_public(self, path: str) -> bool:
        """Whether something that is public now names this very file."""
        for owner, reference in self.reader.namers(path.rpartition("/")[2]):
            if self.picture_path(reference, owner) == path and self._is_owner_public(owner):
                return True
        return False

    def _is_owner_public(self, owner: str) -> bool:
        if self.reader.url_of(owner, self.now) is not None:
            return True
        found = self.reader.file(owner)
        if found is None or found[0] == "story":
            return False
        kind, slug = found[0], copydesk.slugify(owner.rpartition("/")[2].rpartition(".")[0])
        if kind == "page":
            return self.reader.page_url(owner) is not None and self._is_page_public(owner)
        if kind == "topic":
            return self.reader.title_of("topic", slug, self.now) is not None
        if kind == "series":
            return self.reader.title_of("series", slug, self.now) is not None
        return True
