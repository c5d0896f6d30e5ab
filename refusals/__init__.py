"""What is refused, and how a command says so: the one error object of the contract."""
