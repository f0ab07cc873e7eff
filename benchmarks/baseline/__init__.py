"""The reader by rule that the trained one replaced: its peer in benchmarks, and the findings' tests' reader, whose tags
do not change with the weights."""
