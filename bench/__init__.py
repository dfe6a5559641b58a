"""What is measured, against what: peers run in the same run on the same work, and only ratios count."""
