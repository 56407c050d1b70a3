"""Where the demo's rows come from.

2018/19 and 2019/20 are made so that counting gives the figures that the partnership published; every person
in them is invented. The current academic year is invented altogether, and the site says so.
"""
