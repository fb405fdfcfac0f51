"""Coaching data: exports about people for HR. Plans and action items come to stand here too.

For coaching, training and recognition; no formal process about a person starts here (P2, P4).
"""
