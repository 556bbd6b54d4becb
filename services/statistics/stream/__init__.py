"""What statistics does about a step; over Kafka `listener` calls it, by the only Faust there is."""

from services.statistics.stream.hear import READ_MODEL, SOURCES, hear

__all__ = ["READ_MODEL", "SOURCES", "hear"]
