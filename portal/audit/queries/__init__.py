"""Reads of the record of deeds: its chain, and what is found in it."""

from portal.audit.queries.chain import GENESIS, entry_hash, first_break, hash_of, head, is_tail_whole, seal_of
from portal.audit.queries.search import PAGE, DeedsPage, Reach, Reader, Search, all_deeds, deed, deeds_page

__all__ = [
    "GENESIS",
    "PAGE",
    "DeedsPage",
    "Reach",
    "Reader",
    "Search",
    "all_deeds",
    "deed",
    "deeds_page",
    "entry_hash",
    "first_break",
    "hash_of",
    "head",
    "is_tail_whole",
    "seal_of",
]
