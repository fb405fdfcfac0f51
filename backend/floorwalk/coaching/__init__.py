"""Coaching: exports about people for HR, coaching plans, action items, the showcase.

For coaching, training and recognition; no formal process about a person starts here (P2, P4).
"""
