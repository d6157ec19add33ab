"""`python -m corridor` is the `corridor` command, where scripts' folders are not on the path."""

from corridor.cli.app import main

if __name__ == "__main__":
    main()
