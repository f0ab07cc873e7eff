"""Labels of ours for texts of others, as offsets: the texts themselves are not in the repository."""
