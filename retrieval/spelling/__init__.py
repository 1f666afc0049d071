"""Puts questions right: slips of the pen, Pinyin and traditional characters, by the words of the library.

What was typed stays where it is a word, stands in the library, or may mean several: see judging.
"""
