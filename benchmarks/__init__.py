"""Measured comparisons, one command each: ``python -m benchmarks NAME``. They download nothing.

They need the project's shared data and scorers beside the checkout (``../shared``), or where the environment variable
``REPORTEDLY_SHARED`` says; without them they say so and stop.
"""
