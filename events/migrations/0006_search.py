"""The search index: a document for each public thing, and its tokens in a full-text table of the database's own."""

from django.db import migrations, models


def make_words(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE TABLE events_searchwords (id bigint PRIMARY KEY, keys tsvector NOT NULL, names tsvector NOT NULL,"
            " linked tsvector NOT NULL, said tsvector NOT NULL)"
        )
        schema_editor.execute(
            "CREATE INDEX events_searchwords_tokens ON events_searchwords USING gin (keys, names, linked, said)"
        )
    else:
        schema_editor.execute(
            "CREATE VIRTUAL TABLE events_searchwords USING fts5"
            "(keys, names, linked, said, tokenize = 'ascii', detail = column, columnsize = 0)"
        )


def drop_words(apps, schema_editor):
    schema_editor.execute("DROP TABLE events_searchwords")


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0005_published_note'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('thing_id', models.UUIDField(unique=True)),
                ('kind', models.CharField(max_length=20)),
                ('slug', models.CharField(max_length=100)),
                ('start', models.CharField(blank=True, default='', max_length=10)),
                ('sort_from', models.CharField(blank=True, default='', max_length=10)),
                ('sort_to', models.CharField(blank=True, default='', max_length=10)),
                ('cities', models.CharField(blank=True, default='', max_length=400)),
                ('sectors', models.CharField(blank=True, default='', max_length=1000)),
                ('evidence', models.PositiveIntegerField(default=0)),
                ('names', models.JSONField(default=list)),
                ('words', models.JSONField(default=list)),
                ('folded', models.TextField(blank=True, default='')),
            ],
            options={
                'verbose_name': 'entry of the search index',
                'verbose_name_plural': 'search index',
            },
        ),
        migrations.RunPython(make_words, drop_words),
    ]
