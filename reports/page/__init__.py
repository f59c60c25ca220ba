"""The HTML pages: of a report, a certificate, a fleet."""
