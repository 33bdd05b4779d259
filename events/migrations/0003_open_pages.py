import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_the_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="openform",
            name="open_form_stands_once",
        ),
        migrations.RemoveConstraint(
            model_name="openform",
            name="open_form_of_a_new_record_stands_once",
        ),
        migrations.AlterField(
            model_name="openform",
            name="record",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="open_forms",
                to="events.record",
            ),
        ),
        migrations.AlterField(
            model_name="openform",
            name="seen_at",
            field=models.DateTimeField(db_index=True, default=django.utils.timezone.now),
        ),
        migrations.AddConstraint(
            model_name="openform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["forum", "report", "agreement", "institution", "person", "milestone"])
                ),
                name="open_form_kind_is_known",
            ),
        ),
    ]
