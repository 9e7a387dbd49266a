import logging
import os

LOG = logging.getLogger("probe.log_hook")


def made():
    LOG.setLevel(logging.INFO)
    LOG.debug("for nobody")
    LOG.info("the word is %s", os.environ["WORD"])
    return [{"id": 1}]


def broken():
    try:
        int("no number")
    except ValueError:
        LOG.exception("gives up")
        raise


def other():
    LOG.warning("the hook does not hear of this asset")
    return [{"id": 1}]
