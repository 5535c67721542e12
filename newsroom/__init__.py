"""The paper: everything that Broadsheet knows about stories, and nothing about HTTP."""
