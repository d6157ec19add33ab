"""Questions over many itineraries: where a choice tips, who serves which place, what matters, how sure it is."""
