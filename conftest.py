pytest_plugins = ["booking_conformance.pytest_plugin"]
