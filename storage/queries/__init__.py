"""Questions of the reports, one file each: counted in SQL, returned as plain rows."""
