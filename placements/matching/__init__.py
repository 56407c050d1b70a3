"""Who goes where: the best proposal under the hard rules, and why, in words. Pure.

``problem`` says what goes in, ``rules`` what is allowed, ``terms`` what is better, ``proposal`` what comes out.
The solver stands beside it, in ``placements.solver``; nothing here knows it, a database, a clock or a setting.
"""
