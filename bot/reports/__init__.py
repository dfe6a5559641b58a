"""Reports: figures turned into something an owner reads, one file a report and form."""
