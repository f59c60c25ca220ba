"""What the specifications say, as data: requirements, error types, calls, rules of presence, message schemas."""

from booking_conformance.specification.calls import Call, calls
from booking_conformance.specification.error_types import ErrorType, error_types
from booking_conformance.specification.features import Feature, aliases, features, groups, shown_by
from booking_conformance.specification.names import names_of
from booking_conformance.specification.opportunity_types import OpportunityType, opportunity_types
from booking_conformance.specification.property_rules import PropertyRule, property_presence
from booking_conformance.specification.requirements import Requirement, requirements

__all__ = [
    "Call",
    "ErrorType",
    "Feature",
    "OpportunityType",
    "PropertyRule",
    "Requirement",
    "aliases",
    "calls",
    "error_types",
    "features",
    "groups",
    "names_of",
    "opportunity_types",
    "property_presence",
    "requirements",
    "shown_by",
]
