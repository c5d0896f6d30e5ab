"""What is owed each month and what was paid: charges, bank statements, balances, reminders."""
