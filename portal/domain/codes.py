"""Visit codes and receipts as people copy them by hand: Crockford's base 32, which forgives what looks alike.

Source: https://www.crockford.com/base32.html
"""

from __future__ import annotations

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_SYMBOLS = SYMBOLS + "*~$=U"
CODE_LENGTH = 10
SHORT_LENGTH = 6
"""Of the code of a touchpoint, which names a place and is no secret: it stands on a wall."""

_LOOK_ALIKE = str.maketrans("OIL", "011", " \t\r\n-")


def code_from_bytes(random: bytes) -> str:
    """A visit code from the first 50 bits: ten symbols and their check symbol; ValueError below seven bytes."""
    if len(random) < 7:
        raise ValueError("a code needs seven bytes")
    number = int.from_bytes(random[:7], "big") >> 6
    symbols = "".join(SYMBOLS[number >> shift & 31] for shift in range(45, -1, -5))
    return symbols + check_symbol(symbols)


def check_symbol(symbols: str) -> str:
    """The number that the symbols spell, modulo 37."""
    number = 0
    for symbol in symbols:
        number = number * 32 + SYMBOLS.index(symbol)
    return CHECK_SYMBOLS[number % 37]


def format_code(symbols: str) -> str:
    """A code as printed, `ABCDE-FGHJK-C`, from its eleven symbols; ValueError for another length."""
    if len(symbols) != CODE_LENGTH + 1:
        raise ValueError("a code has ten symbols and a check symbol")
    return f"{symbols[:5]}-{symbols[5:10]}-{symbols[10]}"


def normalise(text: str) -> str | None:
    """The eleven symbols of a code as typed, or None if it is none: case, spaces, hyphens, O, I and L forgiven."""
    symbols = _plain(text)
    if symbols is None or len(symbols) != CODE_LENGTH + 1:
        return None
    body, check = symbols[:CODE_LENGTH], symbols[CODE_LENGTH]
    if not set(body) <= set(SYMBOLS) or check_symbol(body) != check:
        return None
    return symbols


def short_code(random: bytes) -> str:
    """The code of a touchpoint from the first 30 bits: six symbols; ValueError below four bytes."""
    if len(random) < 4:
        raise ValueError("a short code needs four bytes")
    number = int.from_bytes(random[:4], "big") >> 2
    return "".join(SYMBOLS[number >> shift & 31] for shift in range(25, -1, -5))


def normalise_short(text: str) -> str | None:
    """The six symbols of a short code as typed, as forgiving as `normalise`; None if it is none."""
    symbols = _plain(text)
    if symbols is None or len(symbols) != SHORT_LENGTH or not set(symbols) <= set(SYMBOLS):
        return None
    return symbols


def encode_base32(data: bytes) -> str:
    """Bytes in Crockford's symbols, the last one filled up with zero bits; sixteen bytes make 26 symbols."""
    length = -(-len(data) * 8 // 5)
    number = int.from_bytes(data, "big") << (length * 5 - len(data) * 8)
    return "".join(SYMBOLS[number >> (5 * place) & 31] for place in reversed(range(length)))


def decode_base32(text: str) -> bytes | None:
    """The bytes that `encode_base32` gave, as forgiving as `normalise`; None for a text that it never gives."""
    symbols = _plain(text)
    if symbols is None or not set(symbols) <= set(SYMBOLS):
        return None
    size, spare = divmod(len(symbols) * 5, 8)
    number = 0
    for symbol in symbols:
        number = number * 32 + SYMBOLS.index(symbol)
    if spare >= 5 or number & ((1 << spare) - 1):
        return None
    return (number >> spare).to_bytes(size, "big")


def _plain(text: str) -> str | None:
    """Upper case, look-alikes replaced; None beyond ASCII, where upper case may change the length."""
    return text.upper().translate(_LOOK_ALIKE) if text.isascii() else None
