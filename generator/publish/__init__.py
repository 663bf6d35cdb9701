"""Stage the site, describe it, and put it in the place of the published one."""
