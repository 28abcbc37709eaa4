"""From words and numbers to PDF/UA: what a document is made of, and the press that prints it."""

from portal.press import Busy
from portal.reports.press.blocks import (
    Block,
    Bullets,
    Column,
    Contents,
    Cover,
    Document,
    Fields,
    Heading,
    NewPage,
    Paragraph,
    Picture,
    ScoreBox,
    Signature,
    Table,
)
from portal.reports.press.pdf import pdf
from portal.reports.press.poster import BarGroup, Poster

__all__ = [
    "BarGroup",
    "Block",
    "Bullets",
    "Busy",
    "Column",
    "Contents",
    "Cover",
    "Document",
    "Fields",
    "Heading",
    "NewPage",
    "Paragraph",
    "Picture",
    "Poster",
    "ScoreBox",
    "Signature",
    "Table",
    "pdf",
]
