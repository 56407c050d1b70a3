"""The annual report: reads every room, renders one template for the page and the PDF."""
