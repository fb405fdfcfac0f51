"""The command line, one module for each group of commands, each with `register(subparsers)`; listed in __main__.py."""
