"""The stock: site, building, dwelling. It knows no applicants."""
