"""Demand against supply as a file."""

from kmtp.ui.tables import Column, NumberColumn, Table


class MarketTable(Table):
    """Every row of every table of the page."""

    by = Column(verbose_name="By")
    label = Column(verbose_name="What")
    waiting = NumberColumn(verbose_name="Students waiting")
    places = NumberColumn(verbose_name="Places offered")
    free = NumberColumn(verbose_name="Places free")
    short = NumberColumn(verbose_name="Places missing")
    unfit = NumberColumn(verbose_name="Fit nowhere")
