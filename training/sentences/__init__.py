"""Training sentences of our own writing, with events annotated inline (see ``parse.py``)."""
