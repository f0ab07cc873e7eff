"""Reportedly."""
