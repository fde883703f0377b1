"""The application without a screen: what the reader and the shell face both do, on the threads that may do it."""
