"""Questionnaires in the browser: their versions for all who may read settings, drafts for who may change them."""
