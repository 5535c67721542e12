"""One module per picture; each offers scene()."""
