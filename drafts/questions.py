"""Every question of the form, in the order asked."""

from drafts.question import Question
from drafts.questions_people import PEOPLE_QUESTIONS
from drafts.questions_rest import REST_QUESTIONS

QUESTIONS: tuple[Question, ...] = PEOPLE_QUESTIONS + REST_QUESTIONS
