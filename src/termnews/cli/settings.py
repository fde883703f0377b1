"""The configuration a command runs under: the file, then what the command line overrides."""

from __future__ import annotations

import argparse
import os

import msgspec

from termnews.cli import output
from termnews.config import Config, default_config_path, load
from termnews.model.errors import ConfigError
from termnews.model.homes import at_home


def configuration(arguments: argparse.Namespace) -> Config:
    """Load the configuration; complain about mistakes in it on standard error and go on with defaults.

    Raises `ConfigError` when a file that was named is not there.
    """
    path = at_home(arguments.config or default_config_path())
    if (arguments.config or os.environ.get("TERMNEWS_CONFIG")) and not path.exists():
        raise ConfigError(
            "there is no such file", where=f"configuration {path}", hint="Check --config or TERMNEWS_CONFIG."
        )
    config, errors = load(path)
    for error in errors:
        output.complain(error)
    if arguments.library is not None:
        config = msgspec.structs.replace(config, library=str(arguments.library))
    return config
