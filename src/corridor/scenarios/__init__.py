"""Named worlds: overlays on the network, each in a TOML file of its own."""
