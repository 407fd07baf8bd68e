"""The desk: the book in a browser. FastAPI, Jinja and htmx; no request leaves the machine."""
