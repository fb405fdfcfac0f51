"""Read only: stored sums → figures that may be shown, each with its n, its interval and its comparability key."""
