"""From HTML to a PDF that fetched nothing, in a process of its own; tables as CSV.

`renderer.pdf` is what others call; `printers` keeps the processes, `worker` runs in them.
"""
