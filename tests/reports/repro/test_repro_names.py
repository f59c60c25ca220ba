"""What stands in a script: variables for what is another one next time, and nothing that a shell would act on."""

import shutil
import subprocess

import pytest

from booking_conformance.recording import Document
from booking_conformance.reports.repro.names import Names, jq_path
from booking_conformance.reports.repro.script import pointer_path

UUID = "0f1d3a52-7d1c-4a6e-9a56-0123456789ab"


def test_a_uuid_that_no_answer_gave_is_a_new_one():
    names = Names(frozenset())
    assert list(names.definitions(Document({}), f"/orders/{UUID}")) == ["UUID_1=$(uuid)"]
    assert names.quoted(f"https://x/orders/{UUID}") == '"https://x/orders/${UUID_1}"'
    assert list(names.definitions(Document({}), f"/orders/{UUID}")) == []


def test_what_an_answer_gave_is_read_from_it():
    names = Names(frozenset({"https://x/sellers/1"}))
    total = {"price": 5}
    answer = {"seller": {"@id": "https://x/sellers/1"}, "items": [{"@id": "https://x/1"}], "totalPaymentDue": total}
    names.hold("x0001", Document(answer))
    sent = {**answer, "note": "https://x/1"}
    assert sorted(names.definitions(Document(sent), "")) == [
        'ID_1=$(value x0001 \'["items", 0, "@id"]\')',
        "TOTAL_1=$(value x0001 '[\"totalPaymentDue\"]')",
    ]
    assert names.in_text('{"a": "https://x/1", "b": "https://x/12", "c": {"price": 5}}') == (
        '{"a": "${ID_1}", "b": "https://x/12", "c": ${TOTAL_1}}'
    )


@pytest.mark.skipif(not shutil.which("sh"), reason="there is no shell")
@pytest.mark.parametrize("text", ["$(id)", "`id`", "${HOME}", 'a"b\\c', "\\$x", "'"])
def test_a_shell_reads_texts_as_they_are(text):
    names = Names(frozenset())
    script = f"printf %s {names.quoted(text)}; cat << BODY\n{names.in_text(text)}\nBODY\n"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == f"{text}{text}\n"


def test_pointers_become_paths():
    assert pointer_path("/orderedItem/0/a~1b") == ("orderedItem", 0, "a/b")
    assert pointer_path("/x²/²") == ("x²", "²")
    assert jq_path(("it's", 0)) == '["it\\u0027s", 0]'
