"""``python -m booking_conformance`` is the command ``booking-conformance``."""

from booking_conformance.cli import main

if __name__ == "__main__":
    main()
