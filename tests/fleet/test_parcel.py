"""Files come out of a parcel as they went in, and none beside the folder."""

import zipfile
from io import BytesIO

from booking_conformance.fleet.parcel import packed, unpack


def test_files_come_out_as_they_went_in(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "one").write_bytes(b"1")
    (tmp_path / "a" / "b" / "two").write_bytes(b"2" * 10_000)
    assert sorted(unpack(packed(tmp_path / "a"), tmp_path / "c")) == ["b/two", "one"]
    assert (tmp_path / "c" / "b" / "two").read_bytes() == b"2" * 10_000
    assert unpack(packed(tmp_path / "a", {"one"}), tmp_path / "d") == ["one"]


def test_nothing_is_nothing(tmp_path):
    assert packed(tmp_path / "missing") == b""
    assert unpack(b"", tmp_path / "c") == []


def test_nothing_is_written_beside_the_folder(tmp_path):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../escaped", b"")
    unpack(buffer.getvalue(), tmp_path / "a" / "b")
    assert [file.relative_to(tmp_path).parts for file in tmp_path.rglob("escaped")] == [("a", "b", "escaped")]
