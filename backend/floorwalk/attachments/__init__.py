"""Evidence: photos that a visit names and a phone sends apart: announced, uploaded in parts, checked, stored."""
