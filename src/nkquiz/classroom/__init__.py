"""Classes: rosters, drills, papers, and what their results say."""
