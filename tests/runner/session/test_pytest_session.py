"""The session of a run collects what was selected, and spares the recording pytest's searches of memory."""

import gc
from pathlib import Path

from booking_conformance.config.loading import load
from booking_conformance.embedded.process import declared_settings
from booking_conformance.gc_tuning import collecting_rarely
from booking_conformance.runner.run import plan_run
from booking_conformance.runner.session.own_plugin import OwnPlugin
from booking_conformance.runner.session.pytest_session import places, suites_folder


def planned(*words: str):
    return plan_run(load(data=declared_settings(), environment={}).configuration, words)


def test_everything_is_collected_from_the_folder_of_the_suites():
    assert places(planned()) == [str(suites_folder())]


def test_each_selected_check_is_collected_from_the_module_that_declares_it():
    # The first is a function of another module, made from a table.
    selected = ("c1.omits-customer", "rpde.data-urls")
    texts = [Path(place).read_text(encoding="utf-8") for place in places(planned(*selected))]
    assert [sum(f'"{check}"' in text for text in texts) for check in selected] == [1, 1]
    assert len(texts) == 2


def test_a_session_ends_with_memory_frozen_and_what_follows_the_run_is_not():
    with collecting_rarely():
        OwnPlugin(None).pytest_unconfigure()
        assert gc.get_freeze_count()
    assert not gc.get_freeze_count()
