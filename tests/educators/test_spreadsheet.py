"""Reading and checking a register in a spreadsheet: tables of good and bad files."""

import io
import random
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from unittest.mock import patch

import pytest
from openpyxl import Workbook, load_workbook

from educators.spreadsheet import COLUMNS, REGISTER, check
from educators.spreadsheet.cells import hours, independent, swe_number
from kmtp.spreadsheet import Problem, Row, Unreadable, reading
from kmtp.spreadsheet import workbook as workbooks
from kmtp.spreadsheet.cells import Wrong, day
from kmtp.spreadsheet.workbook import refuse_bombs
from kmtp.spreadsheet.workbook import template as template_of

TODAY = date(2020, 3, 2)
TEAMS = ["Chatham Team", "Thanet Children in Care"]


def read(content: bytes, name: str = ""):
    return reading.read(content, REGISTER, name)


def template() -> bytes:
    return template_of(REGISTER)


def checked(content: bytes):
    return check(read(content), teams=TEAMS, today=TODAY)


def workbook(*rows, merge: str = "") -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("03/02/2020", date(2020, 2, 3)),
        ("3/2/2020", date(2020, 2, 3)),
        ("3.2.2020", date(2020, 2, 3)),
        ("03-02-2020", date(2020, 2, 3)),
        ("2020-02-03", date(2020, 2, 3)),
        ("2020-02-03 00:00:00", date(2020, 2, 3)),
        ("3 Feb 2020", date(2020, 2, 3)),
        ("3rd of February 2020", date(2020, 2, 3)),
        ("Monday, 3 February 2020", date(2020, 2, 3)),
        ("February 3, 2020", date(2020, 2, 3)),
        ("3-Feb-2020", date(2020, 2, 3)),
        ("1 Sept 2019", date(2019, 9, 1)),
        (datetime(2020, 2, 3, 0, 0), date(2020, 2, 3)),
        (date(2020, 2, 3), date(2020, 2, 3)),
        (43864, date(2020, 2, 3)),
    ],
)
def test_a_date_is_read_as_people_write_it(typed, means):
    assert day(typed) == means


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/2020", "is not a day of the calendar: write day, month, year, like 03/02/2020"),
        ("3 Fberuary 2020", "is not a day of the calendar: write day, month, year, like 03/02/2020"),
        ("03/02/20", "has a year of two digits: write it with four, like 03/02/2020"),
        ("last summer", "is not a date: write it like 03/02/2020 or 3 February 2020"),
        ("2020", "is not a date: write it like 03/02/2020 or 3 February 2020"),
        ("1/1/1066", "is not a day between 1950 and 2100"),
    ],
)
def test_a_date_that_is_none_says_how_to_write_it(typed, sentence):
    with pytest.raises(Wrong, match=sentence.replace("(", r"\(")):
        day(typed)


@pytest.mark.parametrize(
    ("typed", "means"), [("sw 123456", "SW123456"), ("123456", "SW123456"), (123456.0, "SW123456")]
)
def test_a_swe_number_is_read_with_spaces_small_letters_or_digits_alone(typed, means):
    assert swe_number(typed) == means


@pytest.mark.parametrize("typed", ["SW0123", "SW1234567", "XX1", ""])
def test_a_swe_number_that_is_none_is_refused(typed):
    with pytest.raises(Wrong):
        swe_number(typed)


def test_hours_and_yes_are_read():
    assert (hours("37 hours"), hours(18.5), independent("Y"), independent("Employed")) == (
        Decimal("37.0"),
        Decimal("18.5"),
        True,
        False,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_read_in_any_encoding_and_with_any_delimiter(encoding, delimiter):
    text = "SURNAME,Forename,e-mail\r\nOkaforé,Stella,Stella@Kent.example\r\n".replace(",", delimiter)
    found = checked(text.encode(encoding))
    values = {"last_name": "Okaforé", "first_name": "Stella", "email": "stella@kent.example"}
    assert (found.rows, found.problems) == ((Row(2, values),), ())


def test_a_workbook_is_read_with_real_dates_numbers_and_columns_in_any_order():
    content = workbook(
        ["Register of practice educators"],
        [],
        ["Stage 2 awarded on", "Team", "Hours", "SWE No.", "Name", "Favourite colour"],
        [datetime(2019, 7, 1), "chatham team", 37, 123456, "Okafor, Stella", "red"],
        ["12 July 2018", None, "18.5", "SW77", "Ada Mary Jones", None],
    )
    found = checked(content)
    assert found.rows == (
        Row(
            4,
            {
                "stage_2": date(2019, 7, 1),
                "team": "Chatham Team",
                "contracted_hours": Decimal("37.0"),
                "swe_number": "SW123456",
                "first_name": "Stella",
                "last_name": "Okafor",
            },
        ),
        Row(
            5,
            {
                "stage_2": date(2018, 7, 12),
                "contracted_hours": Decimal("18.5"),
                "swe_number": "SW77",
                "first_name": "Ada Mary",
                "last_name": "Jones",
            },
        ),
    )
    assert (found.problems, found.unused) == ((), ("Favourite colour",))


def test_everything_that_is_wrong_is_said_at_once():
    content = workbook(
        ["First name", "Last name", "SWE number", "E-mail", "Team", "Capacity", "Stage 1"],
        ["Stella", None, "SW0", "stella at kent", "No Such Team", 7, "2/3/2021"],
        ["=A2", "#REF!", "SW12", None, None, None, None],
        ["Ann", "Lee", "SW12", None, None, None, None],
        ["Ann", "Li", "SW12", None, None, None, None],
        ["Bo", "Day", None, None, None, None, None],
        ["bo", "DAY", None, None, None, None, None],
    )
    assert checked(content).problems == (
        Problem(
            2,
            "SWE number",
            "SW0",
            "is not a Social Work England number: write SW and up to six digits, like SW123456",
        ),
        Problem(
            2,
            "E-mail address",
            "stella at kent",
            "is not an e-mail address: write it like name@council.example",
        ),
        Problem(
            2,
            "Team",
            "No Such Team",
            "is not one of your open teams: write the name of the team as it stands here",
        ),
        Problem(2, "Students at a time", "7", "is not a whole number from 0 to 6"),
        Problem(2, "Stage 1 awarded on", "2/3/2021", "is a day to come: enter the day of the award"),
        Problem(2, "Last name", "", "has no last name: enter it"),
        Problem(3, "First name", "=A2", "holds a formula: paste it as a value"),
        Problem(3, "Last name", "#REF!", "shows an error of the spreadsheet: enter the value itself"),
        Problem(5, "SWE number", "SW12", "is in row 4 as well: keep one of them"),
        Problem(7, "Last name", "bo DAY", "is in row 6 as well: give both their SWE number, or keep one row"),
    )


def test_a_merged_cell_is_refused_in_words():
    content = workbook(
        ["First name", "Last name", "Team"],
        ["Ann", "Lee", "Chatham Team"],
        ["Bo", "Day", None],
        merge="C2:C3",
    )
    assert checked(content).problems == (
        Problem(2, "Team", "Chatham Team", "is merged with other cells: unmerge them and fill in each"),
    )


def test_a_formula_in_a_csv_file_is_refused_too():
    found = checked(b'First name,Last name\n"=HYPERLINK(""http://x"")",Lee\n')
    assert [problem.reason for problem in found.problems] == ["holds a formula: paste it as a value"]


def rows_of_csv(n: int) -> bytes:
    return b"First name,Last name\n" + b"".join(b"Ann,Lee%d\n" % i for i in range(n))


def zeros() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"   \n", "The file is empty"),
        (b"First name,Last name\n", "headings but no rows"),
        (b"Colour,Shape\nA,B\n", "None of these is a heading that we know"),
        (b"PK\x03\x04 damaged", "is not a spreadsheet"),
        (b"\xd0\xcf\x11\xe0 old", "old Excel format or has a password"),
        (b"%PDF-1.7\x00\x01", "is not a spreadsheet"),
        (b"\xff\xfeF\x00i\x00r", "characters of the file cannot be read|None of these"),
        (b"First name,Last name\n\x81\x8d,Lee\n", "characters of the file cannot be read"),
        (b"First name,Last name\nAnn,Lee\x02\n", "is not a spreadsheet"),
        (b"x" * (12 * 1024 * 1024 + 1), "larger than 12 MB"),
        (b"\n" * 6_000 + b"First name,Last name\nAnn,Lee\n", "thousands of empty rows"),
        (zeros(), "unpacks to far more than its size"),
        (b'First name,Last name\n"' + b"x" * 200_000 + b'",Lee\n', "is not a spreadsheet"),
    ],
)
def test_a_file_that_is_no_register_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read(content)


def test_fifty_thousand_rows_are_read_and_one_more_is_refused():
    content = rows_of_csv(50_000)
    assert read(content).rows == sum(1 for _ in reading.read_again(content, REGISTER)) == 50_000
    with pytest.raises(Unreadable, match="more than 50,000 rows"):
        read(rows_of_csv(50_001))


def test_a_file_read_again_has_the_same_rows_one_at_a_time():
    content = b"Our register\n\nFirst name,Last name\nAnn,Lee\n,\nBo,Day\n" + b"Cy,Fox\n" * 20
    lines = reading.read_again(content, REGISTER)
    first = next(lines)
    again = [(line.number, [cell.value for cell in line.cells]) for line in (first, *lines)]
    assert again == [(line.number, [cell.value for cell in line.cells]) for line in read(content).lines]
    assert (len(again), again[0], again[1][0]) == (22, (4, ["Ann", "Lee"]), 6)


def large(kind: str, rows: int) -> bytes:
    """Return a list of so many people with a title above it, and empty rows among them and after them."""
    lines = [["Our register"], ["First name", "Last name"], *[["Ann", f"Lee {n}"] for n in range(rows)], []]
    lines.insert(40, [" "])
    return workbook(*lines) if kind == "workbook" else "\n".join(",".join(line) for line in lines).encode()


@pytest.mark.parametrize(("kind", "most_more"), [("csv", 500), ("workbook", 503)])
def test_of_a_large_file_the_first_rows_are_read_while_somebody_waits(kind, most_more):
    content = large(kind, reading.AT_ONCE + 500)
    begun, whole = read(content), list(reading.read_again(content, REGISTER))
    assert (begun.headings[:2], len(begun.lines)) == (("First name", "Last name"), reading.AT_ONCE)
    assert [line.number for line in begun.lines] == [line.number for line in whole[: reading.AT_ONCE]]
    assert len(whole) == reading.AT_ONCE + 500 <= begun.rows <= reading.AT_ONCE + most_more


@pytest.mark.parametrize("kind", ["csv", "workbook"])
def test_a_small_file_is_read_whole_while_somebody_waits(kind):
    begun = read(large(kind, reading.AT_ONCE))
    assert (len(begun.lines), begun.more, begun.rows) == (reading.AT_ONCE, 0, reading.AT_ONCE)


@pytest.mark.parametrize("kind", ["csv", "workbook"])
def test_too_many_rows_are_refused_at_once_where_they_can_be_counted_and_by_the_worker_otherwise(kind):
    content, layout = large(kind, 2_501), replace(REGISTER, most_rows=2_500)
    if kind == "csv":
        with pytest.raises(Unreadable, match="more than 2,500 rows"):
            reading.read(content, layout)
    with pytest.raises(Unreadable, match="more than 2,500 rows"):
        list(reading.read_again(content, layout))
    assert len(list(reading.read_again(large(kind, 2_500), layout))) == 2_500


def forged(sheet: bytes, like: bytes | None = None, noise: int = 400_000) -> bytes:
    """Return a workbook whose first sheet is ``sheet``, beside noise that keeps the ratio of a real file."""
    file, old = io.BytesIO(), zipfile.ZipFile(io.BytesIO(like or template()))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            archive.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
        archive.writestr("xl/media/noise.png", random.Random(1).randbytes(noise))
    return file.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'
HEADINGS = b'<row><c t="str"><v>First name</v></c><c t="str"><v>Last name</v></c></row>'
PREFIXED = b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>%b</x:sheetData></x:worksheet>'


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        (SHEET % (b"<row>" + b"<c/>" * 7_500_000 + b"</row>"), "unpacks to far more"),
        (PREFIXED % (b"<x:row>" + b"<x:c/>" * 5_000_000 + b"</x:row>"), "unpacks to far more"),
        (SHEET % ((b"<row>" + b"<c/>" * 1_000 + b"</row>") * 1_201), "unpacks to far more"),
        (SHEET % (HEADINGS + b"<row/>" * 60_000), "more than 50,000 rows"),
        ((SHEET % b"<row/>").decode().encode("utf-16"), "is not a spreadsheet"),
        (b"<?xml version='1.0' encoding='cp037'?>" + SHEET % b"", "is not a spreadsheet"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + SHEET % b"", "is not a spreadsheet"),
    ],
    ids=["one row", "one row with a prefix", "too many cells", "rows", "utf-16", "cp037", "entities"],
)
def test_a_dense_workbook_is_refused_before_it_is_parsed(sheet, sentence):
    content = forged(sheet)
    with (
        patch.object(workbooks, "load_workbook", wraps=load_workbook) as opened,
        patch.object(workbooks, "Line", wraps=workbooks.Line) as parsed,
        pytest.raises(Unreadable, match=sentence),
    ):
        read(content)
    has_too_many_rows = "rows" in sentence
    assert opened.call_count == has_too_many_rows
    assert parsed.call_count <= has_too_many_rows * 2 * workbooks.SEARCHED_FOR_HEADINGS  # of two sheets


def test_the_sheets_of_a_workbook_are_weighed_together():
    """Each is small enough, but a worker would be busy for minutes with all of them."""
    sheet = SHEET % ((b"<row>" + b"<c/>" * 1_000 + b"</row>") * 200)
    within, beyond = with_sheets(sheet, 6), with_sheets(sheet, 7)
    assert refuse_bombs(within)["xl/worksheets/sheet6.xml"] == 200
    with pytest.raises(Unreadable, match="unpacks to far more"):
        refuse_bombs(beyond)


def with_sheets(sheet: bytes, number: int) -> bytes:
    """Return an archive of so many equal sheets."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for n in range(number):
            archive.writestr(f"xl/worksheets/sheet{n + 1}.xml", sheet)
    return file.getvalue()


def test_a_full_register_is_within_the_limits():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Register")
    sheet.append([column.heading for column in COLUMNS])
    for n in range(20_000):
        values = {column.key: column.example for column in COLUMNS}
        names = {"first_name": f"Stella Maria {n}", "swe_number": f"SW{n + 1}"}
        sheet.append(list((values | names | {"email": f"stella.maria.{n}@council.example"}).values()))
    file = io.BytesIO()
    book.save(file)
    assert 20_001 in refuse_bombs(file.getvalue()).values()


def test_the_sheet_that_knows_most_columns_is_read():
    book = Workbook()
    book.active.title = "Notes"
    book.active.append(["Name of the team", "Written by"])
    register = book.create_sheet("Register")
    register.append(["Surname", "Forename", "Reg No", "Stage one date"])
    register.append(["Lee", "Ann", 77, "1/7/2018"])
    file = io.BytesIO()
    book.save(file)
    values = {"first_name": "Ann", "last_name": "Lee", "swe_number": "SW77", "stage_1": date(2018, 7, 1)}
    assert checked(file.getvalue()).rows == (Row(2, values),)


def test_where_we_looked_is_said_when_no_heading_is_known():
    book = Workbook()
    book.active.title = "notes"
    book.active.append(["Colour", "Shape"])
    file = io.BytesIO()
    book.save(file)
    sentence = "We read the sheet “notes” and found the columns “Colour” and “Shape”."
    with pytest.raises(Unreadable, match=sentence):
        read(file.getvalue())


@pytest.mark.parametrize("content", [b"First name,Last name\nAnn,Lee\n", b"%PDF"])
def test_a_workbook_that_is_none_is_refused_by_its_name(content):
    with pytest.raises(Unreadable, match="is not a spreadsheet"):
        read(content, "register.XLSX")


@pytest.mark.parametrize("blank", ["-", "–", "n/a", "NA", "None", " N/A "])
def test_blanks_as_people_write_them_are_empty_cells_but_not_in_names(blank):
    found = checked(f"First name,Last name,SWE number,Email,Team\nAnn,Na,{blank},{blank},{blank}\n".encode())
    assert (found.rows, found.problems) == ((Row(2, {"first_name": "Ann", "last_name": "Na"}),), ())


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        *(("Reg No.", "swe_number"), ("Registration Number", "swe_number"), ("E mail", "email")),
        *(("Stage One Date", "stage_1"), ("Stage 1 date", "stage_1"), ("PEPS Stage Two", "stage_2")),
        *(("Employee name", "name"), ("Surname", "last_name"), ("Forename(s)", "first_name")),
    ],
)
def test_headings_are_known_as_people_write_them(heading, key):
    assert REGISTER.recognised([heading])[0].key == key


def test_a_workbook_of_another_kind_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(Unreadable, match="is not a spreadsheet"):
        read(file.getvalue())


def test_the_template_has_every_column_and_is_understood():
    book = load_workbook(io.BytesIO(template()))
    headings = [cell.value for cell in book.worksheets[0][1]]
    assert headings == [column.heading for column in COLUMNS]
    book.worksheets[0].append([column.example or None for column in COLUMNS])
    file = io.BytesIO()
    book.save(file)
    found = check(read(file.getvalue()), teams=TEAMS, today=TODAY)
    assert (found.problems, found.unused, len(found.rows)) == ((), (), 1)


def test_no_two_columns_share_a_name():
    names = [name for column in COLUMNS for name in column.names]
    assert sorted(names) == sorted(set(names))
