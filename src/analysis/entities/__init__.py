"""Who is named: recognition of named entities, one name per referent, and their statistics."""
