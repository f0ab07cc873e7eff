"""Commands that are larger than a few lines of cli.py."""
