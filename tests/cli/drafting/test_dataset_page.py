"""The dataset site that ``init`` is given."""

import pytest

from booking_conformance.cli.drafting.dataset_page import find_dataset_site
from booking_conformance.errors import TargetUnreachable, UsageError


@pytest.mark.parametrize(
    ("url", "error"), [("ftp://x.example", UsageError), ("http://127.0.0.1:9/", TargetUnreachable)]
)
def test_a_page_that_cannot_be_fetched_says_why(url, error):
    with pytest.raises(error):
        find_dataset_site(url)
