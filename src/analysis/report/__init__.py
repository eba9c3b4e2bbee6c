"""Reports: notebooks run by papermill and written as one self-contained HTML file each."""
