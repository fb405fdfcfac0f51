"""Coaching: exports about people for HR, coaching plans, action items, the showcase.

For coaching, training and recognition. For a formal process figures leave only with its law, a notice that says so
and a second person's word, and nothing follows from them by itself (P2, P4).
"""
