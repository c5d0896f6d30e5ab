import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("review", "0007_kept_as_stored")]

    operations = [
        migrations.AddField(
            model_name="decisionletter",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="decisionletter",
            name="not_before",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="decisionletter",
            name="trouble",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.CreateModel(
            name="ProtocolExtract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("template", models.CharField(max_length=64)),
                ("template_sha256", models.CharField(max_length=64)),
                ("sealed", models.TextField()),
                ("pdf_name", models.CharField(blank=True, max_length=200)),
                (
                    "pdf_sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256"),
                ),
                ("printed_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(null=True)),
                ("trouble", models.CharField(blank=True, max_length=32)),
                (
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extracts",
                        to="review.vote",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("vote", "language"), name="one_extract_per_vote_and_language"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("pdf_name", ""), ("pdf_sha256", ""), ("printed_at__isnull", True)
                            ),
                            models.Q(
                                ("printed_at__isnull", False),
                                models.Q(("pdf_name", ""), _negated=True),
                                models.Q(("pdf_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_printed_extract_is_kept_with_its_sha256",
                    ),
                ],
            },
        ),
    ]
