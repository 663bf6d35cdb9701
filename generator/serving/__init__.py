"""The catalogue shown on this machine to people who write records: pages ahead of the build, and what is wrong."""
