"""The written comparison of the Zangezur line with Iran and the others, made from the network each time."""
