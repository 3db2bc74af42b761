"""French sentences written from data: the same data always gives the same words.

Words first: ``typographie``, ``nombres``, ``accords``, ``listes``, ``elision``, ``lieux``,
``dates``. Then what is said, each as a title, a sentence and a text alternative (``dit.Dit``):
``carte``, ``experimentation``, ``territoire``, ``palmares``, ``chiffre``, ``ressemblance``,
``essaimage``. Titles, captions, alt texts, notes of files and sheets all take them from here, so
that they cannot disagree. Pure: no I/O but the two tables of words beside these modules.
"""
