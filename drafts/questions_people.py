"""What is asked about the people of the household, in this order."""

from drafts.question import Question

PEOPLE_QUESTIONS: tuple[Question, ...] = ()
