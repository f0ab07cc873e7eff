"""Training of the reading model: one encoder, several heads. PyTorch and Transformers are used here only."""
