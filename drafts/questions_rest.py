"""What is asked about residence, homes, declarations and the invitation, in this order."""

from drafts.question import Question

REST_QUESTIONS: tuple[Question, ...] = ()
