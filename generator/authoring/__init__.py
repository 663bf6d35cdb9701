"""What people do with record files before they publish them: begin new ones, mend them, freeze a version."""
