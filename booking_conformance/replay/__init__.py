"""Failures of an earlier report, acted again."""
