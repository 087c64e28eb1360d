"""How long a load of national size takes, against bare CREATE statements of the same graph."""
