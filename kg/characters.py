"""Which characters a text may hold where it is written as XML."""

from __future__ import annotations

import re

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold: control characters, above all."""


def xml_text(text: str) -> str:
    """Return the text with U+FFFD in the place of what XML 1.0 cannot hold; its markup is still to be escaped."""
    return NOT_XML.sub("\ufffd", text)
