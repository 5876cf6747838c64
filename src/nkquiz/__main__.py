"""`python -m nkquiz`."""

from nkquiz.cli import main

main()
