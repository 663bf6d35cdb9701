"""Measure the generator against Hugo on the same pages; see docs/benchmarks/README.md."""
