"""Where the frozen program starts."""

import multiprocessing

if __name__ == "__main__":
    # First of all: in a worker process this does the work and does not come back.
    multiprocessing.freeze_support()

    from workbench.start import main

    main()
