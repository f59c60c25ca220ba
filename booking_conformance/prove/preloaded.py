"""What every process of ``prove`` needs, read once: they are forked from one that has imported this module."""

from booking_conformance.check.registry import all_checks
from booking_conformance.prove.fault_table import fault_rows
from booking_conformance.specification import calls, requirements
from booking_conformance.specification.profile import profile
from booking_conformance.specification.schema_registry import registry

READ = (all_checks(), fault_rows(), calls(), requirements(), profile(), registry())
