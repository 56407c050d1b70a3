"""The list of people."""

from kmtp.partnership.models import Organisation, Person
from kmtp.ui.tables import Column, DateColumn, RecordColumn, Table, TagColumn


class PersonTable(Table):
    """One line for each sign-in."""

    name = RecordColumn(facts=(("email", "E-mail address"),))
    roles = Column(accessor="roles_in_words", orderable=False)
    last_login = DateColumn(verbose_name="Last signed in")
    is_active = TagColumn(
        verbose_name="Sign-in", accessor="sign_in", orderable=False, colours={"Open": "green"}
    )

    class Meta:
        """By name."""

        model = Person
        fields = ("name", "roles", "last_login", "is_active")
        order_by = ("name",)


class OrganisationTable(Table):
    """The partners, by name."""

    name = RecordColumn(facts=(("short_name", "Short name"),))
    kind = Column(accessor="get_kind_display", order_by="kind", verbose_name="What it is")
    theme = Column(verbose_name="Colour of its pages")

    class Meta:
        """By name."""

        model = Organisation
        fields = ("name", "kind", "theme")
        order_by = ("name",)
