"""The command line: which commands there are. What each does is in commands/; this finds it and hands over."""

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Sequence

# name → the module whose `register` adds it, or the function after the colon, and one line for `--help`. Only the
# module that is asked for is imported.
COMMANDS = {
    "serve": ("floorwalk.commands.serve", "start the server"),
    "migrate": ("floorwalk.commands.migrate", "bring the database's tables up to date"),
    "openapi": ("floorwalk.commands.openapi", "write the API's own description"),
    "import": ("floorwalk.commands.imports", "bring in stores, staff or visits from files"),
    "export": ("floorwalk.commands.exports", "write evaluations, figures, or an export about people to files"),
    "work": ("floorwalk.commands.work", "do what waits in the background, such as exports"),
    "rubric": ("floorwalk.commands.rubric", "check or publish a rubric"),
    "score": ("floorwalk.commands.score", "score ratings against a rubric, for its author"),
    "account": ("floorwalk.commands.accounts", "invite people and say what they may do"),
    "programme": ("floorwalk.commands.notices:register_programmes", "create and list programmes"),
    "retention": ("floorwalk.commands.retention", "remove what is kept no longer"),
    "notice": ("floorwalk.commands.notices", "record that staff were told of a programme"),
}
USAGE_ERROR = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
BROKEN_PIPE = 141  # 128 + SIGPIPE


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 done, 1 refused or failed with a sentence, 2 not understood, 130 interrupted."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="floorwalk", description="Mystery visits and floor interactions, scored.")
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    asked = next((word for word in words if not word.startswith("-")), None)
    for name, (where, help_line) in COMMANDS.items():
        if name == asked:
            module, _, function = where.partition(":")
            getattr(importlib.import_module(module), function or "register")(subparsers)
        else:
            subparsers.add_parser(name, help=help_line)
    wish = parser.parse_args(words)
    try:
        return int(wish.run(wish))
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted.\n")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also when started in the background by a script
    sys.exit(main())
