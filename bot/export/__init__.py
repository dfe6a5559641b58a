"""A funnel's figures and facts as files: a workbook with a sheet a report, and CSV for whoever counts themselves."""
