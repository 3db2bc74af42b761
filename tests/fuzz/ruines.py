"""Strategies: sound files with pieces taken out, put in, repeated or turned."""

from collections.abc import Mapping

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.fuzz.graines import parts_of, zip_of

TOKENS = (
    *(b'"', b'""', b";", b",", b"\t", b"\r", b"\n", b"\r\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf"),
    *(b"<", b">", b"&", b"&#0;", b"&e;", b"<!DOCTYPE x>", b"<![CDATA[", b"]]>", b"<!--", b"</row>"),
    *(b'r="XFD1048576"', b'r="A"', b'r=""', b't="s"', b't="b"', b's="99"', b"<v>1e999</v>"),
    *(b"<v>-1</v>", b"<v>NaN</v>", b"<v></v>", b"<f>1</f>", b"1048577", b"999999999999999999999"),
    *(b'table:number-rows-repeated="900000"', b'table:number-columns-repeated="9999999"'),
    *(
        b'"type": "Point"',
        b'"coordinates": [1e400, null]',
        b"null",
        b"{",
        b"}",
        b"[",
        b"]",
        b"\\ud800",
    ),
    *(b"PK\x03\x04", b"PK\x05\x06", b"PAR1", b"SQLite format 3\x00", b"sep=;\n", b"\xe9", b"\xc3"),
)
LONGEST = 400


@st.composite
def ruine(draw: DrawFn, sound: bytes) -> bytes:
    """A content of which some pieces were changed."""
    content = bytearray(sound)
    for _ in range(draw(st.integers(1, 6))):
        size = len(content)
        start = draw(st.integers(0, size))
        end = min(size, start + draw(st.sampled_from((0, 1, 2, 4, 16, LONGEST, size))))
        match draw(st.integers(0, 4)):
            case 0:
                content[start:end] = draw(st.sampled_from(TOKENS))
            case 1:
                content[start:end] = draw(st.binary(max_size=16))
            case 2:
                del content[start:end]
            case 3:
                content[start:start] = content[start : start + LONGEST] * draw(st.integers(1, 9))
            case _:
                content[start:end] = bytes(byte ^ 0xFF for byte in content[start:end][:LONGEST])
    return bytes(content)


@st.composite
def fichiers(draw: DrawFn, sound: Mapping[str, bytes]) -> bytes:
    """A file made of a sound one; parts of an archive are changed inside as often as outside."""
    name = draw(st.sampled_from(sorted(sound)))
    content = sound[name]
    if name in {"xlsx", "ods", "zip"} and draw(st.integers(0, 3)):
        parts = parts_of(content)
        part = draw(st.sampled_from(sorted(parts)))
        return zip_of(parts | {part: draw(ruine(parts[part]))})
    kind: SearchStrategy[bytes] = ruine(content) if content else st.binary(max_size=LONGEST)
    return draw(kind)
