"""What people see: which pages exist, what they say, and the chrome around them."""
