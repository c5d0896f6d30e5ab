"""What the clock starts."""

from celery import shared_task

from oversight import services


@shared_task
def answer_what_if() -> None:
    services.answer_waiting()
