"""The configurations that ``init`` drafts: from a dataset site, or from the settings of an OpenActive Test Suite."""
