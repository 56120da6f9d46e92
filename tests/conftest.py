"""What every test shares: how hard Hypothesis tries, and where the real data are."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

EXAMPLES = 200
STEPS = 50
DEEPER = 50

settings.register_profile(
    "dev",  # fresh examples every time, and what failed before first
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    derandomize=False,
    database=DirectoryBasedExampleDatabase(".hypothesis/examples"),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "full",  # as many examples, the same every time
    settings.get_profile("dev"),
    derandomize=True,
    database=None,
)
settings.register_profile(
    "default",  # fewer, the same every time: CI is quick, and coverage stable
    settings.get_profile("full"),
    max_examples=EXAMPLES // 4,
    stateful_step_count=STEPS // 2,
)
settings.register_profile(
    "deep",
    settings.get_profile("dev"),
    max_examples=EXAMPLES * DEEPER,
)
settings.register_profile(
    "quick",  # a first look while a change is being written
    settings.get_profile("dev"),
    max_examples=EXAMPLES // 10,
    stateful_step_count=STEPS // 2,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Return the folder of published data sets, or skip: a clone has none beside it."""
    named = os.environ.get("COLLABCORE_DATA")
    if named is not None and not Path(named).is_dir():
        pytest.fail(f"COLLABCORE_DATA names `{named}`, which is not a folder")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs the published data sets: set COLLABCORE_DATA to their folder")
    return folder
