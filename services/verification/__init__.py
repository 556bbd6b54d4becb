"""Verification asks other committees about the background that a sealed CV declares, records what they answer, and concludes."""
