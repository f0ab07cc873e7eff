"""Temporal expressions of news English as EDTF dates: a grammar over strings that any stage may use.

``grammar`` has the forms, ``meanings``, ``periods`` and ``relations`` what they mean, ``tense`` whether a weekday lies
behind or ahead, ``edtf`` intervals and their strings, ``times`` the functions that the rest of the package calls.
"""
