"""What the catalogue says of files, whether they are public or not."""

from newsroom.catalogue.questions import Questions
from newsroom.catalogue.rows import Document, Filed, PictureRow
from newsroom.errors import Problem
from newsroom.signature import Signature

_FILED = (
    "SELECT s.path, s.section, s.kind, s.draft, s.public_from, s.public_until, s.sorted, s.day, s.card, "
    "coalesce((SELECT f.signature FROM files AS f WHERE f.path=s.path), ''), "
    "EXISTS (SELECT 1 FROM problems AS p WHERE p.path=s.path AND p.severity='error' AND p.origin='file'), "
    "(SELECT json_group_array(json_array(t.slug, t.title)) FROM story_topics AS t WHERE t.path=s.path), "
    "(SELECT json_group_array(json_array(a.slug, a.title)) FROM story_authors AS a WHERE a.path=s.path) "
    "FROM stories AS s "
)


class Files(Questions):
    """Stories as search takes them, documents, pictures, problems."""

    def document(self, kind: str, slug: str = "") -> Document | None:
        sql = "SELECT path, slug, text FROM documents WHERE kind=:kind AND slug=:slug"
        row = self._one(sql, kind=kind, slug=slug)
        return Document(*row) if row else None

    def documents(self, kind: str) -> tuple[Document, ...]:
        sql = "SELECT path, slug, text FROM documents WHERE kind=:kind ORDER BY slug"
        return tuple(Document(*row) for row in self._all(sql, kind=kind))

    def picture(self, path: str) -> PictureRow | None:
        row = self._one("SELECT path, format, width, height, look, digest FROM pictures WHERE path=:path", path=path)
        return PictureRow(*row) if row else None

    def picture_called(self, name: str) -> PictureRow | None:
        """The first picture in the folder with that file name."""
        sql = "SELECT path, format, width, height, look, digest FROM pictures WHERE name=:name ORDER BY path LIMIT 1"
        row = self._one(sql, name=name)
        return PictureRow(*row) if row else None

    def namers(self, name: str) -> tuple[tuple[str, str], ...]:
        """(owner, reference) of every file that names a picture whose last part is `name`."""
        rows = self._all("SELECT owner, reference FROM picture_names WHERE name=:name", name=name)
        return tuple((row[0], row[1]) for row in rows)

    def pictures_named_in(self, owner: str) -> tuple[str, ...]:
        """What the file `owner` calls the pictures that it names."""
        rows = self._all("SELECT reference FROM picture_names WHERE owner=:owner", owner=owner)
        return tuple(row[0] for row in rows)

    def problems(self, path: str | None = None) -> tuple[Problem, ...]:
        columns = "SELECT path, line, column_, severity, what, mend FROM problems"
        if path is None:
            return tuple(Problem(*row) for row in self._all(columns + " ORDER BY path, line, column_"))
        rows = self._all(columns + " WHERE path=:path ORDER BY line, column_", path=path)
        return tuple(Problem(*row) for row in rows)

    def file(self, path: str) -> tuple[str, Signature] | None:
        """(kind, signature) of a file as the catalogue knows it."""
        row = self._one("SELECT kind, signature FROM files WHERE path=:path", path=path)
        return (row[0], Signature(*map(int, row[1].split(":")))) if row else None

    def filed(self, path: str) -> Filed | None:
        row = self._one(_FILED + "WHERE s.path=:path", path=path)
        return Filed(*row) if row else None

    def filed_after(self, path: str, limit: int) -> tuple[Filed, ...]:
        """The next stories in the order of their paths, public or not."""
        rows = self._all(_FILED + "WHERE s.path>:path ORDER BY s.path LIMIT :limit", path=path, limit=limit)
        return tuple(Filed(*row) for row in rows)
