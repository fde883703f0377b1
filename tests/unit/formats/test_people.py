"""Names of authors, as feeds write them."""

from __future__ import annotations

import pytest

from termnews.formats.people import name_of, names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Nora Quist", "Nora Quist"),
        ("n.quist@p.example (Nora Quist)", "Nora Quist"),
        ("Nora Quist <n.quist@p.example>", "Nora Quist"),
        ("Nora Quist (n.quist@p.example)", "Nora Quist"),
        ("n.quist@p.example", "n.quist@p.example"),
        ("mailto:n.quist@p.example", "n.quist@p.example"),
        ("n.quist@p.example ()", "n.quist@p.example"),
        ("noreply@p.example (Nora Quist)", "Nora Quist"),
        ("noreply@p.example", ""),
        ('"Nora Quist" <n.quist@p.example>', "Nora Quist"),
        ("n.quist@p.example, Nora Quist", "Nora Quist"),
        ("Lo&#239;c Le Meur", "Loïc Le Meur"),
        ("<a href='x'>Nora Quist</a>", "Nora Quist"),
        ("@nora@social.example", "@nora@social.example"),
        ("()", ""),
        ("  ", ""),
        ("Nora\n Quist", "Nora Quist"),
        ("\x1b[31mNora", "Nora"),
    ],
)
def test_a_name_is_found(written: str, name: str) -> None:
    assert name_of(written) == name


def test_a_mail_address_serves_where_there_is_no_name() -> None:
    assert name_of("", "n@p.example") == "n@p.example"


def test_names_are_listed_once_and_before_mail_addresses() -> None:
    assert names(["n@p.example", "Nora", "", "nora", "Idris"]) == ("Nora", "Idris")
    assert names(["n@p.example", ""]) == ("n@p.example",)
