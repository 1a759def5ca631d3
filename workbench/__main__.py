"""``python -m workbench``: the same as the command ``counterpoint``."""

from workbench.start import main

if __name__ == "__main__":
    main()
