"""Accounts: who may sign in, with which roles, and their sessions.

account:  invited ──activate──▶ active ──disable──▶ disabled ──enable──▶ active
"""
