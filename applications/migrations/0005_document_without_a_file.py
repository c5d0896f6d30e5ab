from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0004_documents_hand_their_files_to_copies'),
    ]

    operations = [
        migrations.RemoveField('document', 'original_name'),
        migrations.RemoveField('document', 'stored_name'),
        migrations.RemoveField('document', 'sha256'),
        migrations.RemoveField('document', 'size'),
    ]
