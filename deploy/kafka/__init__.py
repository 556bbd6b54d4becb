"""Apache Kafka from its published jars, for machines without a container engine."""
