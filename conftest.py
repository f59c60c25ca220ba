pytest_plugins = ["booking_conformance.runner.pytest_plugin"]
