"""The coding scheme as data: codes and their definitions, actors and their names.

Knows nothing of code that reads text. The data files stand in `data/`; they are read when
they are first asked for, never at import.
"""
