"""`python -m structurer`: the command line."""

from structurer.cli.main import main

if __name__ == "__main__":
    main()
