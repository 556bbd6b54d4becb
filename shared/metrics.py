"""Every metric there is, declared once: the name says the unit, the text what it tells."""

from prometheus_client import Counter, Gauge, Histogram

HTTP_REQUESTS = Counter(
    "ketnap_http_requests", "Answers given over HTTP.", ["service", "method", "route", "status"]
)
HTTP_SECONDS = Histogram(
    "ketnap_http_seconds", "Time from request to answer.", ["service", "route"]
)
STREAMS_OPEN = Gauge("ketnap_live_streams", "Pages that now listen for live figures.", ["service"])
READERS = Gauge("ketnap_event_readers", "Other systems that now read events as they come.")
READERS_DROPPED = Counter(
    "ketnap_event_readers_dropped", "Streams of events ended because nobody took what was sent."
)
STEPS_APPENDED = Counter("ketnap_steps_appended", "Steps committed to the ledger.", ["service"])
CONFLICTS = Counter(
    "ketnap_conflicts", "Appends that met a newer version and were not made.", ["service"]
)
RELAY_UNSENT = Gauge(
    "ketnap_relay_unsent", "Positions given but not yet acknowledged by the carrier.", ["service"]
)
RELAY_HOLDS = Gauge(
    "ketnap_relay_holds", "1 where this process publishes, 0 where it stands by.", ["service"]
)
RELAY_FAILURES = Counter("ketnap_relay_failures", "Rounds that ended in an error.", ["service"])
HEARD = Counter("ketnap_heard", "Steps heard and applied.", ["service", "source"])
DUPLICATES = Counter(
    "ketnap_duplicates", "Steps that came again and were dropped.", ["service", "source"]
)
LOSSES = Counter(
    "ketnap_losses", "Holes that had to be fetched from the source's feed.", ["service", "source"]
)
FORKS = Counter(
    "ketnap_forks",
    "Steps that contradict what was heard before; the inbox stops.",
    ["service", "source"],
)
PARKED = Gauge(
    "ketnap_parked",
    "Steps set aside because they, or an earlier one of their stream, failed.",
    ["service"],
)
INBOX_BEHIND = Gauge(
    "ketnap_inbox_behind",
    "Positions of the source that were not heard through yet.",
    ["service", "source"],
)
INBOX_AGE = Gauge(
    "ketnap_inbox_age_seconds",
    "Seconds since the inbox was last known to have heard everything.",
    ["service", "source"],
)
LISTENER_LAG = Gauge(
    "ketnap_listener_lag",
    "Records of a partition that were not heard yet: the end of the log minus the offset in SQL.",
    ["service", "topic", "partition"],
)
LISTENER_RETRIES = Counter(
    "ketnap_listener_retries", "Tries to hear that failed because something was away.", ["service"]
)
LISTENER_HOLES = Counter(
    "ketnap_listener_holes",
    "Times that fetched records skipped some, which were fetched again.",
    ["service", "topic"],
)
LISTENER_FOREIGN = Counter(
    "ketnap_listener_foreign",
    "Messages passed over because they are no line of a ledger.",
    ["service", "topic"],
)
CASES = Gauge("ketnap_cases", "Cases by the stage that they are in.", ["stage"])
FULFILMENT_TOLD = Counter(
    "ketnap_fulfilment_told", "Messages of ketnap.fulfilment.v1 that were kept by the broker."
)
