"""The pytest sessions in which checks are judged: that of ``run`` itself, and a plain ``pytest suites``."""
