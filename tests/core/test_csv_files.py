"""Tables that come in as files."""

from __future__ import annotations

from portal.core.csv_files import CsvFile, read_csv


def test_a_file_is_read_without_what_turns_the_direction_of_words() -> None:
    file = read_csv("name\n\u202eLoket\u2066 satu\u2069\n".encode())
    assert isinstance(file, CsvFile)
    assert [row for _number, row in file.rows()] == [{"name": "Loket satu"}]
