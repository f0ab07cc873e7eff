"""Training of the signs' worth for a web page's day of publication."""
