"""The façade: questions about routes, from a query in people's words to an itinerary with its reasons."""
