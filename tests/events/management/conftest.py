from tests.events.importer.seeds.conftest import seeds

__all__ = ["seeds"]
