"""How facts are kept and travel: ledger, relay, carrier, inbox."""
