"""``manage.py first_administrator``: the one sign-in that no invitation can start."""

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership, Person


class Command(BaseCommand):
    """Make the first administrator, who then invites everybody else."""

    help = "Makes the first administrator of a new installation; asks for the password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address and the name."""
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the sign-in, unless somebody administers already."""
        if Membership.objects.current().filter(role=Role.ADMINISTRATOR).exists():
            raise CommandError("There is an administrator already. Ask them to invite you.")
        with transaction.atomic():
            person = Person.objects.create_user(options["email"], options["name"])
            person.set_password(self.password(person))
            person.save()
            Membership.objects.create(person=person, role=Role.ADMINISTRATOR)
        self.stdout.write(
            f"{person} can sign in with {person.email}, and invites everybody else under People."
        )

    def password(self, person: Person) -> str:
        """Ask for a password, and say what is wrong with it."""
        typed = getpass("Password (12 characters or more): ")
        try:
            validate_password(typed, person)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return typed
