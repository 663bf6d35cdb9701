"""The readiness report: what is missing before a certificate can be listed as a micro-credential."""
