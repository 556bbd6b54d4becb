"""`python -m deploy.kafka`: a broker at 127.0.0.1:9092 until it is stopped; its data are kept."""

import signal
import sys
from collections.abc import Sequence

from deploy.kafka.broker import CACHE, Broker
from deploy.published import Unusable

PORT = 9092


def main(arguments: Sequence[str]) -> None:
    port = int(arguments[0]) if arguments else PORT
    folder = CACHE / f"broker-{port}"
    folder.mkdir(parents=True, exist_ok=True)
    broker = Broker(folder, port=port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        broker.start()
        print(f"Kafka is at {broker.address}; Ctrl-C stops it.", flush=True)  # noqa: T201
        signal.pause()
    except Unusable as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        pass
    finally:
        broker.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
