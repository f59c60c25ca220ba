"""Why a scenario is acted out again."""


class ActAgain(Exception):
    """What was acted out shows nothing, and another time may."""
