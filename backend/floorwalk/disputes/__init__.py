"""What staff see of their own results, and how they and their store answer: acknowledgement, comment, dispute."""
