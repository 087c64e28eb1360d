"""What the network says: projections of the graph, and the measures of network science upon them."""
