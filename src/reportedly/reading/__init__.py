"""Reading: reports to tagged spans."""
