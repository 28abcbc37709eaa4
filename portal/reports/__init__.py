"""Documents of what is published: the SKM report and poster of a unit, its workbook, and the files of a whole city."""
