"""Groups of commands that ``cartoexp.cli`` puts together."""
