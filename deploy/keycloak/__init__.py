"""Keycloak as published: an issuer of one's own, in containers or with the machine's Java."""
