// Does nothing: what Node itself takes.
