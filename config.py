"""Settings of one portal: the only place that reads the environment.

`instance/portal.toml` may name the city; everything else has a default that suits the embedded way of running.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True)
class City:
    """What the portal calls itself and where it stands."""

    portal_name: str = "Suara Sorong"
    name: str = "Kota Sorong"
    time_zone: str = "Asia/Jayapura"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True)
class Settings:
    """Everything that differs between two installations; secrets are made at first start and kept in `instance`."""

    instance: Path = ROOT / "instance"
    database_url: str | None = None
    replica_url: str | None = None
    redis_url: str | None = None
    secret_key: str | None = None
    log_key_file: Path | None = None
    base_url: str | None = None
    trusted_proxies: int = 0
    smtp_url: str | None = None
    limits: bool = True
    testing: bool = False
    city: City = field(default_factory=City)

    @property
    def resolved_database_url(self) -> str:
        """The database to use: PostgreSQL where named, else SQLite in the instance folder."""
        url = self.database_url or f"sqlite:///{self.instance / 'portal.sqlite3'}"
        for prefix in ("postgres://", "postgresql://"):
            if url.startswith(prefix):
                return "postgresql+psycopg://" + url.removeprefix(prefix)
        return url

    @property
    def limits_url(self) -> str:
        """Where limits are counted: Redis where named, else a file of their own in the instance folder."""
        return self.redis_url or f"sqlite-counts://{self.instance / 'limits.sqlite3'}"

    @property
    def resolved_log_key_file(self) -> Path:
        return self.log_key_file or self.instance / "log.key"


def from_environment() -> Settings:
    """The settings that the process environment and `instance/portal.toml` give."""
    env = os.environ
    instance = Path(env.get("PORTAL_INSTANCE") or ROOT / "instance").resolve()
    log_key = env.get("PORTAL_LOG_KEY_FILE")
    return Settings(
        instance=instance,
        database_url=env.get("DATABASE_URL") or None,
        replica_url=env.get("DATABASE_REPLICA_URL") or None,
        redis_url=env.get("REDIS_URL") or None,
        secret_key=env.get("PORTAL_SECRET_KEY") or None,
        log_key_file=Path(log_key) if log_key else None,
        base_url=env.get("PORTAL_BASE_URL") or None,
        trusted_proxies=int(env.get("PORTAL_TRUSTED_PROXIES") or 0),
        smtp_url=env.get("PORTAL_SMTP_URL") or None,
        limits=(env.get("PORTAL_LIMITS") or "on") != "off",
        city=_city(instance),
    )


def secret_key(settings: Settings) -> str:
    """The signing secret: given, or made once and kept readable for the owner alone."""
    if settings.secret_key:
        return settings.secret_key
    return kept_secret(settings.instance / "secret.key", lambda: secrets.token_hex(32).encode()).decode()


def kept_secret(path: Path, make: Callable[[], bytes]) -> bytes:
    """The bytes of a secret file; written whole and once, even if two processes start together."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_bytes(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()


def _city(instance: Path) -> City:
    file = instance / "portal.toml"
    if not file.exists():
        return City()
    return City(**tomllib.loads(file.read_text(encoding="utf-8")).get("city", {}))
