"""Declarations that no booking system can mean are refused."""

import pytest

from booking_conformance.config import Configuration
from booking_conformance.config.declarations import refuse_unknown_features
from booking_conformance.config.features import by_its_name, declared
from booking_conformance.errors import ConfigurationError


def declaring(**features):
    names = {name.replace("_", "-"): value for name, value in features.items()}
    return Configuration.model_validate({"target": {"dataset_site": "https://x.example"}, "features": names})


def test_an_unknown_feature_is_an_error_with_a_suggestion():
    with pytest.raises(ConfigurationError, match='did you mean "named-leasing"'):
        refuse_unknown_features(declaring(named_leasin=True))


def test_one_seller_and_several_contradict_each_other():
    with pytest.raises(ConfigurationError, match="contradicts"):
        refuse_unknown_features(declaring(single_seller=True, multiple_sellers=True))


def test_what_is_not_said_is_not_declared():
    assert not declared({}, "named-leasing")
    assert declared({"named-leasing": True}, "named-leasing")
    assert by_its_name({"named-leasing": True}) == {"named-leasing": True}
