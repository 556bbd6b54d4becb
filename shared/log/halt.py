"""Why an inbox hears nothing more until somebody has looked."""


class Halt(Exception):
    """Hearing on would do harm; the inbox keeps it, and tells it to whoever asks."""


class TooManyParked(Halt):
    """So many streams are set aside that the fault is ours, after a bad deploy, say."""

    def __init__(self, service: str, *, limit: int) -> None:
        super().__init__(
            f"{service} has set aside {limit} streams and takes no more: mend the cause or skip "
            "them (ketnap dead-letters), then start it anew."
        )
