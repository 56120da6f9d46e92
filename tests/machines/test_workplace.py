"""The state machine: engine, twin and restatement side by side, step by step."""

from __future__ import annotations

from collabcore.testing.machine import Workplace

TestWorkplace = Workplace.TestCase
TestWorkplace.__doc__ = "Engine == twin == restatement after every step (laws 1, 4, 5, 6)."
