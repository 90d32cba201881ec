"""`python -m kp7` is the command `kp7`."""

from kp7.cli import main

if __name__ == "__main__":
    main()
