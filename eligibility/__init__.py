"""The law, part 1: who may be given a dwelling under Resolution 814. Needs no Django."""
