"""How much a system is used, by whom, and to what effect: figures from the engine's own history (SCORING 3)."""

from collabcore.adoption.champions import Champion, champions
from collabcore.adoption.deals import Deal
from collabcore.adoption.history import FEATURES, History, told
from collabcore.adoption.kpis import TABLE, measure, neglected
from collabcore.adoption.population import Kpi, Population
from collabcore.adoption.report import By, Report, Target, Trend, adoption
from collabcore.adoption.territory import ChannelReport, Partner, channel

__all__ = [
    "FEATURES",
    "TABLE",
    "By",
    "Champion",
    "ChannelReport",
    "Deal",
    "History",
    "Kpi",
    "Partner",
    "Population",
    "Report",
    "Target",
    "Trend",
    "adoption",
    "champions",
    "channel",
    "measure",
    "neglected",
    "told",
]
