"""What a link, a wait or a transfer costs one consignment: pure functions from figures to ledger lines."""
