"""How fast this is, each figure beside its yardstick in the same run: python -m bench."""
