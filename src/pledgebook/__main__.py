"""`python -m pledgebook` is the command `pledgebook`."""

from pledgebook.cli import main

if __name__ == "__main__":
    main()
