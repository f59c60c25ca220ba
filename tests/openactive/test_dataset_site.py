import json
import time

import pytest

from booking_conformance.errors import NotADatasetSite
from booking_conformance.openactive.dataset_site import parse_dataset_site

DATASET = {
    "@type": "Dataset",
    "name": "Sessions",
    "publisher": {"name": "Publisher"},
    "bookingService": {"name": "System", "softwareVersion": "2"},
    "accessService": {"endpointUrl": "https://a.example/api/", "authenticationAuthority": "https://auth.example"},
    "distribution": [
        {"additionalType": "https://openactive.io/ScheduledSession", "contentUrl": "https://a.example/sessions"},
        {"additionalType": "https://openactive.io/Slot", "contentUrl": "https://a.example/slots"},
        {"additionalType": "https://openactive.io/Slot", "contentUrl": "https://a.example/more-slots"},
    ],
}


def page(content: object, tag: str = '<script type="application/ld+json">') -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    return f"<html><head><script>var a = '<b>'</script>{tag}{text}</script></head></html>"


def test_what_a_dataset_site_says():
    site = parse_dataset_site(page(DATASET))
    assert site.base_uri == "https://a.example/api"
    assert site.feeds == {"ScheduledSession": "https://a.example/sessions", "Slot": "https://a.example/slots"}
    assert [feed.url for feed in site.distributions][2] == "https://a.example/more-slots"
    assert (site.publisher_name, site.booking_service_name, site.software_version) == ("Publisher", "System", "2")
    assert site.authentication_authority == "https://auth.example"


@pytest.mark.parametrize(
    "tag",
    [
        "<SCRIPT TYPE='Application/LD+JSON'>",
        "<script id=x type=application/ld+json async>",
        '<script data-a=">" type="application/ld+json; charset=utf-8">',
        '<script\ntype="application/ld+json"\n>',
    ],
)
def test_the_script_element_may_be_written_otherwise(tag):
    assert parse_dataset_site(page(DATASET, tag)).name == "Sessions"


@pytest.mark.parametrize("content", [[{"@type": "Organization"}, DATASET], {"@graph": [DATASET]}])
def test_the_dataset_may_stand_among_others(content):
    assert parse_dataset_site(page(content)).name == "Sessions"


def test_the_service_may_stand_among_others():
    services = [{"@type": "WebAPI", **DATASET["accessService"]}]
    for listed in (services, [{"@type": "DataService", "endpointUrl": "https://other.example"}, *services]):
        assert parse_dataset_site(page({**DATASET, "accessService": listed})).base_uri == "https://a.example/api"


def test_a_broken_script_before_the_dataset_is_passed_over():
    assert parse_dataset_site(page("{") + page(DATASET)).name == "Sessions"


def test_a_comment_holds_no_dataset():
    with pytest.raises(NotADatasetSite, match="without JSON-LD"):
        parse_dataset_site(f"<html><!-- {page(DATASET)} --></html>")


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("", "empty"),
        (json.dumps(DATASET), "is JSON, not an HTML page"),
        ("<html><p>Hello</p></html>", "an HTML page without JSON-LD"),
        ("Not found", "not an HTML page; it begins 'Not found'"),
        (page("{nonsense"), "is not JSON"),
        (page("[" * 100_000), "is not JSON"),
        (page({"@type": "Organization"}), "contains no Dataset"),
        (page([None, 3, "Dataset", {"@type": None}, {"@graph": 3}, {"@graph": {"@type": "Dataset"}}]), "no Dataset"),
    ],
)
def test_what_is_no_dataset_site_is_told(html, said):
    with pytest.raises(NotADatasetSite, match=said):
        parse_dataset_site(html)


@pytest.mark.parametrize("hostile", [None, 3, "x", [], {}, {"endpointUrl": 7}, [{"endpointUrl": "https://x/"}]])
def test_hostile_properties_are_passed_over(hostile):
    site = parse_dataset_site(page({"@type": ["Dataset"], **dict.fromkeys(DATASET.keys() - {"@type"}, hostile)}))
    assert site.base_uri is None
    assert site.feeds == {}


def test_a_site_without_booking_service_is_told_when_one_is_needed():
    site = parse_dataset_site(page({"@type": "Dataset"}))
    with pytest.raises(NotADatasetSite, match="no booking service"):
        site.booking_base_uri()
    assert site.booking_base_uri("https://b.example/") == "https://b.example"


@pytest.mark.parametrize(
    "piece", ["<script ", "<script", "<!--", "<script type=application/ld+json>", "<a ", "<![CDATA["]
)
def test_hostile_html_does_not_take_for_ever(piece):
    started = time.monotonic()
    with pytest.raises(NotADatasetSite):
        parse_dataset_site(piece * (2_000_000 // len(piece)))
    assert time.monotonic() - started < 5
