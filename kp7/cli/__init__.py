"""The `kp7` command: one module a verb, loaded when it is called."""

import importlib
import os
from dataclasses import dataclass

import click
import django
from django.core.exceptions import ImproperlyConfigured

from kp7.database.problems import DatabaseProblem
from kp7.refusal import Refusal

SETTINGS = "kp7.config.settings"


@dataclass(frozen=True, slots=True)
class Verb:
    """Where a verb is found, what it does, and whether its module needs Django set up first."""

    place: str
    does: str
    needs_django: bool = True


VERBS = {
    "serve": Verb(
        "kp7.cli.serve:command", "Answer browsers until stopped (Ctrl-C).", needs_django=False
    ),
    "work": Verb(
        "kp7.cli.work:command",
        "Do the jobs that pages ask for until stopped (Ctrl-C).",
        needs_django=False,
    ),
    "migrate": Verb(
        "kp7.cli.migrate:command",
        "Bring the tables and the application's rights up to date.",
        needs_django=False,
    ),
    "seed": Verb("kp7.cli.seed:command", "Load the organizations, or demo data to try kp7 with."),
    "accounts": Verb("kp7.cli.accounts:command", "Create, list, reset and disable accounts."),
    "round": Verb(
        "kp7.cli.rounds:command", "Open rounds of certification, close them and list them."
    ),
    "record": Verb("kp7.cli.record:command", "Show a card, as it is or as it was."),
    "changes": Verb(
        "kp7.cli.changes:command",
        "List what was changed in a register: who, when, whose, before and after.",
    ),
    "check": Verb("kp7.cli.check:command", "List what the rules find in a register."),
    "export": Verb(
        "kp7.cli.export:command",
        "Write a register into an Excel workbook, a sheet a section of the card.",
    ),
    "organizations": Verb("kp7.cli.organizations:command", "Change what organizations are."),
    "transfers": Verb("kp7.cli.transfers:command", "Look after transfers between organizations."),
    "intake": Verb(
        "kp7.cli.intake:command",
        "Compare FILE with a register, and say what it would add, change and refuse.",
    ),
    "print": Verb(
        "kp7.cli.print:command",
        "Print cards into FILE: one PDF, or a ZIP with a PDF each where FILE ends in .zip.",
    ),
    "db": Verb(
        "kp7.cli.db:command", "Start, stop, copy and restore the database.", needs_django=False
    ),
}

HELP = """\
kp7 keeps the service records (ก.พ.7) of Thailand's local government and their certification.

With no settings at all it brings its own PostgreSQL and keeps everything in one folder:

\b
  kp7 migrate        make the tables
  kp7 seed demo      fill them with invented people, to try it
  kp7 serve          answer on http://127.0.0.1:8000/

Environment:

\b
  KP7_HOME             folder of the embedded server and its data
                       (default: /var/lib/kp7 for root, else ~/.local/share/kp7)
  DATABASE_URL         a real server (PostgreSQL 17 or newer), as the application's role:
                       postgresql://kp7_app:…@host/kp7; without it the embedded one is used
  DATABASE_OWNER_URL   the same database as the role that owns the tables; for migrate,
                       db backup and db restore only
  KP7_SECRET_KEY       key that signs cookies; a real server needs it, the embedded one makes its
                       own
  KP7_SECRET_KEY_FILE  a file that holds this key, instead of KP7_SECRET_KEY
  KP7_ALLOWED_HOSTS    names the product answers to, with commas (default: this machine's)
  KP7_TRUSTED_ORIGINS  origins behind a proxy, with commas: https://kp7.example.go.th
  KP7_TRUSTED_PROXIES  addresses of proxies whose X-Forwarded-For is believed, with commas
  KP7_HTTPS            1 when people come by HTTPS only: cookies and HSTS follow
  KP7_DATABASE_POOL    connections a worker may hold (default 8; 0: one for each request)
  KP7_STATIC_ROOT      folder for style sheets and scripts (default: in KP7_HOME)

It ends with 0 when done, 1 when refused, 2 when the call or the database is not in order.
"""


class Refused(click.ClickException):
    """The product said no."""

    exit_code = 1


class NotInOrder(click.ClickException):
    """The call, the settings or the database are not in order."""

    exit_code = 2


class Verbs(click.Group):
    """The verbs, each imported when it is asked for: help is quick, a missing one is loud."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the verbs in the order in which they are met."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """Import a verb."""
        verb = VERBS.get(cmd_name)
        if verb is None:
            return None
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        if verb.needs_django:
            django.setup()
        module, name = verb.place.split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  click's signature
        """List the verbs without importing them."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, verb.does) for name, verb in VERBS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Turn what is refused into a sentence and an exit code; let what is a bug rise."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise Refused(refusal.sentence) from refusal
        except (DatabaseProblem, ImproperlyConfigured) as problem:
            raise NotInOrder(str(problem)) from problem


@click.group(cls=Verbs, help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kp7")
def main() -> None:
    """Answer to `kp7`; the verbs do the work."""
