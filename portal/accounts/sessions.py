"""The session cookie is for staff pages alone: elsewhere it is neither set nor said to matter to caches."""

from __future__ import annotations

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from portal.core.access import Audience, audience_of_request


class StaffSessions(SecureCookieSessionInterface):
    """Flask's signed cookie, saved only on staff pages, whatever a library may have read or written."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing for a public page; there no code of ours looks at the session."""
        if audience_of_request() is Audience.STAFF:
            super().save_session(app, session, response)
