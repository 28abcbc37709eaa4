"""Workplace."""
from flask import Blueprint
bp = Blueprint("workplace", __name__)
