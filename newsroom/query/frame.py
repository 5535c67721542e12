"""What frames every page: masthead and footer."""



from newsroom.locales import language_name, nearest
from newsroom.pages.views import Chrome, Link
from newsroom.places import CORRECTIONS, quote
from newsroom.query.links import Links

_RTL = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))


class Frame(Links):
    def section_link(self, slug: str, current: bool = False) -> Link:
        found = self.section(slug)
        url = f"/{quote(slug)}/"
        if self.language == self.site.language:
            return Link(found.title, url, current, slug=slug)
        if named := found.title_in(self.language):
            return Link(named, url, current, slug=slug)
        return Link(found.title, url, current, slug=slug, language=self.site.language)

    def chrome(self, section: str = "") -> Chrome:
        """Masthead and footer; `section` is where the reader is."""
        return self._once(("chrome", section), lambda: self._chrome(section))

    def _chrome(self, section: str) -> Chrome:
        organisation = self.site.organisation
        return Chrome(
            self.site.title, self.tagline(), self.language,
            direction(self.language), self.today,
            tuple(self.section_link(each.slug, each.slug == section) for each in self.sections),
            self._standing_links(), organisation.name or self.site.title, self._report(), self.site.timezone,
            self.front_url(self.language), self._fronts(),
        )  # fmt: skip

    def tagline(self) -> str:
        if self.language == self.site.language:
            return self.site.tagline
        return self.site.taglines.get(nearest(self.language, self.site.taglines), "")

    def front_language(self, language: str) -> str:
        """Of the paper's languages, the one whose front is that of a story in `language`: the paper's own if none."""
        return nearest(language, (self.site.language, *self.site.languages)) or self.site.language

    def front_url(self, language: str) -> str:
        """The front in one of the paper's languages."""
        return "/" if language == self.site.language else f"/{language.lower()}/"

    def _fronts(self) -> tuple[Link, ...]:
        """The fronts of the paper in all of its languages, if there are several."""
        tags = (self.site.language, *self.site.languages) if self.site.languages else ()
        return tuple(Link(language_name(tag), self.front_url(tag), tag == self.language, slug=tag) for tag in tags)

    def _standing_links(self) -> tuple[Link, ...]:
        pages = [page for page in (self.standing_page(each) for each in self.reader.documents("page")) if page]
        pages.sort(key=lambda page: (page[0].order, page[0].title))
        pages = [each for each in pages if each[1] != f"/{CORRECTIONS}/"]  # to which the footer leads anyway
        own = self.site.language if self.language != self.site.language else ""
        links = [Link(page.title, url, language=own) for page, url in pages]
        return (*links, *(Link(each.text, each.url, language=own) for each in self.site.footer))

    def _report(self) -> str:
        if self.site.report:
            return self.site.report
        return f"mailto:{self.site.organisation.email}" if self.site.organisation.email else ""


def direction(language: str) -> str:
    """`rtl` or `ltr`, for a BCP 47 tag."""
    return "rtl" if language.partition("-")[0].lower() in _RTL else "ltr"
