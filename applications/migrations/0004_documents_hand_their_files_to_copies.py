from django.db import migrations


def to_copies(apps, schema_editor):
    """Make the file of each document a copy that waits to be checked; it stays where it lies."""
    Document = apps.get_model('applications', 'Document')
    Copy = apps.get_model('copies', 'Copy')
    DocumentCopy = apps.get_model('applications', 'DocumentCopy')
    for document in Document.objects.order_by('pk').iterator():
        copy = Copy.objects.create(
            name=document.original_name,
            size=document.size,
            sha256=document.sha256,
            stored_name=document.stored_name,
            stored_sha256=document.sha256,
            state='waiting',
            received_at=document.received_at,
            not_before=document.received_at,
        )
        DocumentCopy.objects.create(document=document, copy=copy, position=0)


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0003_document_copy'),
    ]

    operations = [
        migrations.RunPython(to_copies),
    ]
