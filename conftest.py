pytest_plugins = ["booking_conformance.runner.session.pytest_plugin"]
