import pytest

from booking_conformance.json_path import leads_to_object, select, steps

DOCUMENT = {
    "@type": "Order",
    "flag": True,
    "items": [{"@type": "A", "x": 1}, {"@type": "B", "x": 2}, {"x": 3}, "text", None],
    "nested": {"a:b": {"c-d": None}},
}


@pytest.mark.parametrize(
    ("path", "pointers"),
    [
        ("@type", ["/@type"]),
        ("items[*].x", ["/items/0/x", "/items/1/x", "/items/2/x"]),
        ("items[*][@type=A].x", ["/items/0/x"]),
        ("items[*][@type=A|B].x", ["/items/0/x", "/items/1/x"]),
        ("items[*][@type!=A].x", ["/items/1/x", "/items/2/x"]),
        ("[@type=Order].flag", ["/flag"]),
        ("[flag=true].@type", ["/@type"]),
        ("[flag!=true].@type", []),
        ("nested.a:b.c-d", ["/nested/a:b/c-d"]),
        ("missing[*].x", []),
        ("@type[*].x", []),
    ],
)
def test_path_leads_to(path, pointers):
    assert [pointer for pointer, _ in select(path, DOCUMENT)] == pointers


@pytest.mark.parametrize(
    "path", ["", "items[*]", "items[*][@type=C|B]", "[flag=true].items[*]", "nested", "nested.a:b"]
)
def test_path_leads_to_an_object(path):
    assert leads_to_object(path, DOCUMENT)


@pytest.mark.parametrize(
    "path", ["@type", "items", "items[*].x", "items[*][@type=C]", "[flag=false].nested", "missing"]
)
def test_path_leads_to_none(path):
    assert not leads_to_object(path, DOCUMENT)
    assert not leads_to_object(path, {"items": [{}], "missing": {}, "@type": {}})


@pytest.mark.parametrize("path", ["a..b", "a[", "a[0]", "a b", "[*", "$.a"])
def test_unreadable_path_is_refused(path):
    with pytest.raises(ValueError, match="cannot read the path"):
        steps(path)


@pytest.mark.parametrize("document", [None, 1, "text", [], [[]], {"items": {}}, {"items": [None, 1]}])
def test_any_document_is_searched(document):
    assert list(select("items[*][@type=A].x.y", document)) == []
