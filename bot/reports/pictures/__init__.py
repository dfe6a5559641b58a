"""Pictures that any report can draw of plain data: a heat map, a trend, shares beside one another."""
