"""The grammar of quantities in English text: numbers, bounds, currencies, what is counted. Pure functions over strings.

It knows nothing of reports or readers, so any stage may use it.
"""

from reportedly.findings.numbers.nouns import Kind, names_country
from reportedly.findings.numbers.quantities import Amount, find_amounts

__all__ = ["Amount", "Kind", "find_amounts", "names_country"]
