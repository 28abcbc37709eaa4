"""What officers fill in, and the words for the codes of holding and deciding."""

from portal.integrity.forms.alarms import CHANNEL_WORDS, MONITOR_WORDS, alarm_days, alarm_sentence
from portal.integrity.forms.proposals import DecisionForm, ProposalForm
from portal.integrity.forms.words import (
    ENDING_WORDS,
    GROUND_WORDS,
    OUTCOME_WORDS,
    REASON_WORDS,
    STATE_WORDS,
    refusal_words,
)

__all__ = [
    "CHANNEL_WORDS",
    "ENDING_WORDS",
    "GROUND_WORDS",
    "MONITOR_WORDS",
    "OUTCOME_WORDS",
    "REASON_WORDS",
    "STATE_WORDS",
    "DecisionForm",
    "ProposalForm",
    "alarm_days",
    "alarm_sentence",
    "refusal_words",
]
