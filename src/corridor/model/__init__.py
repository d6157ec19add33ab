"""The words of the field as frozen types without I/O: what a network is made of and what an answer says."""
