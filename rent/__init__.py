"""The monthly rent: the formula of Resolution 814 and the tariffs it is computed with."""
