"""Private development environment of the suite: sources, packages, database, browser.

Standard library only: this package runs before anything is installed. One module a
concern; every step is idempotent, resumes after an interruption and says what to do
when it cannot go on.
"""
