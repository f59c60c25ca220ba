"""The configuration of an OpenActive Test Suite, translated into ours."""
