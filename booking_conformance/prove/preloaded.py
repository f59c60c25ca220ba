"""What every process of ``prove`` needs, read once: they are forked from one that has imported this module."""

from booking_conformance.check.registry import all_checks
from booking_conformance.prove.fault_table import fault_rows
from booking_conformance.scenario import all_scenarios
from booking_conformance.specification import calls, features, requirements
from booking_conformance.specification.messages.schema_registry import registry
from booking_conformance.specification.messages.schema_violations import violations_found
from booking_conformance.specification.profile import profile

READ = (all_checks(), all_scenarios(), fault_rows(), calls(), features(), requirements(), profile(), registry())
USED = (violations_found,)
