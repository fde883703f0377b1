"""What each command takes on the command line: one module per group of commands, each with a table `COMMANDS`."""
