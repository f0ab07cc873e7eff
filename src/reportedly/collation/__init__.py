"""What findings of many reports come together to: cases of the registers, and series of figures."""
