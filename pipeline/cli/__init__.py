"""What people type and read: arguments, exit codes, text for a terminal. Nothing else in the package prints."""
