"""What Twin Cities promises (README), each promise by its tests."""
