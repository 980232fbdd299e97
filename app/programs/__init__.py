"""Programs: phases, items, tasks, champions and due dates."""
