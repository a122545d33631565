"""How dates and addresses are written for people."""

from __future__ import annotations

import re

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


def day(iso: str) -> str:
    """Return "28 June 2017" for an ISO 8601 date or time, "June 2017" for a month, and anything else as it is."""
    found = re.match(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?(?![\d])(?:T.*)?$", iso)
    if not found:
        return iso
    year, month, number = found.groups()
    return " ".join(part for part in (number and str(int(number)), MONTHS[int(month) - 1], year) if part)


def when(time: str) -> str:
    """Return a time as `day` does; an EDTF interval as "May 2024 to June 2024", "since 2016" or "by August 2024"."""
    first, slash, last = time.partition("/")
    if not slash:
        return day(time)
    if first in ("", ".."):
        return f"by {day(last)}"
    return f"since {day(first)}" if last in ("", "..") else f"{day(first)} to {day(last)}"


def web_address(url: str) -> str:
    """Return the address if a browser may follow it (http or https), else nothing."""
    return url if re.match(r"https?://[^\s/]", url, re.IGNORECASE) else ""
