"""The table of towns that the package ships, made from GeoNames."""
