"""What templates receive, built by pure functions from a `Query`: one module a family of pages."""
