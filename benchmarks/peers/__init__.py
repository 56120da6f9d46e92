"""What one would use instead. Every peer answers the same questions over the same facts, or says why it is not here."""
