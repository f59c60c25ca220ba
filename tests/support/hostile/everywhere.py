"""Changes that are made at every place of a document."""


def everywhere(change):
    """Return a function that applies ``change`` to every value of a document, from the leaves up."""

    def apply(value):
        if isinstance(value, dict):
            value = {name: apply(member) for name, member in value.items()}
        elif isinstance(value, list):
            value = [apply(member) for member in value]
        return change(value)

    return apply
