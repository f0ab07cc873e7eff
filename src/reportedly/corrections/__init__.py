"""What people decide on a record, as functions of values: what a report says is what the program read in it and, in
their order, all decisions about its page and its actors."""
