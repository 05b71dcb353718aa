"""Specification of check_memfrag and memfrag_relieve: `python3 -m unittest` in the folder above."""
