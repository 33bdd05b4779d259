"""`check_usage`: what Hong Kong or the Mainland would write otherwise, in all Chinese texts of the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.importer.seeds.problems import Problems
from events.importer.usage_rules import usage_rules
from events.management.checking_usage import found_in_texts, in_a_line


class Command(BaseCommand):
    help = (
        "List what the rules of seeds/vocabulary/usage.yaml find in the Chinese texts of the database: where, what to write "
        "instead, and why. Nothing is changed. Official names and quotations are not ours to word; leave them as they are."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rules = usage_rules()
        except Problems as found:
            raise CommandError(f"The rules can’t be read.\n{found}") from None
        count = 0
        for text, finding in found_in_texts(rules):
            self.stdout.write(in_a_line(text, finding))
            count += 1
        self.stdout.write(f"{count} found." if count else "Nothing found.")
