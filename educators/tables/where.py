"""Where they are, as rows: on the page and in a file."""

from kmtp.ui.tables import Column, NumberColumn, Table


class WhereTable(Table):
    """One row for each district or team."""

    name = Column(verbose_name="Where", orderable=False)
    note = Column(verbose_name="In", orderable=False)
    people = NumberColumn(verbose_name="Practice educators", orderable=False)
    stage_2 = NumberColumn(verbose_name="Stage 2", orderable=False)
    stage_1 = NumberColumn(verbose_name="Stage 1", orderable=False)
    trainees = NumberColumn(verbose_name="Trainees", orderable=False)
    current = NumberColumn(verbose_name="Current", orderable=False)
    room = Column(verbose_name="Places free", orderable=False)
