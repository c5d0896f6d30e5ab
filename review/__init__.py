"""Review: who looks at an application, the evidence, the hearing and the decision of two people."""
