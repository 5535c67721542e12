import json
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import frontmatter
from newsroom.errors import Problem, Unreadable
from newsroom.frontmatter import Document


def read(text: str) -> Document:
    return frontmatter.read("articles/x.md", text)


def header(yaml: str) -> Document:
    return read(f"---\n{yaml}\n---\nBody\n")


def refused(text: str) -> Problem:
    with pytest.raises(Unreadable) as caught:
        read(text)
    problem = caught.value.problem
    assert problem.path == "articles/x.md"
    assert problem.severity == "error"
    assert problem.what.endswith(".")
    assert problem.mend
    return problem


@pytest.mark.parametrize(
    ("text", "body_line"),
    [
        ("---\nheadline: Bridge\ntopics: [a, b]\n---\nBody\n", 5),
        ("---\nheadline: Bridge\ntopics: [a, b]\n...\nBody\n", 5),
        ("---yaml\nheadline: Bridge\ntopics: [a, b]\n---  \nBody\n", 5),
        ("\n  \n---\nheadline: Bridge\ntopics: [a, b]\n---\nBody\n", 7),
        ("\ufeff---\r\nheadline: Bridge\r\ntopics: [a, b]\r\n---\r\nBody\r\n", 5),
        ("---\rheadline: Bridge\rtopics: [a, b]\r---\rBody\r", 5),
        ('+++\nheadline = "Bridge"\ntopics = ["a", "b"]\n+++\nBody\n', 5),
        ('~~~toml\nheadline = "Bridge"\ntopics = ["a", "b"]\n~~~\nBody\n', 5),
        ('---toml\nheadline = "Bridge"\ntopics = ["a", "b"]\n---\nBody\n', 5),
        ('---json\n{"headline": "Bridge",\n "topics": ["a", "b"]}\n---\nBody\n', 5),
        ('{"headline": "Bridge",\n "topics": ["a", "b"]\n}\nBody\n', 4),
        ('{"headline": "Bridge",\n "topics": ["a", "b"]}Body\n', 2),
    ],
)
def test_reads_every_syntax(text: str, body_line: int) -> None:
    document = read(text)
    assert dict(document.metadata) == {"headline": "Bridge", "topics": ["a", "b"]}
    assert document.lines["topics"] == document.lines["headline"] + 1
    assert (document.body, document.body_line) == ("Body\n", body_line)
    assert document.problems == ()


@pytest.mark.parametrize(
    "text",
    ["", "Body", "# Title\n\nText", "---\n\nText after a rule.\n", "---\n\n# Title\n\nText\n", "----\na: b\n----\n",
     "{{< figure >}}\nText", "{% image %}\n", "{: .class }\nText", "```\na: b\n```\n", "~~~\na: b\n~~~\n",
     "~~~json\n{}\n~~~\n", "text\n---\na: b\n---\n", " ---\na: b\n---\n", "+++json\n{}\n+++\n"],
)  # fmt: skip
def test_a_file_without_a_header_is_all_body(text: str) -> None:
    assert read(text) == Document({}, {}, text, 1, ())


@pytest.mark.parametrize(
    "text", ["---\n---\nBody", "---\n# nothing\n---\nBody", "---\n~\n---\nBody", "{}\nBody", "+++\n+++\nBody"]
)
def test_an_empty_header_is_no_fault(text: str) -> None:
    document = read(text)
    assert (dict(document.metadata), document.body, document.problems) == ({}, "Body", ())


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: x\n\nBody\n",
        "---",
        "---\n",
        "---\ntit",
        "---\n# c\ntitle: x",
        "+++\na = 1\n",
        "---toml\na = 1\n\nText",
    ],
)
def test_an_unclosed_header_is_refused(text: str) -> None:
    problem = refused(text)
    assert (problem.line, problem.column) == (1, 1)
    assert "not closed" in problem.what
    assert "Put a line" in problem.mend


def test_many_equal_faults_are_said_once() -> None:
    document = header("a: b\n" * 5000 + "c: d\nc: e")
    assert [(problem.line, problem.what[:3]) for problem in document.problems] == [(3, "“a”"), (5003, "“c”")]


def test_plain_words_stay_as_written() -> None:
    written = (
        "no yes on off y n 12:30 0755 1_000 0x10 0b1 1e5 .5 5. +5 -0 .inf .nan 2026-11-22 2026-11-22T09:05:00Z 1.2.3"
    )
    document = header("\n".join(f"k{number}: {word}" for number, word in enumerate(written.split())))
    assert list(document.metadata.values()) == written.split()


def test_values_of_yaml_1_2() -> None:
    document = header("a: true\nb: False\nc: null\nd:\ne: 2024\nf: -7\ng: 1.50\nh: 0\ni: '2024'\nj: " + "9" * 5000)
    values = document.metadata
    assert [values[key] for key in "abcdefhi"] == [True, False, None, None, 2024, -7, 0, "2024"]
    assert values["g"] == 1.5
    assert str(values["g"]) == "1.50"
    assert values["j"] == "9" * 5000


def test_names_become_text() -> None:
    assert dict(header("2024: a\ntrue: b\nnull: c\n1.5: d\n'': e").metadata) == {
        "2024": "a", "true": "b", "null": "c", "1.5": "d", "": "e",
    }  # fmt: skip


def test_the_last_of_two_equal_names_wins_with_a_warning() -> None:
    document = header("title: a\ndate: 2026-11-22\ntitle: b\nimage: {src: a, src: b}")
    assert document.metadata["title"] == "b"
    assert document.metadata["image"] == {"src": "b"}
    assert [(problem.severity, problem.line) for problem in document.problems] == [("warning", 4), ("warning", 5)]
    assert "“title”" in document.problems[0].what
    assert [problem.line for problem in read('{"a": 1,\n"b": 1,\n"a": 2}\n').problems] == [3]


@pytest.mark.parametrize(
    ("yaml", "place", "what", "mend"),
    [
        ("title: `foo` and bar", (2, 8), "cannot begin with `", '`title: "`foo` and bar"`'),
        ("date: 2026-11-22\ntitle: Harbour: the end", (3, 15), "colon", '`title: "Harbour: the end"`'),
        ('title: Harbour: "the end"', (2, 15), "colon", "`title: 'Harbour: \"the end\"'`"),
        ("title: @mayor", (2, 8), "cannot begin with @", "quotes"),
        ("title: %d", (2, 8), "cannot begin with %", "quotes"),
        ("title: x\n\tdate: y", (3, 1), "tab", "blanks"),
        ("topics:\n\t- a", (3, 1), "tab", "blanks"),
        ('title: "A" and B', (2, 12), "closing quotation mark", "`title: '\"A\" and B'`"),
        ("title: 'It's'", (2, 12), "closing quotation mark", '`title: "It\'s"`'),
        ('title: "open\ndate: x', (2, 8), "not closed", "Close it"),
        ("tags: [a, b\ndate: x", (3, 5), "begins with [", "Close it with ]"),
        ("cover: {a: b\ndate: x", (3, 5), "begins with {", "Close it with }"),
        ("title: [Update] Bridge", (2, 17), "closing ]", '`title: "[Update] Bridge"`'),
        ('title: "a\\qb"', (2, 10), "backslash", "twice"),
        ("title: *bold* text", (2, 13), "begins with *", '`title: "*bold* text"`'),
        ("title: & Co", (2, 9), "begins with &", "quotes"),
        ("standfirst: >Foo", (2, 14), "alone on their line", "next line"),
        ("title: - Foo", (2, 8), "same line", "line of its own"),
        ("title: x\nThe bridge is closed.", (3, 1), "no `name: value`", "close the header"),
        ("title: x\n  date: y", (3, 7), "indented deeper", "Delete the blanks"),
        ("- a\n- b", (2, 1), "not made of lines", "name"),
        ("just text", (2, 1), "not made of lines", "name"),
        ("title: {{ page.title }}", (2, 9), "list or map", "quotes"),
        ("? [a]\n: b", (2, 3), "list or map", "quotes"),
        ("a: &x 1", (2, 4), "&x", "quotes"),
        ("a: *x", (2, 4), "*x", "quotes"),
        ("*x : a", (2, 1), "*x", "quotes"),
        ("<<: {a: 1}", (2, 1), "<<", "quotes"),
        ("a: !!python/object:os.system x", (2, 4), "tag", "quotes"),
        ("a: !foo x", (2, 4), "tag", "quotes"),
        ("a: !x!y z", (2, 4), "tag", "quotes"),
        ("!!map {a: b}", (2, 1), "tag", "quotes"),
        ("a: 1\n--- b", (3, 1), "two documents", "Delete"),
        ("%YAML 1.1\na: b", (3, 1), "does not fit", "name: value"),
    ],
)
def test_a_yaml_fault_says_where_and_how_to_mend(yaml: str, place: tuple[int, int], what: str, mend: str) -> None:
    problem = refused(f"---\n{yaml}\n---\nBody\n")
    assert (problem.line, problem.column) == place
    assert what in problem.what
    assert mend in problem.mend


@pytest.mark.parametrize(
    ("text", "place", "mend"),
    [
        ("+++\na = 1\ntitle = Bridge\n+++\n", (3, 9), "quotes"),
        ("+++\na = 1\na = 2\n+++\n", (3, 6), "Delete one"),
        ('+++\ntitle = "x\n+++\n', (2, 11), "quotation mark"),
        ("+++\ntitle: x\n+++\n", (2, 6), 'name = "value"'),
        ('+++\na = "\\q"\n+++\n', (2, 8), "twice"),
        ('{"a" 1}\n', (1, 6), "colon"),
        ('{"a": 1,\n "b": }\n', (2, 7), "double quotes"),
        ('{"a": 1,\n}\n', (2, 1), "no comma"),
        ('{\n"a": 1\n"b": 2}\n', (3, 1), "comma"),
        ('{\ntitle: "x"\n}\n', (2, 1), "double quotes"),
        ('{"a": "x\n"}\n', (1, 9), "one line"),
        ("---json\n[1]\n---\n", (2, 1), "braces"),
    ],
)
def test_toml_and_json_faults_say_where_and_how_to_mend(text: str, place: tuple[int, int], mend: str) -> None:
    problem = refused(text)
    assert (problem.line, problem.column) == place
    assert mend in problem.mend


@pytest.mark.parametrize(
    "text",
    [
        "---\na: " + "[" * 60_000 + "\n---\n",
        "---\na: " + "[" * 65 + "]" * 65 + "\n---\n",
        "---\na: " + "{a: " * 16_000 + "\n---\n",
        "---\n" + "- " * 30_000 + "\n---\n",
        "---\n" + "".join(" " * depth + "a:\n" for depth in range(200)) + "---\n",
        "---\na: \"]]]]\"\nb: " + "[" * 100 + "\n---\n",
        "+++\na = " + "[" * 30_000 + "\n+++\n",
        "+++\na = " + "{a = " * 10_000 + "\n+++\n",
        "+++\n" + "a." * 30_000 + "a = 1\n+++\n",
        "+++\n" + '"".' * 15_000 + "a = 1\n+++\n",
        "+++\n[" + "a . " * 15_000 + "a]\n+++\n",
        '{"a": ' + "[" * 60_000,
        '{"a": ' * 10_000,
    ],
)  # fmt: skip
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    assert "more than 64 deep" in refused(text).what
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "text",
    [
        "---\na: |\n  " + "[" * 500 + "\nb: '" + "{" * 500 + "'\nc: x " + "[" * 500 + "\n---\n",
        "---\na: " + "[" * 60 + "]" * 60 + "\n---\n",
        '{"a": "' + "[" * 500 + '"}\n' + "[" * 500,
        '+++\na = "' + "[" * 500 + '" # ' + "[" * 500 + "\nb = '''\n" + "{a." * 500 + "\n'''\n+++\n",
    ],
)
def test_brackets_in_texts_are_no_nesting(text: str) -> None:
    assert "a" in read(text).metadata


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "a: é\n" * 12_000 + "---\n",
        "---\na: " + "é" * 32_770 + "\n---\n",
        '+++\na = "' + "é" * 32_770 + '"\n+++\n',
        '{"a": "' + "x" * 70_000 + '"}\n',
        '{"a": "' + "é" * 40_000 + '"}\n',
        '{"a": 1, ' + " " * 70_000 + '"b": 2}\n',
    ],
)
def test_a_header_has_at_most_64_kib(text: str) -> None:
    assert "64 KiB" in refused(text).what


def test_nested_names_are_refused_before_they_nest() -> None:
    assert "list or map" in refused("---\n" + "? " * 30_000 + "\n---\n").what


def test_odd_inputs_that_take_a_loader_long_do_not() -> None:
    start = time.process_time()
    for text in (
        '+++\na = """\n' + '\\"""' * 16_000 + "\n+++\n",
        "+++\na = '''\n" + "' " * 30_000 + "\n+++\n",
        "+++\n" + "[a]\n" * 15_000 + "+++\n",
        "+++\n" + "[[a]]\n" * 10_000 + "+++\n",
        "---\n" + "a: b: " * 10_000 + "\n---\n",
        "---\n" + "? a\n" * 15_000 + "---\n",
        "---\n{" + "a, " * 20_000 + "}\n---\n",
        '---\na: "' + "\\ud83d" * 10_000 + '"\n---\n',
        "\n" * 100_000 + " ---",
        " \n" * 100_000,
    ):
        try:
            read(text)
        except Unreadable:
            continue
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        '---\na: "\\ud83d\\ude00"\n---\n',
        '+++\na = "\\ud83d\\ude00"\n+++\n',
        '{"a": "\\ud83d\\ude00"}\n',
        "---\na: \ud83d\ude00\n---\n",
        "---\na: \"\\U0001F600\"\n---\n",
    ],
)  # fmt: skip
def test_pairs_of_surrogates_are_joined(text: str) -> None:
    document = read(text)
    assert document.metadata["a"] == "\N{GRINNING FACE}"
    assert document.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        '---\nb: 1\na: "x\\ud83d"\n---\n',
        '+++\nb = 1\na = "x\\ude00"\n+++\n',
        '{"b": 1,\n\n"a": "x\\ud83d"}\n',
        "---\nb: 1\na: x\udc80\n---\n",
        "---\nb: 1\na: x\x00\n---\n",
        "---\nb: 1\na: x\x9f\n---\n",
        '---\nb: 1\na: "x\\0"\n---\n',
        '{"b": 1,\n\n"a": "x\\u0007"}\n',
        '{"b": 1,\n\n"a": ["x\\uffff"]}\n',
    ],
)
def test_what_no_page_can_show_is_replaced_with_one_warning(text: str) -> None:
    document = read(text)
    (problem,) = document.problems
    assert "x\ufffd" in str(document.metadata["a"])
    assert (problem.severity, problem.line) == ("warning", 3)


def test_the_body_is_cleaned_too() -> None:
    document = read("a\nb\x00c\ud800\n\x01\ud83d\ude00")
    assert document.body == "a\nb\ufffdc\ufffd\n\ufffd\N{GRINNING FACE}"
    assert [(problem.line, problem.column) for problem in document.problems] == [(2, 2)]


def test_line_ends_of_other_systems_inside_a_value_become_blanks() -> None:
    document = header("title: A\u2028B\u2029C\x85D\nlast: x")
    assert document.metadata["title"] == "A B C D"
    assert document.lines["last"] == 3


def test_toml_keeps_dates_numbers_and_lines() -> None:
    document = read(
        "+++\na = 2026-11-22\nb = 1.50\nc = '''\nd = 1\n'''\n'q' = 1\n[params.x]\nd = 0x" + "f" * 6000 + "\n+++\n"
    )
    assert document.metadata["a"] == date(2026, 11, 22)
    assert str(document.metadata["b"]) == "1.50"
    assert document.lines == {"a": 2, "b": 3, "c": 4, "q": 2, "params": 8}
    assert isinstance(document.metadata["params"], dict)


def test_huge_and_odd_numbers_do_no_harm() -> None:
    values = read('{"a": ' + "9" * 5000 + ', "b": 1e999, "c": NaN, "d": -Infinity, "e": 1.10}\n').metadata
    assert [str(value) for value in values.values()] == ["9" * 5000, "1e999", "NaN", "-Infinity", "1.10"]
    assert json.dumps(read("+++\na = nan\nb = inf\nc = 1e400\n+++\n").metadata["a"]) == '"nan"'
    assert "cannot be read" in refused("+++\na = " + "9" * 5000 + "\n+++\n").what


def check_sound(text: str) -> None:
    ends = text.count("\n") + text.count("\r") + 1
    try:
        document = read(text)
    except Unreadable as error:
        problem = error.problem
    else:
        check_sound_document(document, ends + 1)
        return
    assert 1 <= problem.line <= ends
    assert problem.column >= 1


def check_sound_document(document: Document, last: int) -> None:
    printed = json.dumps(dict(document.metadata), default=str, ensure_ascii=False)
    printed.encode()
    document.body.encode()
    assert set(document.lines) == set(document.metadata)
    assert 1 <= document.body_line <= last


@given(st.text())
def test_any_text_is_a_document_or_unreadable(text: str) -> None:
    check_sound(text)


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [*"[]{}:,-?&*!|>%@`'\"#\\\n\t ~=.+", ": ", "\n- ", "\n  ", "a", "title", "---", "...", "+++", "\n---\n",
             "<<", "!!", "!!int", "null", "true", "0x1F", "1.5", "\\ud83d", "\\ude00", "\\x00", "\\U0001F600", "\ud83d",
             "\x00", "\x85", "\u2028", "\ufeff", "\r", '"""', "'''", "1e999", "2026-11-22", "é", "[[", "]]"]
        ),
        st.text(max_size=5),
    ),
    max_size=40,
).map("".join)  # fmt: skip


FRAMES = st.sampled_from(
    ["---\n§\n---\nBody", "+++\n§\n+++\n", "~~~toml\n§\n~~~\n", "{§}\n", "---json\n{§}\n---", "---\n§"]
)


@given(FRAMES, PIECES)
def test_any_header_is_a_document_or_unreadable(frame: str, pieces: str) -> None:
    check_sound(frame.replace("§", pieces))


@given(
    st.dictionaries(
        st.text(max_size=8),
        st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), st.lists, max_leaves=8),
        min_size=1,
    )
)
def test_json_round_trips(values: dict[str, object]) -> None:
    document = read(json.dumps(values, indent=1) + "\nBody")
    assert len(document.metadata) <= len(values)
    assert document.body == "Body"
