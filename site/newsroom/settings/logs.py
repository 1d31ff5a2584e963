from .env import env

__all__ = ["LOGGING"]

_acts = env.str("TRAIL_LOG", default="")
"""A file that gets each act of the trail as a line of JSON, once it stands."""

_handlers: dict[str, dict[str, object]] = {"console": {"class": "logging.StreamHandler", "formatter": "line"}}
_loggers: dict[str, dict[str, object]] = {}
if _acts:
    # Watched: log rotation may move the file away at any time.
    _file = "logging.handlers.WatchedFileHandler"
    _handlers["acts"] = {"class": _file, "filename": _acts, "formatter": "act", "delay": True}
    _loggers["newsroom.trail"] = {"handlers": ["acts"], "level": "INFO", "propagate": False}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "act": {"()": "cms.trail.logline.ActFormatter"},
    },
    "handlers": _handlers,
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": _loggers,
}
