"""How fast, how big, how it grows: collabcore beside what one would use instead, in one run, on equal answers."""
