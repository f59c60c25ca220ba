"""Changes to recorded exchanges that break a rule: by name, the exchanges they fit, the check that must report them."""

from tests.support.mutations.table import MUTATIONS
from tests.support.mutations.taken import taken

__all__ = ["MUTATIONS", "taken"]
