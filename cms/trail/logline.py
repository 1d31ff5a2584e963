import json
import logging


class ActFormatter(logging.Formatter):
    """An act of the trail as one line of JSON; any other message as plain text."""

    def format(self, record: logging.LogRecord) -> str:
        act = getattr(record, "act", None)
        return json.dumps(act, ensure_ascii=False) if act is not None else super().format(record)
