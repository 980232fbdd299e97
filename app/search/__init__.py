"""One box over pages, programs, improvements, tasks, comments, KPIs, people and clients."""
